extension CommandTable {
    /// Every command of `countersign`: a new one is a file and a line here.
    package static let all = CommandTable(
        groups: [
            CommandGroup(
                "", "Start here",
                [
                    Login.command, Logout.command, WhoAmI.command, Inbox.command, RawCall.command, Completion.command,
                    Help.command,
                ]),
            CommandGroup(
                "review", "Reading and judging what agents deliver.",
                [
                    ReviewShow.command, ReviewRead.command, ReviewAnswer.command, ReviewFinding.command,
                    ReviewApprove.command, ReviewReturn.changes, ReviewReturn.cannotTell, ReviewReturn.handBack,
                ]),
            CommandGroup("finding", "Remarks of reviewers.", [FindingClose.command]),
            CommandGroup(
                "action", "Actions that agents and members ask for.",
                [ActionList.command, ActionShow.command, ActionSign.command, ActionDeny.command]),
            CommandGroup(
                "audit", "The record of every change.",
                [AuditList.command, AuditExportCommand.command, AuditVerify.command]),
        ],
        aliases: [:])
}
