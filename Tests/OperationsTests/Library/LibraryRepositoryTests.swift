import Domain
import Foundation
import Platform
import TestSupport
import Testing

@testable import Operations

/// Foundation, because a folder is removed.
@Suite struct LibraryRepositoryTests {
    /// Where nobody waits long enough for all of it, what was made stays, and the end is the same.
    @Test func aLibraryThatTakesLongIsMadeStepByStep() throws {
        let story = try RunStory.make(connections: 4)
        for number in 2...4 { try story.publish { $0["SKILL.md"]?.append("Version \(number).\n") } }
        let folder = "/tmp/countersign-library-\(Hex.encode(SecureRandom.bytes(6)))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let base = story.world.services
        let services = Services(
            pool: base.pool, observer: base.observer, limits: base.limits, passwordCost: base.passwordCost,
            receiptKey: base.receiptKey, instance: "test", libraryFolder: folder)
        let team = TeamContext.system(job: "test", teamID: World.northID, name: "north", services: services)
        let whole = try LibraryRepository.current(team)
        #expect(whole.head?.utf8.count == 40)
        try FileManager.default.removeItem(atPath: whole.folder)

        for done in 1...3 {
            let failure = #expect(throws: Failure.self) { try LibraryRepository.current(team, workMilliseconds: -1) }
            #expect(failure?.code == .unavailable)
            #expect(
                failure?.message == """
                    the library's git repository is being made: \(done) of 4 publications are in it; ask again, and it goes on \
                    from there
                    """)
        }
        #expect(try LibraryRepository.current(team, workMilliseconds: -1).head == whole.head)
    }
}
