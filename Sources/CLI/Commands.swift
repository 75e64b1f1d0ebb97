extension CommandTable {
    /// Every command of `countersign`, in the order of help: a new one is a file and a line here.
    package static let all = CommandTable(
        groups: [
            CommandGroup(
                "", "Start here",
                [
                    Login.command, Logout.command, WhoAmI.command, Inbox.command, RawCall.command, Completion.command,
                    VersionCommand.command, Help.command,
                ]),
            CommandGroup(
                "template", "Shared descriptions of tasks.",
                [
                    TemplateList.command, TemplateShow.command, TemplateNew.command, TemplateEdit.command,
                    TemplateLint.command, TemplatePushCommand.command,
                    TemplatePublish.command,
                    TemplatePreview.command, TemplateTry.command, TemplateSearch.command, TemplateDeprecate.command,
                    TemplateLabelMoves.rollback, TemplateLabelMoves.pin, TemplateLabelMoves.unpin,
                    TemplateLabelMoves.set, TemplateLabelMoves.remove, TemplateLabelList.command,
                    TemplateHistory.command, TemplateDiffCommand.command, TemplateImport.command,
                    TemplateFindings.command, TemplateImprove.command, TemplateStats.command,
                ]),
            CommandGroup(
                "library", "What the team has published, for others to install.",
                [LibraryShow.command, LibraryExport.command]),
            CommandGroup("insights", "How the team's library does.", [InsightsLibrary.command]),
            CommandGroup(
                "run", "What was dispatched: one ask, from inputs to reviewed output.",
                [
                    RunDispatch.command, RunList.command, RunShow.command, RunWatch.command, RunLog.command,
                    RunBrief.command, RunAnswer.command, RunCancel.command, RunRevise.command, RunArchive.command,
                ]),
            CommandGroup(
                "output", "What runs have delivered.",
                [
                    OutputList.command, OutputShow.command, OutputGet.command, OutputDiff.command,
                    OutputRelease.command, OutputDefect.command,
                ]),
            CommandGroup(
                "defect", "What was reported of approved outputs, and whether it is so.",
                [DefectConfirm.command, DefectDismiss.command, DefectWithdraw.command]),
            CommandGroup(
                "review", "Reading and judging what agents deliver.",
                [
                    ReviewShow.command, ReviewRead.command, ReviewAnswer.command, ReviewFinding.command,
                    ReviewApprove.command, ReviewReturn.changes, ReviewReturn.cannotTell, ReviewReturn.handBack,
                    ReviewRequest.command,
                ]),
            CommandGroup("finding", "Remarks of reviewers.", [FindingClose.command]),
            CommandGroup(
                "action", "Actions that agents and members ask for.",
                [ActionList.command, ActionShow.command, ActionSign.command, ActionDeny.command]),
            CommandGroup(
                "audit", "The record of every change.",
                [AuditList.command, AuditExportCommand.command, AuditVerify.command]),
            CommandGroup(
                "context", "What every run of the team knows.",
                [
                    ContextShow.command, ContextList.command, ContextPropose.command, ContextImport.command,
                    ContextApprove.command, ContextWithdraw.command, ContextHistory.command, ContextDiff.command,
                    ContextBlame.command, ContextConfirm.command,
                    ContextStale.command,
                ]),
            CommandGroup(
                "policy", "What may be delegated, and who must agree.",
                [
                    PolicyShow.command, PolicyCheck.command, PolicyTest.command, PolicyExplain.command,
                    PolicyDiff.command, PolicyReplay.command, PolicyPropose.command, PolicyEnact.command,
                    PolicyWithdraw.command, PolicyHistory.command,
                ]),
            CommandGroup(
                "trust", "How far templates may go without a person.",
                [
                    TrustShow.command, TrustPropose.command, TrustProposals.command, TrustPromote.command,
                    TrustDemote.command, TrustHistory.command,
                ]),
            CommandGroup(
                "usecase", "What may be delegated, as admins have approved it.",
                [UseCaseList.command, UseCaseShow.command, UseCaseCoverage.command]),
            CommandGroup(
                "owners", "Who must review which path or kind of output.",
                [
                    OwnersCheck.command, OwnersLintCommand.command, OwnersSimulate.command, OwnersDelegate.command,
                    OwnersAccept.command, OwnersUndelegate.command, OwnersDelegations.command,
                ]),
            CommandGroup(
                "absence", "When people are away and are not asked to review.",
                [AbsenceSet.command, AbsenceList.command, AbsenceClear.command]),
            CommandGroup(
                "runner", "The daemons that do the work.",
                [RunnerStart.command, RunnerCreate.command, RunnerList.command, RunnerRevoke.command]),
            CommandGroup(
                "member", "Who is in the team, with which roles and competences.",
                [MemberList.command, MemberSet.command, MemberRemove.command]),
            CommandGroup("team", "Your teams.", [TeamList.command, TeamUse.command, TeamCreate.command]),
            CommandGroup(
                "person", "The persons of the installation.",
                [PersonList.command, PersonCreate.command, PersonDisable.command]),
            CommandGroup(
                "token", "What can act in your name.",
                [TokenList.command, TokenCreate.command, TokenRevoke.command]),
            CommandGroup("password", "Your password.", [PasswordChangeCommand.command]),
        ],
        aliases: ["dispatch": ["run", "dispatch"]])
}
