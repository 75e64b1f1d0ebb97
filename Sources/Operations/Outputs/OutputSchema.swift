import Domain
import Formats

/// Whether a file holds what the schema of its declaration says: one JSON value, or one for each line of `*.jsonl` and
/// `*.ndjson`.
enum OutputSchema {
    static func validate(_ bytes: [UInt8], _ path: String, _ schema: JSON) throws {
        let compiled: JSONSchema
        do { compiled = try JSONSchema(schema) } catch {
            throw Failure(
                .invalidTemplate, "\(path): the template's schema of this file cannot be used; mend the template")
        }
        guard path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") else { return try judge(bytes, path, "", compiled) }
        for (index, line) in bytes.lines.enumerated() where !line.isEmpty {
            try judge(Array(line), path, "line \(index + 1): ", compiled)
        }
    }

    private static func judge(_ bytes: [UInt8], _ path: String, _ line: String, _ schema: JSONSchema) throws {
        let value: JSON
        do { value = try JSON(bytes: bytes) } catch let failure as Failure {
            throw IncomingOutput.invalid(path, line + failure.message)
        }
        let problems = schema.validate(value)
        guard !problems.isEmpty else { return }
        throw IncomingOutput.invalid(path, line + problems.said, detail: ["problems": .array(problems.map(\.json))])
    }
}
