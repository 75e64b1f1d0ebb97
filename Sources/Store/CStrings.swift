/// Texts as a C array of C strings, closed by NULL.
struct CStrings {
    private var storage: [CChar] = []
    private var starts: [Int] = []

    init(_ texts: [String]) {
        for text in texts {
            starts.append(storage.count)
            storage.append(contentsOf: text.utf8CString)
        }
    }

    func withPointers<T>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
        storage.withUnsafeBufferPointer { block in
            var pointers = starts.map { block.baseAddress?.advanced(by: $0) }
            pointers.append(nil)
            return body(pointers)
        }
    }
}
