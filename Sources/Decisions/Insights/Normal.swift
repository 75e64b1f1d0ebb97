import Glibc

/// The standard normal distribution.
package enum Normal {
    /// The z that holds this much of the distribution between -z and z: 1.96 for 0.95.
    /// - Parameter confidence: above 0 and below 1.
    package static func twoSided(_ confidence: Double) -> Double {
        let outside = 1 - confidence
        // erfc falls, so halving finds where it is `outside`; 80 halvings of 40 go below what a Double can tell.
        var (low, high) = (0.0, 40.0)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if erfc(middle / 2.0.squareRoot()) > outside { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
