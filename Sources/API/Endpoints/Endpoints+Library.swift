import Domain

private let gitPath = "/git/{team}/library.git"

/// Shared descriptions of tasks, and how they do.
extension Endpoints {
    static let library: [EndpointShape] = [
        templatePush.shape, templateList.shape, templateShow.shape, templateHistory.shape, templatePublish.shape,
        templateDiff.shape, templateFindings.shape, templateStats.shape, insightsLibrary.shape, libraryShow.shape,
        libraryReferences.shape, libraryFetch.shape, templatePreview.shape, templateDeprecate.shape,
        templateLabels.shape, templateLabelMove.shape, templateSearch.shape,
    ]

    package static let templatePush = Endpoint<TemplatePush, TemplateVersionView>(
        "template_push", .post, team + "/templates", .person(.author),
        "Push a template folder: a new draft version, or the same version if nothing changed.", bodySize: .template,
        status: 201)
    package static let templateList = Endpoint<Nothing, Page<TemplateView>>(
        "template_list", .get, team + "/templates", .person(.read), "The team's templates.",
        query: paging + [QueryParameter("published", "`true`: only those that can be dispatched.")])
    package static let templateShow = Endpoint<Nothing, TemplateVersionView>(
        "template_show", .get, team + "/templates/{template}", .person(.read),
        "One version of a template: the current one unless `version` says otherwise.",
        query: [
            QueryParameter("version", "A version number, a label, or `latest`."),
            QueryParameter(
                "project", "Without `version`: what a dispatch in this project uses, or outside of any if empty."),
        ])
    package static let templateHistory = Endpoint<Nothing, Page<TemplateVersionSummary>>(
        "template_history", .get, team + "/templates/{template}/versions", .person(.read), "All versions, newest first."
    )
    package static let templatePublish = Endpoint<Nothing, TemplateVersionView>(
        "template_publish", .post, team + "/templates/{template}/versions/{version}/publish", .person(.author),
        "Publish a draft that somebody else wrote.")
    package static let templateDiff = Endpoint<Nothing, DiffView>(
        "template_diff", .get, team + "/templates/{template}/diff", .person(.read),
        "What changed between two versions: by meaning and by lines.",
        query: [
            QueryParameter("from", "The older version number.", required: true),
            QueryParameter("to", "The newer version number.", required: true),
        ])
    package static let templateFindings = Endpoint<Nothing, Page<TemplateFindingView>>(
        "template_findings", .get, team + "/templates/{template}/findings", .person(.read),
        "What was found that lies in the template, its context, its inputs or its tools, newest first.",
        query: paging + [
            QueryParameter("open", "`true`: only what no version in use answers."),
            QueryParameter("criterion", "Only about this success criterion."),
            QueryParameter("cause", "Only with this cause: template, context, input or tool."),
        ])
    package static let templateStats = Endpoint<Nothing, TemplateStatsView>(
        "template_stats", .get, team + "/templates/{template}/stats", .person(.read),
        "How a version does beside an earlier one, with intervals; says so where there is not enough data.",
        query: [
            QueryParameter("from", "The earlier version number; the one that `to` replaced if absent."),
            QueryParameter("to", "The later version number; the current one if absent."),
            QueryParameter("by", "`model` or `harness`: also the runs of each by themselves."),
        ])
    package static let insightsLibrary = Endpoint<Nothing, LibraryInsightsView>(
        "insights_library", .get, team + "/insights/library", .person(.read),
        "What improved in the library, what rots, what nobody uses: templates and outputs, never persons.")
    package static let libraryShow = Endpoint<Nothing, LibraryView>(
        "library_show", .get, team + "/library", .person(.read),
        "The published templates, laid out for others to install, and the address of their git repository.",
        query: [QueryParameter("as", "`marketplace` or `skills`; the first if absent.")])
    package static let libraryReferences = Endpoint<Nothing, GitBody>(
        "library_references", .get, gitPath + "/info/refs", .person(.read),
        "For git: what there is to fetch. The token is the password, with any user name.",
        query: [QueryParameter("service", "`git-upload-pack`; the repository is read-only.", required: true)])
    package static let libraryFetch = Endpoint<GitBody, GitBody>(
        "library_fetch", .post, gitPath + "/git-upload-pack", .person(.read), "For git: the objects that it wants.",
        repetition: .natural)
    package static let templatePreview = Endpoint<DispatchRequest, BriefPreview>(
        "template_preview", .post, team + "/templates/{template}/preview", .person(.read),
        "The brief that a dispatch would freeze now, with the origin of every line; of a draft, too.",
        repetition: .natural)
    package static let templateDeprecate = Endpoint<DeprecateRequest, Page<TemplateVersionSummary>>(
        "template_deprecate", .post, team + "/templates/{template}/deprecate", .person(.author),
        "Nobody may dispatch this version, or any of the template, from now on.")
    package static let templateLabels = Endpoint<Nothing, Page<LabelView>>(
        "template_labels", .get, team + "/templates/{template}/labels", .person(.read),
        "Where each label stands, and what is proposed.")
    package static let templateLabelMove = Endpoint<LabelRequest, LabelView>(
        "template_label_move", .post, team + "/templates/{template}/labels/{label}", .person(.author),
        "Move a label: the first who asks proposes, the second who asks for the same approves.")
    package static let templateSearch = Endpoint<Nothing, Page<TemplateHit>>(
        "template_search", .get, team + "/template-search", .person(.read),
        "Search the library, the best first.",
        query: paging + [
            QueryParameter("text", "Words, as for a web search.", required: true),
            QueryParameter("use_case", "Only templates of this use case."),
            QueryParameter("kind", "Only templates that deliver this kind of output."),
            QueryParameter("area", "Only templates of this area."),
            QueryParameter("all", "`true`: every version, not only the current ones."),
        ])
}
