import Store

/// Every statement of Store, by folder; `StatementTests` tells which one is missing.
enum Statements {
    static let all: [any Statement.Type] = [
        access, actions, artifacts, contextDocuments, events, inbox, insights, jobs, library, outputs, owners,
        people, reviews, runs, trust,
    ].flatMap { $0 }

    static let access: [any Statement.Type] = [
        AppliedMigrations.self, CallerByToken.self, DatabaseClock.self, InstallationKey.self, RunnerByToken.self,
        StoreAnswer.self, StoredAnswer.self,
    ]

    static let actions: [any Statement.Type] = [
        ActionRequest.self, ActionRequests.self, ActionRequestsInState.self, EffectsOfRun.self, EndEffect.self,
        FinishExecution.self,
        InsertActionDecision.self, InsertActionRequest.self, InsertEffect.self, InsertExecution.self,
        InsertReconsideration.self, FinishReconsideration.self,
        InstallationEpoch.self, LockActionRequest.self, LockReleasedOutput.self, MarkReleased.self, RaiseEpoch.self,
        MoveActionRequest.self, OpenActionRequests.self, PolicyEditors.self, RecordSignOff.self, ReleasedFiles.self,
        RequestCounts.self, RequestsOfDays.self, RunContributors.self, RunOfAction.self, RunSpending.self,
        RunsOfDays.self, SignerFacts.self, TakeExecution.self, TeamSigners.self, UnfinishedRequests.self,
        ZoneNames.self, ZonedTimes.self,
    ]

    static let artifacts: [any Statement.Type] = [
        ArtifactPart.self, ArtifactParts.self, ArtifactSize.self, ArtifactSizes.self, InsertArtifact.self,
        InsertArtifactPart.self,
    ]

    static let contextDocuments: [any Statement.Type] = [
        ApprovedContext.self, ContextStandings.self, ContextVersion.self, ContextVersions.self, DecideContext.self,
        EffectiveDocuments.self, InsertContextConfirmation.self, InsertContextProposal.self, LockContextVersion.self,
        ProposedContext.self, StaleContext.self,
    ]

    static let events: [any Statement.Type] = [
        EventHorizon.self, EventsAfter.self, EventsInSnapshot.self, InsertEvent.self, SnapshotText.self,
        SubjectEventsInSnapshot.self,
    ]

    static let inbox: [any Statement.Type] = [
        InboxDefects.self, InboxDrafts.self, InboxLabelMoves.self, InboxQuestions.self, InboxReviews.self,
    ]

    static let insights: [any Statement.Type] = [
        CountReportedDefects.self, CriterionOutcomes.self, DefectJudges.self, EscapedDefects.self,
        FindingOutcomes.self, FindingsByCause.self,
        InsertDefectJudgement.self, InsertFindingAnswer.self, InsertOutputDefect.self, OpenTemplateFindings.self,
        OutputDefectByID.self, OutputDefectOfFinding.self, OutputDefects.self, RecentRevisions.self,
        ReportedDefects.self, StrayingPins.self, TemplateFindings.self, TemplateOutcomes.self, UnansweredFindings.self,
        UndispatchableTemplates.self, UnusedTemplates.self,
    ]

    static let jobs: [any Statement.Type] = [
        DueWork.self
    ]

    static let library: [any Statement.Type] = [
        ApproveTemplateLabel.self, CurrentPolicyVersion.self,
        CurrentTemplateVersion.self, DeprecateTemplate.self, DeprecateTemplateVersion.self,
        DispatchedTemplateVersion.self, EffectiveDocuments.self, ImportedTemplateVersion.self,
        InsertPolicyApproval.self, InsertPolicyBundle.self, InsertPolicyProposal.self, InsertPolicyWithdrawal.self,
        InsertTemplateFile.self,
        InsertTemplateLabel.self, InsertTemplateVersion.self, LabelledTemplateVersion.self,
        LatestTemplateVersion.self, LockTemplateVersion.self, NextPolicyProposal.self,
        PoliciesOfRun.self, PolicyFiles.self, PolicyProposalFiles.self, PolicyProposals.self, PolicyVersions.self,
        LibraryChanges.self, PublishTemplateVersion.self, PublishedDefinitions.self,
        PublishedOutputs.self, PublishedTemplates.self, UseCaseRefusals.self, RunsByUseCase.self,
        SearchTemplates.self, TemplateDefinition.self, TemplateFiles.self, TemplateLabels.self, TemplateVersion.self,
        TemplateVersions.self, TemplateVersionsWithDigest.self, Templates.self,
    ]

    static let outputs: [any Statement.Type] = [
        AdvanceOutput.self, InsertOutput.self, InsertOutputChunks.self, InsertOutputFiles.self,
        InsertOutputVersion.self,
        InsertQuarantined.self, LockOutputOfRun.self, OutputByID.self, OutputFiles.self, OutputOfRun.self,
        OutputPage.self, OutputVersions.self, QuarantineCount.self,
    ]

    static let owners: [any Statement.Type] = [
        Absences.self, AcceptDelegation.self, ClearAbsence.self, DelegationOffers.self, Delegations.self,
        EndDelegation.self, InsertAbsence.self, InsertDelegationOffer.self, PresenceEnd.self,
    ]

    static let people: [any Statement.Type] = [
        CountPasswordAttempt.self, DeleteMember.self, DisablePerson.self, ForgetPasswordAttempts.self,
        InsertPerson.self, InsertRunner.self, InsertTeam.self, InsertToken.self, LiveTokens.self, LockMembers.self,
        LockOperators.self, Members.self, PersonByLogin.self, Persons.self, RevokeOtherSessions.self, RevokeRunner.self,
        RevokeToken.self, RevokeTokensOfPerson.self, Runners.self, SetMember.self, SetPassword.self, TeamIDByName.self,
        TokenIsRevoked.self,
    ]

    static let reviews: [any Statement.Type] = [
        ChunkDigests.self, ChunkTexts.self, CloseFindingRow.self, ContextInvolvements.self, CriterionAnswers.self,
        EndShortage.self,
        FindingByID.self, FindingsOnOutput.self, FirstUse.self, InsertFinding.self, InsertReview.self,
        LatestVersion.self, LockAttention.self, LockOutput.self, LockReview.self, MoveAttention.self,
        OpenShortages.self,
        OutputsInReview.self, OverdueReviews.self, OwnReview.self,
        PolicyInvolvements.self, PolicyWasEnacted.self, ReceiptByHash.self, ReceiptOfChunk.self, ReassignReview.self,
        EndUnneededReviews.self, ReopenReview.self, RecordShortage.self, RecordVerdict.self,
        ReviewChunks.self, ReviewedVersion.self, ReviewsOfOutput.self, RunInvolvements.self, ServeReceipt.self,
        SetReviewState.self, StaleReviews.self, TakeReceipt.self, TeamPeople.self, TemplateInvolvements.self,
        UpsertCriterionAnswer.self, VerdictsOnVersion.self, VersionFiles.self,
    ]

    static let runs: [any Statement.Type] = [
        AnswerOpenQuestion.self, Attempts.self, ClaimRun.self, DeclaredOutputs.self, EndAttempt.self,
        ExpireOpenQuestion.self, FailedAttempts.self, FrameDigests.self, Frames.self, HasRunner.self,
        InsertAttempt.self, InsertFrames.self, InsertQuestion.self, InsertRun.self, InsertRunBrief.self,
        InsertRunFiles.self, LockAttempt.self, LockRun.self,
        LostAttempts.self, QuestionByID.self, QuestionsOfRun.self, RenewLease.self, RequeueRun.self,
        RunBrief.self,
        RunBriefDigest.self, RunBriefText.self, RunByID.self, RunFiles.self, RunPage.self, RunPageInState.self,
        RunPageOfUseCase.self,
        RunWaits.self,
        SeeRunner.self, SetFrameHead.self, SetRunState.self, WithdrawOpenQuestions.self,
    ]

    static let trust: [any Statement.Type] = [
        FaultlessEffects.self, InsertTrustDemotion.self, InsertTrustMove.self, InsertTrustProposal.self,
        LadderTemplates.self, LatestTrustMoves.self, LockTrust.self, NextTrustMove.self, NextTrustProposal.self,
        OpenTrustProposals.self, RunContextPins.self, TrustFalls.self, TrustHistory.self, TrustProposalByNumber.self,
        JudgedOutputs.self, WatchedOutputs.self,
    ]
}
