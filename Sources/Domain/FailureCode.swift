/// Every way in which Countersign says no. Codes are API: they are never renamed, and each belongs to one kind.
package enum FailureCode: String, Sendable, CaseIterable, Codable {
    // Requests
    case badRequest = "bad_request"
    case invalidInput = "invalid_input"
    case invalidTemplate = "invalid_template"
    case invalidContext = "invalid_context"
    case invalidBundle = "invalid_bundle"
    case invalidOutput = "invalid_output"
    case idempotencyKeyMissing = "idempotency_key_missing"
    case idempotencyKeyReused = "idempotency_key_reused"
    case digestMismatch = "digest_mismatch"
    case bodyTooLarge = "body_too_large"
    case artifactTooLarge = "artifact_too_large"
    case outputTooLarge = "output_too_large"
    case tooManyRequests = "too_many_requests"
    case methodNotAllowed = "method_not_allowed"
    // People and tokens
    case notAuthenticated = "not_authenticated"
    case wrongCredentials = "wrong_credentials"
    case notAllowed = "not_allowed"
    case scopeMissing = "scope_missing"
    case notHuman = "not_human"
    case stepUpRequired = "step_up_required"
    case notFound = "not_found"
    // State
    case alreadyExists = "already_exists"
    case wrongState = "wrong_state"
    case stale = "stale"
    case alreadyUsed = "already_used"
    case alreadyDecided = "already_decided"
    case expired = "expired"
    case leaseLost = "lease_lost"
    case frameConflict = "frame_conflict"
    case secondPersonRequired = "second_person_required"
    case templateLint = "template_lint"
    // Dispatch
    case useCaseMissing = "use_case_missing"
    case useCaseForbids = "use_case_forbids"
    case poolTooSmall = "pool_too_small"
    case policyMissing = "policy_missing"
    case policyRatchet = "policy_ratchet"
    case notPublished = "not_published"
    case templateDeprecated = "template_deprecated"
    case reviewersSaturated = "reviewers_saturated"
    case contextOverBudget = "context_over_budget"
    case coworkFirst = "cowork_first"
    // Trust
    case trustCeiling = "trust_ceiling"
    case trustEvidenceMissing = "trust_evidence_missing"
    // Review
    case conflictOfInterest = "conflict_of_interest"
    case coverageIncomplete = "coverage_incomplete"
    case receiptInvalid = "receipt_invalid"
    case paceImplausible = "pace_implausible"
    case criteriaOpen = "criteria_open"
    case anchorNotFound = "anchor_not_found"
    case anchorRange = "anchor_range"
    case anchorShort = "anchor_short"
    case anchorWeak = "anchor_weak"
    case anchorControl = "anchor_control"
    case anchorNarrative = "anchor_narrative"
    case anchorSpread = "anchor_spread"
    case findingOpen = "finding_open"
    case splitRequired = "split_required"
    case batchRefused = "batch_refused"
    case notApproved = "not_approved"
    case trialOutput = "trial_output"
    // Actions
    case actionUnknown = "action_unknown"
    case actionDenied = "action_denied"
    case hiddenText = "hidden_text"
    case bidiControl = "bidi_control"
    case confusable = "confusable"
    case requestLimit = "request_limit"
    case effectIndeterminate = "effect_indeterminate"
    // Service
    case unavailable = "unavailable"
    case databaseUnavailable = "database_unavailable"
    case storageFull = "storage_full"
    case internalError = "internal_error"

    package var kind: FailureKind {
        switch self {
        case .badRequest, .invalidInput, .invalidTemplate, .invalidContext, .invalidBundle, .invalidOutput,
            .idempotencyKeyMissing, .idempotencyKeyReused, .digestMismatch, .methodNotAllowed:
            .malformed
        case .bodyTooLarge, .artifactTooLarge, .outputTooLarge:
            .tooLarge
        case .tooManyRequests, .requestLimit:
            .tooMany
        case .notAuthenticated, .wrongCredentials:
            .unauthenticated
        case .notAllowed, .scopeMissing, .notHuman, .stepUpRequired:
            .forbidden
        case .notFound:
            .missing
        case .alreadyExists, .wrongState, .stale, .alreadyUsed, .alreadyDecided, .expired, .leaseLost, .frameConflict,
            .effectIndeterminate:
            .conflict
        case .secondPersonRequired, .templateLint, .useCaseMissing, .useCaseForbids, .poolTooSmall, .policyMissing,
            .policyRatchet,
            .notPublished, .templateDeprecated, .trialOutput, .reviewersSaturated, .contextOverBudget, .coworkFirst,
            .trustCeiling, .trustEvidenceMissing,
            .conflictOfInterest,
            .coverageIncomplete, .receiptInvalid, .paceImplausible,
            .criteriaOpen, .anchorNotFound, .anchorRange, .anchorShort, .anchorWeak, .anchorControl, .anchorNarrative,
            .anchorSpread, .findingOpen, .splitRequired, .batchRefused, .notApproved, .actionUnknown, .actionDenied,
            .hiddenText, .bidiControl, .confusable:
            .refused
        case .unavailable, .databaseUnavailable, .storageFull:
            .unavailable
        case .internalError:
            .broken
        }
    }
}
