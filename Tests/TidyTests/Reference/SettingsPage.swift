import Platform

extension ReferencePage {
    /// Every setting of the service, with the limits.
    static let settings = ReferencePage(
        "settings.md", title: "Settings of the service",
        """
        Each setting of `countersignd` has one name in three places: the flag `--listen`, the variable `COUNTERSIGN_LISTEN`, and the \
        key `listen` in the file that `config` names (`key = value` lines; a line that starts with `#` is a comment). A flag goes \
        before a variable, a variable before the file, the file before the default. What is unknown, given twice or out of \
        bounds stops the start. `countersignd config` shows every value and where it comes from; secrets are masked.
        """,
        [
            "## Service\n\n" + table(Setting.all.filter { !$0.name.hasPrefix("limit-") }),
            "## Limits\n\nWhat the service takes before it says no.\n\n"
                + table(Setting.all.filter { $0.name.hasPrefix("limit-") }),
        ])

    private static func table(_ settings: [Setting]) -> String {
        Markdown.table(
            ["flag", "variable", "default", "accepts", "meaning"],
            settings.map { setting in
                [
                    Markdown.code(setting.flag), Markdown.code(setting.variable),
                    setting.fallback.map(Markdown.code) ?? "not set", setting.accepts,
                    setting.meaning + (setting.isSecret ? " A secret." : ""),
                ]
            })
    }
}
