import Domain
import Foundation
import Platform
import TestSupport
import Testing

/// `deploy/quickstart` as a newcomer starts it, with the programs that the tests were built with. Its scripted reader reads
/// at a person's pace, which the database demands here as everywhere, so this takes about a minute of waiting.
@Suite struct QuickstartTests {
    @Test func aNewcomerGetsToACountersignedBranch() async throws {
        let folder = "/var/tmp/countersign-quickstart-\(Hex.encode(SecureRandom.bytes(6)))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o711])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await shell(
            """
            git init -q history && cd history && git config user.name author && git config user.email author@localhost
            for change in "Add a door" "Fix the lock of the door" "Remove the window"; do
                echo "$change" >>file && git add file && git commit -q -m "$change"
            done
            """, in: folder)
        let programs = URL(filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            .deletingLastPathComponent().path
        let quickstart = "\(World.packageRoot)/deploy/quickstart"
        // Below the range that the kernel gives to connections.
        let port = 20_000 + SecureRandom.uint64() % 12_000
        let said = try await shell(
            """
            trap '\(quickstart) --stop --data "$PWD/data"' EXIT
            \(quickstart) --scripted --bin \(programs) --repo "$PWD/history" --data "$PWD/data" --listen 127.0.0.1:\(port)
            """, in: folder)
        for step in [
            "28 passed, 0 failed.", "template publish release-notes --version 1 --yes --quiet\n",
            "coverage_incomplete: ", "pace_implausible: ",
            "criteria_open: ", "Refused, as it must be.", "the output is approved.",
            "Needed\n    1 countersignature by reviewer or admin", "release-notes.md: released = approved",
            "Audit log    verified", "Stopped the service",
        ] {
            #expect(said.contains(step), "\(step) in \(said)")
        }
        for name in ["admin.password", "author.password", "reviewer.password", "runner.token"] {
            let secret = try String(contentsOfFile: "\(folder)/data/quickstart/\(name)", encoding: .utf8)
            #expect(!said.contains(secret.trimmingCharacters(in: .newlines)), "\(name) was printed")
        }
    }

    /// A runner lets its agents finish, and stops them when it is asked twice.
    @Test func whatStillRunsIsNotCalledStopped() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/countersign-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let said = try await shell(
            """
            runner() { # data folder, after how many signals it ends
                mkdir -p "$1/quickstart"
                setsid bash -c 'trap "((++asked == $2)) && exit" TERM; while :; do sleep 0.05; done' bash "$1" "$2" &
                echo $! >"$1/quickstart/runner.pid"
            }
            stop() { \(World.packageRoot)/deploy/quickstart --stop --data "$1" && echo "$1 stopped" || echo "$1 runs"; }
            runner "$PWD/busy" 2 && runner "$PWD/stuck" 3
            stop "$PWD/busy" & stop "$PWD/stuck"
            ls */quickstart
            kill -KILL $(<stuck/quickstart/runner.pid)
            wait
            """, in: folder)
        #expect(said.contains("its run begins anew with the next runner.\nStopped the runner"))
        #expect(said.contains("\(folder)/busy stopped") && said.contains("\(folder)/stuck runs"), "\(said)")
        #expect(said.contains("was asked to stop and still runs"))
        #expect(said.contains("busy/quickstart:\n\nstuck/quickstart:\nrunner.pid\n"), "\(said)")
    }

    @discardableResult
    private func shell(_ script: String, in folder: String) async throws -> String {
        var shell = Subprocess(
            "/bin/bash", ["-c", "set -e; { \(script)\n} 2>&1"],
            environment: Subprocess.inherited(["PATH", "HOME", "LANG"]), directory: folder, deadlineSeconds: 420)
        shell.output = .capture(limitBytes: 1 << 20)
        let ready = shell
        let outcome = try await onOwnThread { try ready.run() }
        #expect(outcome.isSuccess, "\(outcome.output.text)")
        return outcome.output.text
    }
}
