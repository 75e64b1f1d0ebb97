import Domain
import FoundationEssentials
import Operations
import Platform
import Store
import TestSupport
import Testing

@Suite struct ArtifactTests {
    /// `north`'s author where an artifact has at most so many bytes.
    private static func team(_ world: World, limitBytes: Int) throws -> TeamContext {
        var limits = Limits()
        limits.artifactBytes = limitBytes
        let services = Services(
            pool: world.services.pool, observer: world.services.observer, limits: limits, passwordCost: .test,
            receiptKey: world.services.receiptKey, instance: "test")
        return try Context(services: services, caller: world.context(.author).caller).team("north")
    }

    /// Bytes that no part repeats.
    private static func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) }
    }

    private static func put(_ bytes: [UInt8], _ team: TeamContext, as digest: Digest? = nil) throws -> Int64 {
        let path = try FileParts.writeTemporary(in: "/tmp") { try $0(bytes) }
        defer { try? removeFile(path) }
        let upload = PutArtifact.Upload(path: path, sizeBytes: bytes.count, digest: Digest.of(bytes))
        return try PutArtifact.run(team, digest: digest ?? upload.digest, upload).size
    }

    private static func get(_ digest: Digest, _ team: TeamContext) throws -> [UInt8] {
        switch try GetArtifact.run(team, digest: digest) {
        case .bytes(let bytes): return bytes
        case .temporaryFile(let path):
            defer { try? removeFile(path) }
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        }
    }

    @Test(arguments: [0, 1, 512 << 10, (512 << 10) + 1, 1_300_000]) func bytesComeBackAsTheyWere(count: Int) throws {
        let world = try World.make()
        let team = try world.team(.author)
        let bytes = Self.bytes(count)
        #expect(try Self.put(bytes, team) == Int64(count))
        #expect(try Self.put(bytes, team) == Int64(count), "the same bytes twice")
        #expect(try Self.get(Digest.of(bytes), team) == bytes)
        let events = try team.read { try $0.all(EventNames(subject: "artifact:\(Digest.of(bytes))")) }
        #expect(events == ["artifact_stored"])
    }

    @Test func theLimitHoldsToTheByte() throws {
        let world = try World.make()
        let team = try Self.team(world, limitBytes: 1000)
        #expect(try Self.put(Self.bytes(1000), team) == 1000)
        #expect(refusal { try Self.put(Self.bytes(1001), team) } == .artifactTooLarge)
        #expect(refusal { try Self.get(Digest.of(Self.bytes(1001)), team) } == .notFound)
    }

    @Test func bytesUnderAnotherNameAreRefused() throws {
        let world = try World.make()
        let team = try world.team(.author)
        #expect(refusal { try Self.put([1, 2, 3], team, as: Digest.of([1, 2])) } == .digestMismatch)
        #expect(refusal { try Self.get(Digest.of([1, 2]), team) } == .notFound)
    }
}

func removeFile(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }
