internal import CSodium

/// libsodium picks its implementations and its source of randomness once per process. Reading this value first makes
/// that happen exactly once, whichever thread comes first.
enum Sodium {
    static let isReady: Bool = sodium_init() >= 0
}
