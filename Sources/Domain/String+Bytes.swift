extension String {
    /// What these bytes say; nil if they are no text, which is valid UTF-8 without a NUL.
    package init?(text bytes: some Collection<UInt8>) {
        guard !bytes.contains(0) else { return nil }
        self.init(validating: bytes, as: UTF8.self)
    }
}
