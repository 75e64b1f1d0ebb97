import Domain
import FoundationEssentials
import Store
import Synchronization

/// Parsed templates, found by the very text that they were parsed from, so that none can be taken for another: they are
/// kept for the process, as many as `cacheLimit`.
enum StoredTemplate {
    private static let cacheLimit = 256
    private static let parsed = Mutex<[String: TaskTemplate]>([:])

    /// - Parameter text: of `TemplateDefinition`.
    static func parse(_ text: String) throws -> TaskTemplate {
        if let template = parsed.withLock({ $0[text] }) { return template }
        let template = try JSONDecoder().decode(TaskTemplate.self, from: Data(text.utf8))
        parsed.withLock { cache in
            if cache.count >= cacheLimit { cache.removeAll() }
            cache[text] = template
        }
        return template
    }
}

extension TaskTemplate {
    /// The parsed template of a version that exists.
    static func load(_ tx: Transaction, _ team: TeamContext, _ name: String, number: Int) throws -> TaskTemplate {
        try StoredTemplate.parse(try tx.one(TemplateDefinition(team: team.id, template: name, number: number)))
    }
}
