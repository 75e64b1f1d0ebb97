import Domain

/// A JSON number as it was written, `digits × 10^exponent`: binary floating point would say that 0.0075 is no multiple
/// of 0.0001.
struct ExactNumber {
    private let digits: UInt64
    private let exponent: Int

    init(_ value: Int64) {
        digits = value.magnitude
        exponent = 0
    }

    /// The shortest decimal that reads back as this double. Nil unless it is finite.
    init?(_ value: Double) {
        guard value.isFinite else { return nil }
        let parts = "\(value.magnitude)".split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let fraction = mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : ""
        guard let digits = UInt64(mantissa[0] + fraction) else { return nil }
        self.digits = digits
        exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - fraction.utf8.count
    }

    init?(_ json: JSON) {
        switch json {
        case .integer(let value): self.init(value)
        case .number(let value): self.init(value)
        case .null, .bool, .string, .array, .object: return nil
        }
    }

    /// Whether this is a whole number of times `unit`, exactly.
    func isMultiple(of unit: ExactNumber) -> Bool {
        if digits == 0 { return true }
        if unit.digits == 0 { return false }
        let shift = exponent - unit.exponent
        let modulus = UInt128(unit.digits)
        if shift >= 0 {
            var remainder = UInt128(digits) % modulus
            for _ in 0..<shift { remainder = remainder * 10 % modulus }
            return remainder == 0
        }
        // The divisor times a power of ten; beyond 10^19 it exceeds any digits there are.
        var scaled = modulus
        for _ in shift..<0 {
            scaled *= 10
            if scaled > UInt128(digits) { return false }
        }
        return UInt128(digits) % scaled == 0
    }
}
