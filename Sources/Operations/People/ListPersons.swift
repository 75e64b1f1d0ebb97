import API
import Domain
import Store

/// Every person of the installation, by login; for its operators.
package enum ListPersons {
    package static func run(_ context: Context, _ page: PageRequest) throws -> Page<PersonView> {
        let rows = try context.installation().read { tx in
            try tx.all(Persons(after: page.after.first ?? "", limit: page.limit + 1))
        }
        return page.page(rows, key: { [$0.login] }, item: PersonView.init)
    }
}

extension PersonView {
    init(_ row: PersonRow) {
        self.init(
            id: row.id, login: row.login, name: row.name, isOperator: row.isOperator, createdAt: row.createdAt,
            disabledAt: row.disabledAt)
    }
}
