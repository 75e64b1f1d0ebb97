import API
import Domain

/// `countersign run dispatch`
enum RunDispatch {
    static let watch = Flag("watch", short: "w", "Watch the run until it ends.")

    static let command = Command(
        "dispatch", "Dispatch a template.",
        description: """
            Checks the inputs against the template and asks the team's policy; a refusal says why. An input's value is read \
            as the template declares it: as a text, a number, true or false, or as JSON. An input that is a list can be \
            repeated, one item each time. At a terminal, you are asked for those that are needed and missing, and each \
            answer is checked at once.
            """,
        arguments: [DispatchOptions.template], options: DispatchOptions.all + [watch],
        examples: [
            Example("countersign dispatch release-notes --input repository=/srv/git/app --watch", "And watch it."),
            Example(
                "countersign dispatch release-notes@stable -i repository=/srv/git/app", "The version with a label."),
            Example(
                "countersign dispatch ticket-summary -i tickets=export.csv --input-file export.csv=march.csv",
                "With a file; an input of this template names it."),
            Example(
                "jq -n '{repository: \"/srv/git/app\"}' | countersign dispatch release-notes --inputs-json -",
                "As JSON."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.runDispatch, path: invocation.teamPath(), DispatchOptions.request(invocation))
        try report(view, invocation)
        if invocation[watch] { try RunWatch.follow(view.summary.id, invocation) }
    }

    static func report(_ view: RunView, _ invocation: Invocation) throws {
        let run = view.summary
        try invocation.confirm(
            view,
            "Dispatched \(run.template) version \(run.templateVersion) as \(run.id, .bold)\(run.isTrial ? ", a trial" : "")."
        )
        for notice in view.notices { invocation.say("\("notice", .waiting): \(notice)") }
    }
}
