import Domain
import Testing

@Suite struct StringBytesTests {
    @Test(
        arguments: [
            (Array("Ein Öl.\n".utf8), "Ein Öl.\n"), ([], ""), ([0xEF, 0xBB, 0xBF, 0x61], "\u{FEFF}a"),
            ([0x61, 0x00], nil), ([0x61, 0xFC], nil), ([0xED, 0xA0, 0x80], nil), ([0xC0, 0x80], nil),
        ] as [([UInt8], String?)])
    func textIsValidAndHasNoNUL(bytes: [UInt8], text: String?) {
        #expect(String(text: bytes).map { Array($0.utf8) } == text.map { Array($0.utf8) })
    }
}
