import Domain
import Testing

@testable import Decisions

@Suite struct DispatchAdviceTests {
    @Test func whatIsClearVerifiableAndAloneIsDispatched() throws {
        let advice = DispatchAdvice(try LintFixture.template(task: ""))
        #expect(advice == DispatchAdvice(course: .dispatch, reasons: []))
    }

    @Test(arguments: [
        (
            "timeout_minutes: 3\n", DispatchAdvice.Course.keep,
            ["task.yaml:1:1: it is over in 3 minutes: reviewing it takes as long as doing it"]
        ),
        (
            "budget: {turns: 9, minutes: 5}\n", .keep,
            ["task.yaml:1:20: it takes 5 minutes of work: reviewing it takes as long as doing it"]
        ),
        ("risk: irreversible\n", .keep, ["task.yaml:1:1: what goes wrong cannot be taken back"]),
        (
            "success_criteria:\n  - {id: a, text: The page is nice., evidence: Quote the nicest line.}\n", .keep,
            [
                "task.yaml:1:1: no criterion can be checked, so only who does it can tell whether it is done"
            ]
        ),
        ("mode: cowork\n", .cowork, ["task.yaml:1:1: its author wants a person alongside"]),
        ("permission: write\n", .cowork, ["task.yaml:1:1: at the permission write it changes what others change, too"]),
        ("actions: [git.release]\n", .cowork, ["task.yaml:1:11: git.release cannot be taken back"]),
        (
            "constraints: [Change nothing that is good.]\n", .cowork,
            ["task.yaml:1:15: \"good\" in constraint 1 has no measure: somebody has to decide on the way"]
        ),
        (
            "mode: cowork\nrisk: irreversible\n", .keep,
            [
                "task.yaml:2:1: what goes wrong cannot be taken back",
                "task.yaml:1:1: its author wants a person alongside",
            ]
        ),
    ]) func eachReasonNamesItsPlace(task: String, course: DispatchAdvice.Course, reasons: [String]) throws {
        let advice = try #require(
            DispatchAdvice(LintFixture.template(task: task), policy: Bundles.smallTeam()))
        #expect(advice.course == course)
        #expect(advice.reasons.map(\.text) == reasons)
    }

    @Test func whatNeedsCompanyIsCoworked() throws {
        let text = "Since, tone.\nDiscuss each change with its author.\nDo not \"discuss\" it."
        let advice = try #require(DispatchAdvice(LintFixture.template(with: .instruction(text))))
        #expect(advice.course == .cowork)
        #expect(advice.reasons.map(\.text) == ["SKILL.md:7:1: \"discuss\" needs somebody who is there"])
    }

    /// In the instruction and in task.yaml; what is forbidden is not meant.
    @Test func whatWaitsOrIsSharedIsCoworked() throws {
        let text = """
            Since, tone. Wait for the
            result of the other run, then append a row to the shared spreadsheet and update the page that
            others edit. Ask me before each step.

            Never edit the shared calendar. Do not wait for another agent.
            """
        let advice = try #require(DispatchAdvice(LintFixture.template(with: .instruction(text))))
        #expect(advice.course == .cowork)
        #expect(
            advice.reasons.map(\.text) == [
                "SKILL.md:6:1: \"wait for the result\" depends on other work",
                "SKILL.md:7:1: \"the other run\" depends on other work",
                "SKILL.md:7:1: \"shared spreadsheet\" is what others change, too",
                "SKILL.md:8:1: \"others edit\" is what others change, too",
                "SKILL.md:8:1: \"ask me\" needs somebody who is there",
            ])
        let task = """
            objective: Tell users what changed, as another run found it.
            constraints: [Change nothing in the shared document., Add no row to the shared table.]

            """
        let ofTask = try #require(DispatchAdvice(LintFixture.template(task: task)))
        #expect(ofTask.reasons.map(\.text) == ["task.yaml:1:1: \"another run\" depends on other work"])
    }

    @Test(arguments: [
        ("Deploy to production and migrate the database.", DispatchAdvice.Course.cowork, "\"deploy to\" changes"),
        ("Merge the pull requests of the week into main.", .cowork, "\"merge the pull\" changes"),
        ("Check in with the author before each step.", .cowork, "\"check in with\" needs"),
        ("Rename one file of the page. It takes two minutes.", .keep, "it says that it takes less than 10 minutes"),
        ("Rename one file: it should only take about 5 min.", .keep, "it says that it takes less than 10 minutes"),
        ("Decide which employee should be promoted.", .keep, "\"decide which employee\" decides about people"),
        ("Say who to hire, and why.", .keep, "\"who to hire\" decides about people"),
        ("Explain to users how to deploy the service.", .dispatch, ""),
        ("Never deploy the page that is described.", .dispatch, ""),
        ("Count the alerts of the last five minutes.", .dispatch, ""),
        ("Rename all files. It takes 20 minutes.", .dispatch, ""),
    ]) func whatIsNoTaskForAnAgentAloneIsSaid(objective: String, course: DispatchAdvice.Course, why: String) throws {
        let task = "objective: \(JSON.string(objective).canonical)\n"
        let advice = try #require(DispatchAdvice(LintFixture.template(task: task)))
        #expect(advice.course == course, "\(advice.reasons.map(\.text))")
        #expect(advice.reasons.first.map { $0.message.hasPrefix(why) } ?? why.isEmpty, "\(advice.reasons)")
    }

    @Test(arguments: [
        ("Terminate the weakest employees of the quarter.", "terminate the weakest employees"),
        ("Dismiss two employees by the end of the month.", "dismiss two employees"),
        ("Say which contracts end, then lay off the contractors.", "lay off the contractors"),
        ("Promote each engineer with ten reviews or more.", "promote each engineer"),
        ("Read the applications and hire somebody for the post.", "hire somebody"),
        ("Find out who is late, and fire these people today.", "fire these people"),
        ("Set the salary of everybody in the department.", "set the salary"),
        ("Give each of the engineers what is due, and raise their salaries.", "raise their salaries"),
        ("Give each employee a performance rating from 1 to 5.", "give each employee a performance rating"),
        ("Rank candidates by the fit of their letters.", "rank candidates"),
        ("Decide on promotions in the support department.", "decide on promotions"),
        ("Say of each applicant whether to hire them now.", "whether to hire"),
        ("Assess the performance of each employee of the branch.", "assess the performance of each employee"),
    ]) func whatDecidesAboutPeopleIsKept(objective: String, phrase: String) throws {
        let advice = try #require(
            DispatchAdvice(LintFixture.template(task: "objective: \(JSON.string(objective).canonical)\n")))
        #expect(advice.course == .keep)
        #expect(
            advice.reasons.map(\.message) == [
                "\"\(phrase)\" decides about people, and a person answers for that"
            ])
    }

    @Test(arguments: [
        "Promote a build to the next stage once its checks pass.", "Dismiss the dialog before the picture is taken.",
        "List the pages of the project Hire and their owners.", "Count the rows whose hire date is missing.",
        "Describe the function that fires when people log in.", "Terminate the process that holds the port open.",
        "Set the salary field of the form to a number type.", "Describe the salary bands that the law asks for.",
        "Explain to managers how to hire people without bias.", "Never dismiss an employee; list open questions only.",
        "List what was said of the performance rating of the page.",
        "Rate the performance of the query in milliseconds.",
        "Score the pages by load time and list the slowest ten.", "Fire an event to clients when the file has changed.",
        "Say of each build whether to promote it now.", "Promote the release candidate once its checks pass.",
        "Terminate the workers that hold a lock for an hour.", "List the rate people pay for each of the plans.",
        "Terminate developer sessions that nobody has used today.",
        "Raise an error to the person who calls the function.",
    ]) func whatOnlySoundsLikeItIsNot(objective: String) throws {
        let advice = try #require(
            DispatchAdvice(LintFixture.template(task: "objective: \(JSON.string(objective).canonical)\n")))
        #expect(advice.reasons.map(\.message) == [])
    }

    /// Who works on a task that is not described yet is no question.
    @Test func whatIsNotWrittenYetIsWrittenFirst() throws {
        let task = "objective: \"MISSING: say what for\"\nconstraints: [\"MISSING: name one\"]\ntimeout_minutes: 2\n"
        let advice = try #require(DispatchAdvice(LintFixture.template(task: task)))
        #expect(advice.course == .mend)
        #expect(
            advice.reasons.map(\.text) == ["task.yaml:1:1: the objective is not finished, and 1 other place"])
    }

    /// Nothing is dispatched beside an error.
    @Test func errorsAreMendedFirst() throws {
        let advice = try #require(DispatchAdvice(LintFixture.template(task: "tools: [Bash]\n")))
        #expect(advice.course == .mend)
        #expect(advice.reasons.map(\.text) == ["task.yaml:1:9: Bash allows anything (wide-tool)"])
    }
}
