import Domain

/// A database that came from a backup has forgotten what was done since. Its epoch is part of every request's signed bytes,
/// and no effect begins under another: raising it makes all that was signed or allowed before void.
package enum RestoredDatabase {
    /// Answers the new epoch. Its messages are for the operator at the console.
    package static func raiseEpoch(ownerURL: String) throws -> Int {
        do {
            let connection = Connection(url: ownerURL)
            try connection.open()
            guard let epoch = try connection.all(RaiseEpoch()).first else {
                throw DatabaseError.defect(statement: "RaiseEpoch", reason: "there is no installation")
            }
            return epoch
        } catch let error as DatabaseError {
            throw Failure(error.failure.code, "cannot raise the epoch, nothing was changed: \(error)")
        }
    }
}

package struct RaiseEpoch: Query {
    package typealias Row = Int
    package static let sql = "UPDATE installation SET epoch = epoch + 1 RETURNING epoch"
}
