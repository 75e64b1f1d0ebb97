import Decisions
import Domain
import Testing

/// What tools may do at which permission.
@Suite struct LintedToolTests {
    private func rules(_ tool: String, _ permission: PermissionLevel) throws -> [String] {
        let task = "tools: [Read, \(JSON.string(tool).canonical)]\npermission: \(permission.rawValue)\n"
        return LintRules.remarks(try LintFixture.template(task: task)).map(\.rule)
    }

    @Test(arguments: [
        "Bash(git push:*)", "Bash(git -c alias.x=y x:*)", "Bash(gh pr merge:*)", "Bash(kubectl:*)",
        "Bash(terraform apply:*)", "Bash(make test:*)", "Bash(watch ls:*)", "Bash(tee:*)",
        "Bash(sudo cat:*)", "Bash(python3 -m pytest:*)", "Bash(/opt/x/run)", "Bash(../run)", "Bash(scripts/../../run)",
    ]) func aCommandThatMayChangeAnythingIsNoDraft(tool: String) throws {
        #expect(try rules(tool, .read) == ["tool-above-level"])
        #expect(try rules(tool, .draft) == ["tool-above-level"])
        #expect(try rules(tool, .write) == [])
        let advice = DispatchAdvice(try LintFixture.template(task: "tools: [\(JSON.string(tool).canonical)]\n"))
        #expect(advice?.course == .cowork)
    }

    @Test(arguments: [
        "Bash(git log:*)", "Bash(git diff:*)", "Bash(git -C repo --no-pager log:*)", "Bash(scripts/run)", "Bash(ls:*)",
        "Bash(./scripts/run:*)", "Bash(python3 scripts/check.py:*)", "Bash(gh pr view:*)", "Bash(timeout 9 cat:*)",
        "Bash(grep 'a|b;c':*)", "Read(reports/**)", "Read(/srv/data/**)", "Glob(**)",
    ]) func whatOnlyReadsOrIsItsOwnIsClean(tool: String) throws {
        #expect(try rules(tool, .read) == [])
        #expect(try rules(tool, .draft) == [])
    }

    @Test(arguments: [
        "Bash(sort -o b a)", "Bash(sort -uo b a)", "Bash(sort --out=b a)", "Bash(sort --compress-program x:*)",
        "Bash(tree -o b)", "Bash(file -C -m b)", "Bash(rg --pre x:*)", "Bash(uniq a b)", "Bash(date --set x)",
        "Bash(git diff --output=b)", "Bash(git log --output b:*)", "Bash(git grep -Ovim x)", "Bash(git branch -D x)",
        "Bash(git -c diff.external=x diff)", "Bash(find . -delete)", "Bash(find . -exec rm {} +)",
        "Bash(sed -i s/a/b/ c)",
        "Bash(curl -o b:*)", "Bash(tee b)",
    ]) func anOptionThatWritesIsNoReading(tool: String) throws {
        #expect(try rules(tool, .write).filter { $0 != "unmentioned-tool" } == [])
        #expect(try rules(tool, .draft).filter { $0 != "unmentioned-tool" } == ["tool-above-level"])
    }

    @Test(arguments: [
        "Bash(sort -u a)", "Bash(sort --field-separator=o a)", "Bash(tree -a)", "Bash(rg --pretty x)", "Bash(date -Is)",
        "Bash(git log -c --oneline)", "Bash(git diff --stat)", "Bash(file -b a)", "Bash(grep -o x a)",
    ]) func anOptionThatOnlyReadsStaysReading(tool: String) throws {
        #expect(try rules(tool, .read) == [])
    }

    @Test(arguments: ["Write", "Write(reports/**)", "Edit(*.md)", "Write(reports/~a.md)"])
    func writingItsOwnOutputIsADraft(tool: String) throws {
        #expect(try rules(tool, .read) == ["tool-above-level"])
        #expect(try rules(tool, .draft) == [])
    }

    @Test(arguments: ["Write(**)", "Write(./**)", "Write(/srv/x/**)", "Edit(~/notes.md)", "Write(../x.md)"])
    func writingElsewhereIsNoDraft(tool: String) throws {
        #expect(try rules(tool, .draft) == ["tool-above-level"])
        #expect(try rules(tool, .write) == [])
    }

    @Test(arguments: ["Write(/**)", "Write(~/**)", "Edit(/**)", "Read(//**)", "Read(../**)", "Write(/**/*.md)"])
    func theWholeHostIsWide(tool: String) throws {
        #expect(try rules(tool, .act) == ["wide-tool"])
        #expect(try rules(tool, .draft) == ["wide-tool"])
    }

    @Test(arguments: [
        "Bash(scripts/run; rm -rf /)", "Bash(a && b)", "Bash(cat a | sh)", "Bash(cat a > b)", "Bash(cat $(b))",
        "Bash(cat `b`)", "Bash(cat 'a;b' ; c)", "Bash(cat 'a; b)",
    ]) func aToolIsOneCommand(tool: String) throws {
        #expect(try rules(tool, .act) == ["operator-in-tool"])
        #expect(try rules(tool, .read) == ["operator-in-tool"])
    }
}
