import Decisions
import Domain
import Store

/// What rules may ask about that lies around a request: only what they do ask about is looked up.
struct Surroundings {
    let bundles: [PolicyBundle]
    /// Nil: now.
    let at: Timestamp?

    private var predicates: [Predicate] { bundles.flatMap(\.rules).flatMap(\.condition.predicates) }

    /// What the clocks show in the zones that rules name.
    func localTimes(_ tx: Transaction) throws -> LocalTimes {
        let zones = Set(predicates.compactMap { if case .time(let window) = $0 { window.zone.text } else { nil } })
        if zones.isEmpty { return LocalTimes() }
        var times = [ZoneName: LocalTime]()
        for row in try tx.all(ZonedTimes(zones: zones.sorted(), at: at)) {
            guard let zone = ZoneName(row.zone), let day = row.day.flatMap({ Weekday(iso: $0) }),
                let minute = row.minute
            else { continue }
            times[zone] = LocalTime(day: day, minute: minute)
        }
        return LocalTimes(times)
    }

    /// How much of its budget the run had used. Minutes are the service's; turns and dollars are what agents say at the end of
    /// an attempt, so while one is at work a budget that names them cannot be told.
    func budgetUsedPercent(_ run: RunOfAction.Row, _ tx: Transaction, _ team: TeamContext) throws -> Int? {
        let asks = predicates.contains { if case .budget = $0 { true } else { false } }
        guard asks, let budget = try TaskTemplate.load(tx, team, run.template, number: run.templateVersion).budget
        else { return nil }
        let spent = try tx.one(RunSpending(team: team.id, run: run.id, at: at))
        return budget.usedPercent(
            Spending(seconds: spent.seconds, turns: spent.turns, microdollars: spent.microdollars))
    }
}

extension ActionFacts {
    mutating func add(
        _ surroundings: Surroundings, _ run: RunOfAction.Row, _ tx: Transaction, _ team: TeamContext
    ) throws {
        self.team = run.team
        taint = TaintSource.ofEveryRun
        localTimes = try surroundings.localTimes(tx)
        budgetUsedPercent = try surroundings.budgetUsedPercent(run, tx, team)
    }
}
