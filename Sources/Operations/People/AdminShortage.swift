/// That a team has too few admins to ever say yes to what one of them, or somebody else, has proposed.
enum AdminShortage {
    /// What to do, too; empty where it has enough.
    static func words(needed: Int, others: Int) -> String {
        let lacking = needed - others
        guard lacking > 0 else { return "" }
        return
            " (besides the proposer the team has \(others == 0 ? "none" : "only \(others)"): appoint "
            + "\(lacking == 1 ? "another" : "\(lacking)") with `countersign member set LOGIN --role member --role admin`)"
    }
}
