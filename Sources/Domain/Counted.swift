extension BinaryInteger {
    /// `1 template`, `3 templates`.
    package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
