import Domain

/// What runs have delivered.
extension Endpoints {
    static let outputs: [EndpointShape] = [
        artifactPut.shape, artifactGet.shape, outputList.shape, outputShow.shape, outputFile.shape,
        outputDiff.shape, outputRelease.shape, outputDefect.shape, defectConfirm.shape, defectDismiss.shape,
        defectWithdraw.shape,
    ]

    package static let artifactPut = Endpoint<RawBytes, ArtifactView>(
        "artifact_put", .put, team + "/artifacts/{digest}", .person(.dispatch),
        "Store bytes under their digest.", repetition: .natural, status: 201)
    package static let artifactGet = Endpoint<Nothing, RawBytes>(
        "artifact_get", .get, team + "/artifacts/{digest}", .person(.read), "The bytes of a digest.")
    package static let outputList = Endpoint<Nothing, Page<OutputSummary>>(
        "output_list", .get, team + "/outputs", .person(.read), "The output repository, newest first.", query: paging)
    package static let outputShow = Endpoint<Nothing, OutputView>(
        "output_show", .get, team + "/outputs/{output}", .person(.read),
        "One output: versions, files, provenance, reviews and whether its approval is effective now.")
    package static let outputFile = Endpoint<Nothing, RawBytes>(
        "output_file", .get, team + "/outputs/{output}/versions/{version}/file", .person(.read),
        "The bytes of one file.",
        query: [QueryParameter("path", "The file's path.", required: true)])
    package static let outputDiff = Endpoint<Nothing, DiffView>(
        "output_diff", .get, team + "/outputs/{output}/diff", .person(.read), "What changed between two versions.",
        query: [
            QueryParameter("from", "The older version number.", required: true),
            QueryParameter("to", "The newer version number.", required: true),
        ])
    package static let outputRelease = Endpoint<ReleaseRequest, ActionView>(
        "output_release", .post, team + "/outputs/{output}/release", .person(.dispatch),
        "Ask for an action on an approved output, such as its release to a git branch.", status: 201)
    package static let outputDefect = Endpoint<DefectRequest, DefectView>(
        "output_defect", .post, team + "/outputs/{output}/defects", .person(.review),
        "Report a defect that was found after the approval. It counts once somebody else confirms it.", status: 201)
    package static let defectConfirm = Endpoint<Nothing, DefectView>(
        "defect_confirm", .post, team + "/defects/{defect}/confirm", .person(.review),
        "Confirm a defect that somebody else has reported: from now on it counts.")
    package static let defectDismiss = Endpoint<DefectEnd, DefectView>(
        "defect_dismiss", .post, team + "/defects/{defect}/dismiss", .person(.review),
        "Say that what somebody else has reported is no defect.")
    package static let defectWithdraw = Endpoint<DefectEnd, DefectView>(
        "defect_withdraw", .post, team + "/defects/{defect}/withdraw", .person(.review),
        "Take back a report of one's own that nobody has judged.")
}
