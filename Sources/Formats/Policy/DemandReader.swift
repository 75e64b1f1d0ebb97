import Domain

/// The `requires` of a rule: `{count, people, roles, teams, competence}`, or a tree of them under `all:` or `any:`.
struct DemandReader {
    let file: PolicyFile
    /// Whether the yes of the person who dispatched counts, without being named.
    let includesRequester: Bool

    private static let depthLimit = 8
    private var problems: ProblemCollector { file.problems }

    func demand(_ node: YAMLNode, depth: Int = 0) -> Demand? {
        let keys = ["count", "people", "roles", "teams", "competence", "all", "any"]
        guard let reader = MappingReader(node, "requires", keys: keys, problems: problems) else { return nil }
        guard reader.has("all") || reader.has("any") else { return signers(reader).map(Demand.signers) }
        if (node.mapping?.count ?? 0) > 1 {
            problems.report("all and any stand alone: put what else is required into their list", at: node)
            return nil
        }
        if depth == Self.depthLimit {
            problems.report("requires is nested too deeply: at most \(Self.depthLimit) levels", at: node)
            return nil
        }
        let isAll = reader.has("all")
        guard let items = reader.items(isAll ? "all" : "any"), !items.isEmpty else { return nil }
        let parts = items.compactMap { demand($0, depth: depth + 1) }
        guard parts.count == items.count else { return nil }
        return isAll ? .all(parts) : .any(parts)
    }

    /// Nobody can be called what no login can be; teams are called alike.
    private func refuseNonLogins(_ key: String, _ reader: MappingReader) {
        guard let node = reader.optionalNode(key) else { return }
        for item in node.sequence ?? [node] {
            guard let login = item.scalar?.raw, !LoginName.isValid(login) else { continue }
            problems.report(
                "\(key) are named by \(key == "people" ? "login" : "name"), which \(LoginName.rule); this is \(login)",
                at: item)
        }
    }

    private func signers(_ reader: MappingReader) -> Signers? {
        for key in ["people", "teams"] { refuseNonLogins(key, reader) }
        file.references.note(.person, reader.optionalNode("people"))
        file.references.note(.team, reader.optionalNode("teams"))
        file.references.note(.competence, reader.optionalNode("competence"))
        let signers = Signers(
            count: Int(reader.optionalInteger("count", in: 1...20) ?? 1),
            people: reader.optionalStrings("people") ?? [],
            roles: reader.optionalWords("roles", of: TeamRole.self) ?? [],
            teams: reader.optionalStrings("teams") ?? [], competence: reader.optionalStrings("competence") ?? [])
        if signers.namesNobody && signers.competence.isEmpty && !includesRequester {
            problems.report("a sign-off by others needs people, roles, teams or a competence", at: reader.node)
            return nil
        }
        guard signers.roles.isEmpty, signers.teams.isEmpty, !signers.namesNobody || signers.competence.isEmpty else {
            return signers
        }
        let reachable = Set(signers.people).count + (includesRequester ? 1 : 0)
        if signers.count > reachable {
            problems.report(
                "nobody could satisfy this: \(signers.count) people are required and \(reachable) can be entitled",
                at: reader.node)
        }
        return signers
    }
}
