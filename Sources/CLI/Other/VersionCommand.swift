import API

/// `countersign version`, also `countersign --version`
enum VersionCommand {
    static let command = Command(
        "version", "Print the version.",
        description:
            "Of this program; `countersign api GET /healthz` tells the service's. `countersign --version` is the same.",
        examples: [Example("countersign version", "For a report.")],
        run: { invocation in
            try invocation.terminal.write(Array("countersign \(Version.text)\n".utf8))
        })
}
