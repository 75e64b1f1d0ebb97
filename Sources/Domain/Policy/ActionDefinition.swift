/// An entry of the team's catalogue: something with an effect outside the run that an agent may ask for.
package struct ActionDefinition: Hashable, Sendable {
    package let name: String
    package let actionClass: ActionClass
    package let reversible: Bool
    package let description: String
    /// JSON Schema of the arguments; always of an object.
    package let argumentSchema: JSON
    /// Who carries it out; nil only for reading.
    package let executor: String?
    /// What is acted upon, made of arguments.
    package let target: TextTemplate
    /// One line for the person who signs, made of arguments.
    package let preview: TextTemplate
    /// The argument that names who receives something: a text or a list of texts.
    package let recipientsArgument: String?
    /// The arguments that say how much, and of which currency.
    package let amountArgument: String?
    package let currencyArgument: String?
    /// How often one run may ask for it.
    package let limitPerRun: Int
    package let place: Place

    package init(
        name: String, actionClass: ActionClass, reversible: Bool, description: String, argumentSchema: JSON,
        executor: String?, target: TextTemplate, preview: TextTemplate, recipientsArgument: String?,
        amountArgument: String? = nil,
        currencyArgument: String? = nil, limitPerRun: Int, place: Place
    ) {
        self.name = name
        self.actionClass = actionClass
        self.reversible = reversible
        self.description = description
        self.argumentSchema = argumentSchema
        self.executor = executor
        self.target = target
        self.preview = preview
        self.recipientsArgument = recipientsArgument
        self.amountArgument = amountArgument
        self.currencyArgument = currencyArgument
        self.limitPerRun = limitPerRun
        self.place = place
    }

    /// Leaves the team: money, messages, publications.
    package var isExternal: Bool {
        switch actionClass {
        case .communicate, .pay, .publish: true
        case .read, .write, .delete, .configure, .execute: false
        }
    }

    /// The highest rung of trust that counts for it: what cannot be undone is never done without a person.
    package var trustCeiling: TrustRung { min(reversible ? .actSampled : .actWithSignOff, actionClass.trustCeiling) }

    /// The permission level that doing this without a person takes.
    package var neededLevel: PermissionLevel {
        if actionClass == .read { return .read }
        return isExternal || !reversible ? .act : .write
    }

    /// Who receives something: empty for an action without recipients, nil when the arguments do not say.
    package func recipients(in arguments: JSON) -> [String]? {
        guard let name = recipientsArgument else { return [] }
        switch arguments[name] {
        case .string(let one): return [one]
        case .array(let many):
            let texts = many.compactMap(\.string)
            return texts.count == many.count ? texts : nil
        case .null, .bool, .integer, .number, .object, nil: return nil
        }
    }

    /// The domains of the recipients, in lower case: nil when one of them is no plain e-mail address.
    package func recipientDomains(in arguments: JSON) -> [String]? {
        guard let recipients = recipients(in: arguments) else { return nil }
        let domains = recipients.compactMap { address -> String? in
            let parts = address.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
                parts[1].utf8.allSatisfy({ Self.domainBytes.contains($0) })
            else { return nil }
            return parts[1].lowercased()
        }
        return domains.count == recipients.count ? domains : nil
    }

    private static let domainBytes = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-".utf8)
}
