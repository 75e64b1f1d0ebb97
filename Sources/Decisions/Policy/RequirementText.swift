import Domain

extension Requirement {
    /// `1 countersignature by reviewer or admin, not by the requester or a contributor`
    package var text: String {
        let excluded = (excludeRequester ? ["the requester"] : []) + (excludeContributors ? ["a contributor"] : [])
        let not = excluded.isEmpty ? "" : ", not by \(excluded.joined(separator: " or "))"
        return text(demand, isInner: false) + not
    }

    private func text(_ demand: Demand, isInner: Bool) -> String {
        func joined(_ parts: [Demand], _ word: String) -> String {
            let text = parts.map { self.text($0, isInner: parts.count > 1) }.joined(separator: " \(word) ")
            return isInner && parts.count > 1 ? "(\(text))" : text
        }
        switch demand {
        case .all(let parts): return joined(parts, "and")
        case .any(let parts): return joined(parts, "or else")
        case .signers(let signers):
            let requester = tier == .confirmation && !excludeRequester ? ["the requester"] : []
            let who = (requester + (signers.who.isEmpty ? [] : [signers.who])).joined(separator: " or ")
            return "\(signers.count) \(tier.rawValue)\(signers.count == 1 ? "" : "s") by \(who)"
        }
    }
}

extension Signers {
    /// `reviewer or admin or @ann, competent in legal`: fits after "by" and after "is not".
    var who: String {
        let named = roles.map(\.rawValue) + people.map { "@\($0)" } + teams.map { "the team \($0)" }
        let skill = competence.joined(separator: " and ")
        if skill.isEmpty { return named.joined(separator: " or ") }
        let anybody = named.isEmpty ? "somebody" : named.joined(separator: " or ")
        return "\(anybody) competent in \(skill)"
    }
}
