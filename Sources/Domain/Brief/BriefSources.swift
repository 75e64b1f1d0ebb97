/// Everything that a brief is compiled from, each part pinned. No run, no time, no host: the same sources give the same
/// brief byte for byte, whenever and wherever it is compiled.
package struct BriefSources: Hashable, Sendable {
    package var team: String
    package var context: [ContextDocument]
    package var template: TaskTemplate
    package var templateVersion: Int
    package var templateDigest: Digest
    /// Valid by the template's schema.
    package var inputs: JSON
    package var files: [InputFile]
    package var permission: PermissionLevel

    package init(
        team: String, context: [ContextDocument], template: TaskTemplate, templateVersion: Int, templateDigest: Digest,
        inputs: JSON, files: [InputFile], permission: PermissionLevel
    ) {
        self.team = team
        self.context = context
        self.template = template
        self.templateVersion = templateVersion
        self.templateDigest = templateDigest
        self.inputs = inputs
        self.files = files
        self.permission = permission
    }
}

/// One document of team context, as of one version.
package struct ContextDocument: Hashable, Sendable, Codable {
    package let layer: ContextLayer
    package let name: String
    package let version: Int
    package let digest: Digest
    package let text: String

    package init(layer: ContextLayer, name: String, version: Int, digest: Digest, text: String) {
        self.layer = layer
        self.name = name
        self.version = version
        self.digest = digest
        self.text = text
    }
}

/// A file that was handed in with the inputs.
package struct InputFile: Hashable, Sendable, Codable {
    package let name: String
    package let digest: Digest
    package let sizeBytes: Int

    package init(name: String, digest: Digest, sizeBytes: Int) {
        self.name = name
        self.digest = digest
        self.sizeBytes = sizeBytes
    }
}
