import Domain

/// A JSON Schema of draft 2020-12, compiled once. Complete but for schemas elsewhere: nothing is ever fetched. `format`
/// and `content…` are annotations, as the draft has them by default.
package struct JSONSchema: Sendable {
    private let program: SchemaProgram

    /// Throws `SchemaRefused`, whose problems carry JSON pointers into the schema.
    package init(_ schema: JSON) throws(SchemaRefused) {
        program = try SchemaCompiler.compile(schema)
    }

    /// What is wrong with the value: empty if it is valid. At most 100 problems, in a stable order.
    package func validate(_ instance: JSON) -> [SchemaProblem] {
        var evaluator = SchemaEvaluator(program: program)
        return evaluator.judge(instance)
    }
}
