extension BinaryInteger {
    /// `1 template`, `3 templates`.
    func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
