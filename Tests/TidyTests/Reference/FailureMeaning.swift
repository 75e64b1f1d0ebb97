import Domain

/// What each code means, for the reference. A test holds that every code is explained here or reserved.
enum FailureMeaning {
    /// Nothing refuses with them yet.
    static let reserved: Set<FailureCode> = [.batchRefused, .reviewersSaturated, .effectIndeterminate]

    static let all: [FailureCode: String] = [
        .badRequest: "The request or the setting cannot be read: no JSON, a wrong header, an unknown parameter.",
        .invalidInput: """
        A value is readable but not acceptable: it breaks a schema, a length, a range; or a sentence \
        is missing.
        """,
        .invalidTemplate: "The template folder is not right; each problem has a file, a line and a column.",
        .invalidContext: "The context document holds a secret, or what no reader would see, or is not text.",
        .invalidBundle: "The policy bundle is not right, or one of its own cases fails.",
        .invalidOutput: """
        A file of the output is not acceptable: an undeclared path, a symbolic link, bad UTF-8, a \
        broken schema.
        """,
        .idempotencyKeyMissing: "A change needs an `Idempotency-Key`.",
        .idempotencyKeyReused: "The key was used for another request; a new request needs a new key.",
        .digestMismatch: "Bytes do not have the digest that was named for them.",
        .methodNotAllowed: "The path exists, the method does not.",
        .bodyTooLarge: "The request body is larger than `limit-body-bytes`, or the limit for its kind.",
        .artifactTooLarge: "The file is larger than `limit-artifact-bytes`.",
        .outputTooLarge: "The output has too many files or too much text.",
        .tooManyRequests: "More at once, or more tries, than a limit allows; wait a moment.",
        .unavailable: "Something that is needed is not there right now.",
        .contextOverBudget: "The team context is more than twice as long as `limit-context-tokens` says it should be.",
        .databaseUnavailable: "The database does not answer; nothing was changed.",
        .storageFull: "A disk is full; nothing was changed. An operator must make room.",
        .internalError: "Our mistake. The server's log has more under the request's number.",
        .notAuthenticated: "No token, or one that is unknown, expired or revoked: log in.",
        .wrongCredentials: "Login and password do not belong together.",
        .notAllowed: "The caller lacks a role for this, or it is somebody else's.",
        .scopeMissing: "The token was made without the scope that this takes.",
        .notHuman: "Only a person can do this: a runner's token cannot, and an agent cannot.",
        .stepUpRequired: "A countersignature takes the password again.",
        .notFound: "It does not exist, or belongs to others: the two look alike.",
        .secondPersonRequired: "Somebody other than its author has to do this.",
        .templateLint:
            "Lint has found an error in the template; the facts list each with its place ([rules](lint.md)).",
        .alreadyExists: "The name is taken.",
        .wrongState: "It is not in a state in which this can be done; the message names the state.",
        .stale: """
        What was shown is not what is there now: a later version, another digest, a changed policy. \
        Look again.
        """,
        .alreadyUsed: "It can be used once, and was.",
        .alreadyDecided: "Somebody has decided already.",
        .expired: "Its time is over; ask for it again.",
        .leaseLost: "The runner's lease of this attempt is over ([leases](../leases.md)).",
        .frameConflict: "The transcript here and the one that the runner tells of differ.",
        .useCaseMissing: "The template names a use case that the policy does not have.",
        .useCaseForbids: """
        The use case does not allow this risk, mode, level, kind, tool, action or template; the \
        message names the bound.
        """,
        .poolTooSmall: "Too few people could review the output without a conflict; the facts say who cannot, and why.",
        .policyMissing: "The team has no policy yet.",
        .coworkFirst: """
        The team wants the first outputs of each template to come from runs that a person watched; the message says how many \
        are missing.
        """,
        .trustCeiling: "No template is trusted that far with actions of this class: they always need a person.",
        .trustEvidenceMissing: "The template has not earned that rung yet; the message says what is missing.",
        .policyRatchet: """
        What weakens a policy waits for two people besides the proposer and for 24 hours; the message says what is \
        missing, and `changes` what is weaker.
        """,
        .notPublished: "The template has no published version, or this one is a draft.",
        .templateDeprecated: "This version of the template is not to be used any more; the message says what is.",
        .conflictOfInterest: "The person has a part in the work that they would judge or sign.",
        .coverageIncomplete: "Parts have not been read; the message and the facts list them.",
        .receiptInvalid: """
        The receipt is not the one of this part's latest serving, or was used, or belongs to another \
        session.
        """,
        .paceImplausible: "Parts were in view for less time than anybody needs to read them.",
        .criteriaOpen: "A success criterion has no usable answer yet.",
        .anchorNotFound: "The quotation does not stand in the lines that are named.",
        .anchorRange: "The lines do not lie in the part, or are more than twelve.",
        .anchorShort: "The quotation has fewer than twelve visible characters.",
        .anchorWeak: "The quotation has fewer than eight letters or digits.",
        .anchorControl: "The quotation holds control or invisible characters.",
        .anchorNarrative: "The quotation is from the agent's own summary, which proves nothing.",
        .anchorSpread: "The quotations come from too few parts, or from unchanged lines only.",
        .findingOpen: "A blocking finding is open.",
        .splitRequired: "The output is more than one sitting bears; the agent has to split it.",
        .notApproved: "The output is not approved as it is now.",
        .trialOutput: "The output comes from a trial: nobody reviews it, and it is never released.",
        .actionUnknown: "The policy has no such action.",
        .actionDenied: "Policy denies the action; the reasons name the rules.",
        .hiddenText: "An argument holds characters that a reader does not see.",
        .bidiControl: "An argument holds characters that change the order in which text is read.",
        .confusable: "A word mixes letters of several scripts, so that it looks like another.",
        .requestLimit: "The run has asked as often as it may.",
    ]
}
