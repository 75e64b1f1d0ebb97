import Domain

/// What an agent has asked for and nobody has decided.
package enum PendingRequests {
    package static func withdraw(_ change: Change, runID: String, outcome: DenialReason) throws {}
}
