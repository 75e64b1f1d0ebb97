import API
import Domain
import Formats
import Store

/// A new version of a context document, as a proposal: runs go on with what is in force until a second person approves. A
/// document has one proposal at a time, so that none undoes another unseen.
package enum ProposeContext {
    package static func run(_ team: TeamContext, layer: String, _ input: ContextProposal) throws -> ContextView {
        let place = try ContextPlace.own(team, layer: layer, project: input.project)
        let digest = Digest.of(input.text)
        try check(input, place)
        guard let author = team.personID else { throw Failure(.notHuman, "only a person can propose context") }
        return try team.change { change in
            let notice = try sizeNotice(of: input.text, place, change.tx, team)
            let versions = try change.tx.all(place.versions)
            if let pending = versions.first(where: { $0.state == .proposed }) {
                let row = try place.version(pending.number, change.tx)
                try refuseOther(input, than: row, place, by: author)
                return ContextView(row)
            }
            if let current = versions.first(where: { $0.state == .approved }), current.digest == digest {
                return ContextView(try place.version(current.number, change.tx))
            }
            let number = (versions.first?.number ?? 0) + 1
            try change.tx.insertNext(
                InsertContextProposal(
                    team: team.id, layer: place.layer, project: place.project, number: number, text: input.text,
                    digest: digest, sources: input.sources ?? [], note: input.note ?? "", author: author,
                    at: change.tx.startedAt))
            let row = try place.version(number, change.tx)
            try change.record("context_proposed", "context:\(place.name)", place.facts(row))
            var view = ContextView(row)
            view.notice = notice
            return view
        }
    }

    /// With what is in force in the other layers of a run of this team.
    private static func sizeNotice(
        of text: String, _ place: ContextPlace, _ tx: Transaction, _ team: TeamContext
    ) throws -> String? {
        let others = try EffectiveContext.load(tx, team, project: place.project).filter { $0.layer != place.layer }
        return try EffectiveContext.sizeNotice(others.map(\.text) + [text], team)
    }

    private static func check(_ input: ContextProposal, _ place: ContextPlace) throws {
        let file = "\(place.layer.rawValue).md"
        if let problems = Problems(PlainText.problems(in: Array(input.text.utf8), file: file)) {
            throw problems.failure(.invalidContext)
        }
        if let problems = Problems(PlainText.problems(in: Array((input.note ?? "").utf8), file: "note")) {
            throw problems.failure(.invalidContext)
        }
        let limit = ContextProposal.noteLimitCharacters
        guard (input.note ?? "").unicodeScalars.count <= limit else {
            throw Failure(.invalidInput, "note: more than \(limit) characters; shorten it")
        }
        let lines = ContextLines.of(input.text).count
        if let reason = (input.sources ?? []).unsoundness(lineCount: lines) {
            throw Failure(.invalidInput, "sources: \(reason); send what `countersign context import` makes")
        }
    }

    /// Only what its author repeats is taken as said already: a second person's yes is an approval, and a note that differs
    /// would be lost.
    private static func refuseOther(
        _ input: ContextProposal, than row: ContextDocumentRow, _ place: ContextPlace, by author: String
    ) throws {
        let (pending, approval) = (row.version, place.approval(of: row.version.number))
        let withdrawal = "`countersign context withdraw \(place.arguments)`"
        guard pending.digest == Digest.of(input.text) else {
            throw Failure(
                .wrongState,
                "\(pending.author) has proposed \(place.title(pending.number)), and nobody has decided it; first "
                    + "\(approval) or \(withdrawal)")
        }
        guard pending.authorID == author else {
            throw Failure(
                .alreadyExists,
                "\(place.title(pending.number)) by \(pending.author) is the same: approve it with \(approval)")
        }
        guard pending.note == input.note ?? "", row.sources == input.sources ?? [] else {
            throw Failure(
                .alreadyExists,
                "you have proposed the same as \(place.title(pending.number)), with another note or origin; to change "
                    + "those, first \(withdrawal)")
        }
    }
}
