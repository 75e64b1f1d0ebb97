internal import CLibpq

/// A statement that is to run: the session knows it by a name.
struct Execution {
    let name: String
    let parameters: ParameterList
    let statement: any Statement.Type
}

/// Several statements in one round trip, by libpq's pipeline mode. All of them are sent, then the server is asked to
/// finish, then all answers are read, so that the session is ready for whatever comes next even when one has failed.
enum Pipeline {
    /// One answer for each statement; none where the session was lost.
    static func run(_ executions: [Execution], on session: OpaquePointer) -> [QueryResult?] {
        guard PQenterPipelineMode(session) == 1 else { return executions.map { _ in nil } }
        defer { PQexitPipelineMode(session) }
        for execution in executions { send(execution, to: session) }
        PQpipelineSync(session)
        let answers = executions.map { _ in answer(from: session) }
        // Of the synchronisation itself.
        PQclear(PQgetResult(session))
        return answers
    }

    /// That something could not be sent shows when its answer is read.
    private static func send(_ execution: Execution, to session: OpaquePointer) {
        _ = execution.parameters.withPointers { count, values, lengths, formats in
            PQsendQueryPrepared(session, execution.name, count, values, lengths, formats, 0)
        }
    }

    /// NULL separates the answers of a pipeline.
    private static func answer(from session: OpaquePointer) -> QueryResult? {
        guard let answer = PQgetResult(session) else { return nil }
        while let more = PQgetResult(session) { PQclear(more) }
        return QueryResult(pointer: answer)
    }
}
