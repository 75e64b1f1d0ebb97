import API
import Decisions
import Domain
import Platform
import Store

/// A person signs the exact bytes of a held request. A countersignature takes the password again; both take a login
/// session, never a personal token, which a program could hold.
///
/// The password is checked first, outside any transaction, because it takes long. Then, under the locks, everything
/// that must hold at the moment of signing is looked at again, and the schema looks once more.
package enum SignAction {
    package static func run(_ team: TeamContext, id: String, _ input: SignRequest) throws -> ActionView {
        let signer = try team.context.person()
        guard signer.isSession else {
            throw Failure(.notAllowed, "a personal token cannot sign; log in yourself: `countersign login`")
        }
        let (request, standing) = try team.read { tx in
            guard let request = try tx.first(ActionRequest(team: team.id, id: id)) else {
                throw Failure.missing("action request", id)
            }
            return (request, try SignerStanding.load(tx, team, request, personID: signer.id))
        }
        if request.state == .held, standing.decision.outcome == .deny { try denyAtOnce(team, id) }
        try standing.check()
        let tier = standing.tier
        if tier == .countersignature { try stepUp(signer, input, team.services) }
        return try team.change { change in
            let request = try LockedRequest.load(change, id)
            try sign(change, request, signer, input.digest, tier)
            return try ActionView.load(change.tx, team, id)
        }
    }

    /// No yes can count any more, so nobody is kept waiting for one.
    private static func denyAtOnce(_ team: TeamContext, _ id: String) throws {
        try TeamContext.system(job: "policy", teamID: team.id, name: team.name, services: team.services).change {
            change in
            let request = try LockedRequest.load(change, id)
            let decision = try ActionSituation.load(change.tx, change.team, request).decision(since: request)
            guard request.state == .held, decision.outcome == .deny else { return }
            try DecideRequest.deny(
                change, request, as: .policy, reason: decision.reasons.map(\.description).joined(separator: "; "))
        }
    }

    private static func stepUp(_ signer: CallingPerson, _ input: SignRequest, _ services: Services) throws {
        guard let password = input.password else {
            throw Failure(.stepUpRequired, "a countersignature takes your password again")
        }
        _ = try PasswordCheck.person(login: signer.login, password: password, services)
    }

    private static func sign(
        _ change: Change, _ request: ActionRequestRow, _ signer: CallingPerson, _ digest: Digest, _ tier: SignOffTier
    ) throws {
        let (tx, team) = (change.tx, change.team)
        guard request.state == .held else { throw Failure.decided(request) }
        guard digest == request.digest else {
            throw Failure(.stale, "you were shown \(digest.short), this request is \(request.digest.short): look again")
        }
        guard !request.signOffs.contains(where: { $0.personID == signer.id }) else {
            throw SignerStanding.signedAlready
        }
        let standing = try SignerStanding.load(tx, team, request, personID: signer.id)
        try standing.check()
        guard standing.tier == tier else {
            throw Failure(
                .stepUpRequired, "the policy has changed: this takes a \(standing.tier.rawValue) now; sign again")
        }
        try ReleaseGate.check(tx, team, request: request)
        let signOff = Identifier.make(.signOff)
        let payload = payload(request, team, signer, standing, at: try tx.now())
        _ = try tx.one(
            RecordSignOff(
                id: signOff, request: request.id, tier: tier, isSteppedUp: tier == .countersignature,
                requestDigest: digest, payload: payload, lifetimeSeconds: standing.situation.signOffLifetimeSeconds))
        try change.record(
            "sign_off_recorded", "action:\(request.id)",
            [
                "run": .string(request.runID), "sign_off": .string(signOff), "tier": .string(tier.rawValue),
                "digest": .string(Digest.of(payload).description), "request_digest": .string(digest.description),
            ])
        if try standing.missing(tx, team, others: request.signOffs.map(\.personID)).isEmpty {
            try DecideRequest.sign(change, request)
        }
    }

    private static func payload(
        _ request: ActionRequestRow, _ team: TeamContext, _ signer: CallingPerson, _ standing: SignerStanding,
        at time: Timestamp
    ) -> String {
        let payload: JSON = [
            "purpose": "countersign.sign-off/v1",
            "meaning": "I have looked at these bytes, and they may be executed once.",
            "team": .string(team.id), "request": .string(request.id),
            "request_digest": .string(request.digest.description), "person": .string(signer.id),
            "login": .string(signer.login), "tier": .string(standing.tier.rawValue),
            "step_up": standing.tier == .countersignature ? "password" : "none", "signed_at": .string(time.description),
            "lifetime_seconds": .integer(Int64(standing.situation.signOffLifetimeSeconds)),
            "nonce": .string(Hex.encode(SecureRandom.bytes(16))),
        ]
        return payload.canonical
    }
}
