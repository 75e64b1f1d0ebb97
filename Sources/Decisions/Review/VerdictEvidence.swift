import Domain

/// What a verdict rests on, as digests for its binding: change a receipt, a credit, an answer or a finding afterwards,
/// and the verdict does not verify any more.
package enum VerdictEvidence {
    /// Over what was served, acknowledged and credited, chunk by chunk.
    package static func coverageDigest(_ chunks: [ChunkFacts]) -> Digest {
        Digest.of(
            .array(
                chunks.map {
                    [
                        "chunk": .string($0.chunk.digest.description),
                        "exempt": .bool($0.isExempt),
                        "served": $0.servedOrder.map { .integer(Int64($0)) } ?? .null,
                        "acknowledged": .bool($0.isAcknowledged),
                        "credited_ms": .integer(Int64($0.creditedMilliseconds)),
                    ]
                }))
    }

    /// Over the answers and the findings that the verdict was given with.
    package static func findingsDigest(_ facts: ReviewFacts) -> Digest {
        Digest.of([
            "answers": .array(facts.responses.map(json)),
            "findings": .array(
                facts.findings.map {
                    [
                        "id": .string($0.id), "author": .string($0.authorID), "title": .string($0.title),
                        "blocking": .bool($0.isBlocking), "open": .bool($0.isOpen),
                    ]
                }),
            "absence": .string(facts.rejection?.absence ?? ""),
            "anchor": facts.rejection?.anchor.map(json) ?? .null,
            "cause": facts.rejection?.cause.map { .string($0.rawValue) } ?? .null,
            "statement": .string(facts.statement),
        ])
    }

    private static func json(_ response: CriterionResponse) -> JSON {
        [
            "criterion": .string(response.criterionID), "answer": .string(response.answer.rawValue),
            "reason": .string(response.reason), "anchors": .array(response.anchors.map(json)),
        ]
    }

    private static func json(_ anchor: Anchor) -> JSON {
        [
            "chunk": .integer(Int64(anchor.chunk)), "start_line": .integer(Int64(anchor.startLine)),
            "end_line": .integer(Int64(anchor.endLine)), "quotation": .string(anchor.quotation),
        ]
    }
}
