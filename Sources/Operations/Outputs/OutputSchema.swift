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
        guard path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") else { return try judge(bytes, path, compiled) }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            try judge(Array(line), "\(path) line \(index + 1)", compiled)
        }
    }

    private static func judge(_ bytes: [UInt8], _ place: String, _ schema: JSONSchema) throws {
        let value: JSON
        do { value = try JSON(bytes: bytes) } catch let failure as Failure {
            throw IncomingOutput.invalid(place, failure.message)
        }
        let problems = schema.validate(value)
        guard let first = problems.first else { return }
        let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
        throw IncomingOutput.invalid(
            place + first.instancePath, first.message + more, detail: ["problems": .array(problems.map(\.json))])
    }
}
