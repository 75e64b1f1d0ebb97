import API
import Domain
import Foundation
import Platform
import TestSupport
import Testing

extension CrashTests {
    @Suite(.serialized) struct Restored {
        /// The data as it was when an action was allowed and had not begun: what a backup of that moment would bring back.
        @Test(arguments: [true, false]) func whatWasAllowedBeforeIsNeverCarriedOut(isMarked: Bool) async throws {
            try await onOwnThread {
                let installation = try Installation()
                let settings =
                    try installation.executors("cat >> \(installation.folder)/executed\n")
                    + ["--lease-seconds", "3600"]
                var service = try installation.serve(settings)
                try installation.populate(service, script: "#!/bin/sh\nexit 0\n")
                let run = try installation.claim(service)
                let lock = try installation.hold("LOCK TABLE effects IN EXCLUSIVE MODE")
                let old = try installation.ask(service, run, "notes.append", ["page": "one", "text": "Done."])
                #expect(old.state == .allowed)
                if isMarked {
                    let atWork = try Self.command(["restored", "--data", installation.data])
                    #expect(atWork.end == .exited(5))
                }
                let postgres = try installation.postmaster()
                service.kill()
                lock.close()
                try eventually("PostgreSQL ends with its service") { !isAlive(postgres) }
                if isMarked {
                    let marked = try Self.command(["restored", "--data", installation.data])
                    #expect(marked.end == .exited(0))
                    #expect(
                        marked.output.text
                            == "The epoch is now 2: nothing that was signed or allowed before will be carried out.\n")
                }
                service = try installation.serve(settings)
                try eventually("it is settled") {
                    [.executed, .failed].contains(try installation.show(old, service).state)
                }
                let settled = try installation.show(old, service)
                #expect(settled.state == (isMarked ? .failed : .executed))
                #expect(installation.read("executed") == (isMarked ? "" : old.canonical))
                guard isMarked else { return }
                #expect(settled.outcomeReason?.contains("was restored from a backup since") == true)
                let new = try installation.ask(service, run, "notes.append", ["page": "two", "text": "Done."])
                try eventually("what is asked for now is done") {
                    try installation.show(new, service).state == .executed
                }
                #expect(installation.read("executed") == new.canonical)
            }
        }

        @Test func aDatabaseOfOnesOwnIsMarkedAsItsOwner() throws {
            let database = try ScratchDatabase.make()
            let folder = "/tmp/countersign-none-\(Hex.encode(SecureRandom.bytes(6)))"
            let asOwner = try Self.command(["restored", "--migration-url", database.ownerURL])
            #expect(asOwner.output.text.hasPrefix("The epoch is now 2: "))
            let asService = try Self.command(["restored", "--migration-url", database.appURL])
            #expect(asService.end == .exited(1) && asService.errors.text.contains("nothing was changed"))
            let withoutOwner = try Self.command(["restored", "--database-url", database.appURL])
            #expect(withoutOwner.end == .exited(2) && withoutOwner.errors.text.contains("--migration-url"))
            let mistyped = try Self.command(["restored", "--data", folder])
            #expect(mistyped.end == .exited(2) && mistyped.errors.text.contains("there is no database in \(folder)"))
            #expect(!FileManager.default.fileExists(atPath: folder))
        }

        /// Also after a command, which is not run then.
        @Test func helpIsNoSetting() throws {
            for arguments in [["--help"], ["operator", "--help"], ["serve", "-h"], ["help"]] {
                let asked = try Self.command(arguments)
                #expect(asked.end == .exited(0) && asked.output.text.hasPrefix("Usage: countersignd"), "\(arguments)")
            }
            #expect(try Self.command(["nonsense"]).end == .exited(2))
        }

        private static func command(_ arguments: [String]) throws -> Outcome {
            try Subprocess(
                "\(Installation.programs)/countersignd", arguments, environment: ["PATH": "/usr/bin:/bin"],
                directory: "/", deadlineSeconds: 120
            ).run()
        }
    }
}
