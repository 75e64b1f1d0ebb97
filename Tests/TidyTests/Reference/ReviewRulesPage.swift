import Decisions
import Domain

extension ReferencePage {
    /// What the server demands of a verdict, and how long reading takes.
    static let reviewRules = ReferencePage(
        "review-rules.md", title: "Review rules",
        """
        The rules that the server applies, inside the transaction, when somebody gives a verdict. The numbers are the standard; a team's \
        `review.yaml` may be stricter within bounds, never laxer than *refuse*. Some rules speak of second readers and \
        audits: those are not built yet.
        """,
        [
            "## Rules\n\nIn the order in which they are told: what stands in the way for good before what is left to do.\n\n"
                + Markdown.table(["rule", "phase", "for", "demands", "refuses with"], ReviewRules.all.map(row)),
            """
            ## Pace

            Seconds for one unit. Below *refuse* nobody can have read it. Below *flag* it was fast: recorded, never refused; the \
            factor by risk is \(factors). *Planned* is what an average reader takes; it plans load, and one look at a part is \
            credited with at most 1.5 times its planned time, or 20 s if that is more.


            """ + Markdown.table(["unit", "refuse", "flag", "planned"], PaceUnit.allCases.map(pace)),
            "## Quorum by risk\n\n"
                + Markdown.table(
                    ["risk", "approvals", "an approval counts for"],
                    Risk.allCases.map { risk in
                        let settings = RiskSettings.standard(risk)
                        return [risk.rawValue, String(settings.approvals), time(settings.lifetimeSeconds)]
                    }),
            """
            ## Size

            An output of more than \(SizeLimits().effectiveLines) effective lines, \(SizeLimits().words) words or \
            \(SizeLimits().plannedMinutes) planned minutes goes back to the agent to be split (`split_required`).
            """,
        ])

    private static func row(_ rule: any ReviewRule) -> [String] {
        let verdicts = Verdict.allCases.filter(rule.applies(to:)).map(\.rawValue)
        let isForAll = verdicts.count == Verdict.allCases.count
        return [
            Markdown.code(rule.id), "\(rule.phase)",
            isForAll ? "every verdict" : verdicts.map(Markdown.code).joined(separator: ", "), rule.doc,
            rule.codes.isEmpty
                ? "nothing: it only flags" : rule.codes.map { Markdown.code($0.rawValue) }.joined(separator: ", "),
        ]
    }

    private static var factors: String {
        Risk.allCases.map { "\($0.paceFactorPercent) % at \($0.rawValue)" }.joined(separator: ", ")
    }

    private static func pace(_ unit: PaceUnit) -> [String] {
        let limits = PaceLimits.standard(unit)
        return [
            unit.rawValue.split(separator: "_").joined(separator: " "), seconds(limits.refuseMilliseconds),
            seconds(limits.flagMilliseconds), seconds(limits.plannedMilliseconds),
        ]
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        guard milliseconds % 1000 != 0 else { return String(milliseconds / 1000) }
        var digits = String(milliseconds % 1000 + 1000).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(milliseconds / 1000).\(digits)"
    }

    private static func time(_ seconds: Int) -> String {
        seconds % 86400 == 0
            ? "\(seconds / 86400) days" : seconds == 3600 ? "60 minutes" : "\(seconds / 3600) hours"
    }
}
