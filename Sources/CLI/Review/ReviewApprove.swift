import API

/// `countersign review approve`
enum ReviewApprove {
    static let command = Command(
        "approve", "Approve what you have read.",
        description: """
            The approval holds for exactly the content whose digest is printed. The service refuses it as long as parts are \
            not read, were read faster than anybody reads, a criterion is open or a blocking finding stands: each reason is \
            printed with what to do, and the exit code is 3.
            """,
        arguments: [ReviewArgument.review],
        examples: [Example("countersign review approve rev_0abc1defghjkmnpq", "Put your name to it.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let session = try ReviewSession(invocation[ReviewArgument.review], invocation)
        let review = try session.show()
        if !invocation.wantsJSON {
            var facts = Facts()
            facts.add("Approving", "\(review.summary.title, .bold)")
            facts.add("Output", "\(review.summary.output) version \(review.summary.version)")
            facts.add("Content", "\(review.contentDigest)")
            try invocation.print(facts)
        }
        try VerdictSending.send(
            VerdictRequest(verdict: .approve, contentDigest: review.contentDigest), session, invocation)
    }
}
