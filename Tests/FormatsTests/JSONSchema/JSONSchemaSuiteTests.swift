import Domain
import Formats
import Foundation
import Testing

/// The official JSON Schema test suite, draft 2020-12. What it asks is not ours to change.
@Suite struct JSONSchemaSuiteTests {
    /// Cases that fetch a schema from elsewhere, by file and description; an empty list means the whole file.
    static let fetching: [String: Set<String>] = [
        "refRemote.json": [],
        "vocabulary.json": [],
        "dynamicRef.json": [
            "strict-tree schema, guards against misspelled properties",
            "tests for implementation dynamic anchor and reference link",
            "$ref and $dynamicAnchor are independent of order - $defs first",
            "$ref and $dynamicAnchor are independent of order - $ref first",
            "$ref to $dynamicRef finds detached $dynamicAnchor",
        ],
    ]

    @Test(arguments: SharedFixtures.files(in: "json-schema", ending: ".json"))
    func official(file: URL) throws {
        let groups = try #require(try JSON(bytes: Array(Data(contentsOf: file))).array)
        #expect(!groups.isEmpty)
        for group in groups {
            let name = group["description"]?.string ?? ""
            if let skipped = Self.fetching[file.lastPathComponent], skipped.isEmpty || skipped.contains(name) {
                print("SKIPPED: \(file.lastPathComponent): \(name): it fetches a remote schema")
                continue
            }
            let schema = try JSONSchema(try #require(group["schema"]))
            for test in group["tests"]?.array ?? [] {
                let problems = schema.validate(test["data"] ?? .null)
                let told = "\(file.lastPathComponent): \(name): \(test["description"]?.string ?? "")"
                #expect(problems.isEmpty == test["valid"]?.bool, "\(told): \(problems.map(\.message))")
            }
        }
    }
}
