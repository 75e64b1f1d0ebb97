import API
import Domain
import Platform
import TestSupport
import Testing

/// What work is made from: templates, context, policy, a runner.
extension Story {
    func library() throws {
        let shape = Endpoints.templatePush.shape
        try journey.refused(
            author, shape, ["team": team],
            body: try push { $0 = $0.map { $0.replacing("success_criteria:", with: "criteria:") } },
            code: "invalid_template")
        try journey.call(author, shape, ["team": team], body: try push())
        things["template"] = "release-notes"
        try journey.refused(
            author, Endpoints.templatePublish.shape, here(["version": "1"]), code: "second_person_required")
        try journey.call(admin, Endpoints.templatePublish.shape, here(["version": "1"]))
        let second = try push { lines in
            lines = lines.map { $0.replacing("Breaking changes stand first", with: "What breaks stands first") }
        }
        try journey.call(author, shape, ["team": team], body: second)
        for shape in [Endpoints.templateList.shape, Endpoints.templateShow.shape, Endpoints.templateHistory.shape] {
            try journey.call(author, shape, here())
        }
        try journey.call(author, Endpoints.templateDiff.shape, here(), query: "?from=1&to=2")
        try context()
    }

    private func context() throws {
        things["project"] = name("app")
        let (team, project) = (["layer": "team", "version": "1"], ["layer": "project", "version": "1"])
        let ofProject = "?project=\(of("project"))"
        let choice: JSON = ["project": .string(of("project"))]
        try journey.call(
            author, Endpoints.contextPropose.shape, here(team),
            body: [
                "text": .string(say("# Team\n\nWe write short sentences.") + "\n"), "note": .string(say("The start")),
            ])
        try journey.refused(
            author, Endpoints.contextApprove.shape, here(team), body: [:], code: "second_person_required")
        try journey.call(admin, Endpoints.contextApprove.shape, here(team), body: [:])
        try journey.call(reviewer, Endpoints.contextConfirm.shape, here(team), body: [:])
        try journey.call(
            author, Endpoints.contextPropose.shape, here(project),
            body: [
                "text": .string(say("# App\n\nIts users are nurses.") + "\n"), "project": .string(of("project")),
                "sources": [["line": 1, "count": 3, "file": "CLAUDE.md", "fileLine": 4]],
            ])
        try journey.call(admin, Endpoints.contextApprove.shape, here(project), body: choice)
        let further = here(["layer": "team", "version": "2"])
        try journey.call(
            author, Endpoints.contextPropose.shape, further,
            body: ["text": .string(say("# Team\n\nWe write long sentences.") + "\n")])
        try journey.call(author, Endpoints.contextDiff.shape, here(team), query: "?from=1&to=2")
        try journey.call(author, Endpoints.contextWithdraw.shape, further, body: [:])
        try journey.call(author, Endpoints.contextHistory.shape, here(team))
        try journey.call(author, Endpoints.contextBlame.shape, here(project), query: ofProject)
        try journey.call(author, Endpoints.contextShow.shape, here(), query: ofProject)
        try journey.call(author, Endpoints.contextList.shape, here())
        try journey.call(
            author, Endpoints.contextEffective.shape, here(), query: "\(ofProject)&template=\(of("template"))")
        try journey.call(admin, Endpoints.contextStale.shape, here())
        try journey.call(
            author, Endpoints.contextPropose.shape, here(project),
            body: ["text": .string(say("# App\n\nIts users are doctors.") + "\n"), "project": .string(of("project"))])
    }

    /// It is tried, labelled and searched for.
    func lifeOfATemplate() throws {
        try journey.call(author, Endpoints.templatePreview.shape, here(), body: dispatch())
        try journey.call(author, Endpoints.templateSearch.shape, here(), query: "?text=\(name("release"))+release")
        things["label"] = name("stable")
        let place: JSON = ["version": 1, "reason": .string(say("It has proved itself"))]
        try journey.call(author, Endpoints.templateLabelMove.shape, here(), body: place, as: "proposed")
        try journey.refused(
            author, Endpoints.templateLabelMove.shape, here(), body: place, code: "second_person_required",
            as: "by-proposer")
        try journey.call(admin, Endpoints.templateLabelMove.shape, here(), body: place)
        try journey.call(author, Endpoints.templateLabels.shape, here())
    }

    private func labelled(_ more: [String: JSON]) -> JSON {
        let label: [String: JSON] = ["label": .string(of("label"))]
        return .object((dispatch().object ?? [:]).merging(label) { $1 }.merging(more) { $1 })
    }

    /// After everything else: a last trial, and nothing is dispatched any more.
    func retirement() throws {
        try journey.call(
            author, Endpoints.runDispatch.shape, here(), body: labelled(["trial": true]), as: "trial")
        try journey.call(
            author, Endpoints.templateDeprecate.shape, here(),
            body: ["version": 1, "reason": .string(say("It drops commits")), "instead": "newsletter"])
        try journey.refused(
            author, Endpoints.runDispatch.shape, here(), body: labelled([:]), code: "template_deprecated",
            as: "deprecated")
    }

    /// The sample template, perhaps under another name, with the mark in each file and its lines edited.
    func push(as name: String = "release-notes", _ edit: (inout [String]) -> Void = { _ in }) throws -> JSON {
        let sample = World.sampleTemplate { files in
            if var lines = files["task.yaml"]?.split(separator: "\n").map(String.init) {
                edit(&lines)
                files["task.yaml"] = lines.joined(separator: "\n") + "\n"
            }
            files = files.mapValues { text in
                text.replacing("release-notes.md", with: self.outputPath)
                    .replacing("name: release-notes", with: "name: \(name)")
                    .replacing("accounted for.", with: self.say("accounted for") + ".")
                    .replacing("of a version is", with: self.say("of a version") + " is")
                    .replacing("a git history", with: self.say("a git history"))
                    .replacing("actions: [git.release]", with: "actions: [git.release, notes.append]")
                    .replacing("stated reason.", with: self.say("stated reason") + ".")
                    .replacing("exit 0", with: self.say("exit 0 #"))
            }
            files["references/\(self.name("style")).md"] = self.say("Short sentences.") + "\n"
        }
        let files = sample.files.map { file -> JSON in
            [
                "path": .string(file.path), "base64": .string(file.base64), "isExecutable": .bool(file.isExecutable),
            ]
        }
        return [
            "name": .string(name), "area": .string(sample.area), "files": .array(files),
            "note": .string(say("First words")),
        ]
    }

    /// One more branch that nobody releases over: proposed, and never enacted here.
    private func proposal(_ files: [String: JSON], _ bundle: JSON) throws {
        var stricter = files
        let rules = files["approvals.yaml"]?.string?.replacing("develop]", with: "develop, next]") ?? ""
        stricter["approvals.yaml"] = .string(rules)
        try journey.call(
            author, Endpoints.policyDiff.shape, ["team": team], body: ["files": .object(stricter)])
        try journey.call(
            admin, Endpoints.policyPropose.shape, ["team": team],
            body: ["files": .object(stricter), "note": .string(say("Next is ours"))])
        try journey.call(author, Endpoints.policyProposals.shape, ["team": team])
        try journey.call(author, Endpoints.policyProposalShow.shape, ["team": team, "number": "1"])
        try journey.refused(
            admin, Endpoints.policyEnactProposal.shape, ["team": team, "number": "1"], body: nil,
            code: "second_person_required")
        try journey.call(author, Endpoints.policyHistory.shape, ["team": team])
        try journey.call(
            author, Endpoints.policyExplain.shape, ["team": team], body: ["name": "nobody releases over main"])
        try journey.call(
            author, Endpoints.policyReplay.shape, ["team": team], body: ["files": .object(stricter), "days": 30])
        try journey.refused(
            admin, Endpoints.policyPropose.shape, ["team": team], body: ["files": .object(stricter)],
            code: "already_exists", as: "again")
        stricter["approvals.yaml"] = .string(rules.replacing("next]", with: "next, soon]"))
        try journey.call(
            admin, Endpoints.policyPropose.shape, ["team": team], body: ["files": .object(stricter)], as: "another")
        try journey.call(admin, Endpoints.policyWithdraw.shape, ["team": team, "number": "2"])
    }

    var outputPath: String { name("release-notes") + ".md" }

    func policy() throws {
        var files = try World.smallTeamPolicy().mapValues { JSON.string($0) }
        files["use-cases.yaml"] = files["use-cases.yaml"]?.string.map { .string($0 + "# \(say("Ours"))\n") }
        let bundle: JSON = ["files": .object(files), "note": .string(say("To begin with"))]
        try journey.call(author, Endpoints.policyCheck.shape, ["team": team], body: bundle)
        let review = files["review.yaml"]?.string?.replacing("approvals: 1", with: "approvals: 0") ?? ""
        try journey.call(
            author, Endpoints.policyTest.shape, ["team": team], body: bundle)
        var lax = files
        lax["review.yaml"] = .string(review)
        try journey.call(
            author, Endpoints.policyCheck.shape, ["team": team], body: ["files": .object(lax)], as: "problems")
        try journey.refused(
            admin, Endpoints.policyEnact.shape, ["team": team], body: ["files": .object(lax)], code: "invalid_bundle")
        try journey.refused(
            author, Endpoints.runDispatch.shape, ["team": team], body: dispatch(), code: "policy_missing",
            as: "without-policy")
        try journey.call(admin, Endpoints.policyEnact.shape, ["team": team], body: bundle)
        try journey.call(author, Endpoints.policyShow.shape, ["team": team])
        try proposal(files, bundle)
        try owners()
        try absences()
        try withoutUseCase()
        try useCases()
        try withLintError()
        let made = try journey.call(
            admin, Endpoints.runnerCreate.shape, ["team": team],
            body: [
                "name": .string(name("host")), "labels": ["git"], "operatorLogin": .string(login("the-guest")),
            ])
        runner = journey.wire(try made.text("secret"))
        things["runner"] = try made.text("runner.id")
    }

    private func useCases() throws {
        for shape in [Endpoints.useCaseList.shape, Endpoints.useCaseCoverage.shape] {
            try journey.call(author, shape, ["team": team])
        }
        try journey.call(author, Endpoints.useCaseShow.shape, ["team": team, "useCase": "release-notes"])
        try journey.refused(
            author, Endpoints.useCaseShow.shape, ["team": team, "useCase": "release-note"], code: "not_found")
    }

    private func owners() throws {
        try journey.call(
            author, Endpoints.ownersCheck.shape, ["team": team], body: ["items": ["a.csv", "kind:message"]])
        try journey.refused(
            author, Endpoints.ownersCheck.shape, ["team": team], body: ["items": ["kind:poem"]], code: "invalid_input")
        try journey.call(
            author, Endpoints.ownersLint.shape, ["team": team], body: ["text": "*.csv @nobody\n*.csv @@reviewer\n"])
    }

    /// A template that could do anything is never published.
    private func withLintError() throws {
        let wide = try push(as: "wide-hands") { $0.append("tools: [Read, Bash]") }
        try journey.call(author, Endpoints.templatePush.shape, ["team": team], body: wide, as: "lint")
        let version = ["team": team, "template": "wide-hands", "version": "1"]
        try journey.refused(admin, Endpoints.templatePublish.shape, version, code: "template_lint", as: "lint")
    }

    /// A template for which nobody has approved a use case.
    private func withoutUseCase() throws {
        let letter = try push(as: "newsletter") { lines in
            lines = lines.map { $0.replacing("use_case: release-notes", with: "use_case: marketing") }
        }
        try journey.call(author, Endpoints.templatePush.shape, ["team": team], body: letter, as: "other")
        let version = ["team": team, "template": "newsletter", "version": "1"]
        try journey.call(admin, Endpoints.templatePublish.shape, version, as: "other")
        try journey.refused(
            author, Endpoints.runDispatch.shape, ["team": team], body: dispatch(template: "newsletter"),
            code: "use_case_missing", as: "without-use-case")
    }
}
