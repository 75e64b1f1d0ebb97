extension CommandTable {
    /// Every command of `countersign`: a new one is a file and a line here.
    package static let all = CommandTable(
        groups: [
            CommandGroup(
                "", "Start here",
                [Login.command, Logout.command, WhoAmI.command, RawCall.command, Completion.command, Help.command])
        ],
        aliases: [:])
}
