import Domain
import Platform
import Store

/// The bytes that people sign and executors get: RFC 8785 canonical JSON that says who may do what, to what, with what,
/// in which run of which team of which installation, under which policy, until when. A nonce makes each request's bytes
/// its own, so that a sign-off fits nowhere else.
struct ActionPayload {
    static let purpose = "countersign.action/v1"

    let canonical: String
    /// Equal for the same effect asked for again.
    let effectDigest: Digest

    init(
        _ situation: ActionSituation, team: TeamContext, requestedBy: Actor, agent: (attempt: Int, term: Int64)?,
        output: ReleasedVersion?, target: String, expiresAt: Timestamp, epoch: Int
    ) {
        let action = situation.action
        var members: [String: JSON] = [
            "purpose": .string(Self.purpose), "origin": .string(Self.origin(team.services)),
            "epoch": .integer(Int64(epoch)), "team": .string(team.id), "run": .string(situation.run.id),
            "requested_by": .string(requestedBy.text), "action": .string(action.name),
            "class": .string(action.actionClass.rawValue), "target": .string(target), "arguments": situation.arguments,
            "policy": .string(situation.pinned.digest.description),
            "policy_in_force": .string(situation.current.digest.description),
            "nonce": .string(Hex.encode(SecureRandom.bytes(16))), "expires_at": .string(expiresAt.description),
        ]
        if let agent {
            members["attempt"] = .integer(Int64(agent.attempt))
            members["term"] = .integer(agent.term)
        }
        if let output {
            members["output"] = [
                "id": .string(output.id), "version": .integer(Int64(output.version)),
                "content_digest": .string(output.contentDigest.description),
            ]
        }
        canonical = JSON.object(members).canonical
        effectDigest = Digest.of([
            "action": .string(action.name), "target": .string(target), "arguments": situation.arguments,
        ])
    }

    /// Names the installation without telling its key.
    private static func origin(_ services: Services) -> String {
        Hex.encode(HMAC256.sign("countersign.origin/v1".utf8, key: services.receiptKey))
    }
}

/// An output version as an action names it.
struct ReleasedVersion {
    let id: String
    let version: Int
    let contentDigest: Digest
}
