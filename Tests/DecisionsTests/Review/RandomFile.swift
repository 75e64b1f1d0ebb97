import Decisions
import Domain

/// Files as agents make them, and as nobody should.
enum RandomFile {
    private static let words = """
        revenue ticket customer latency because therefore figure Q3 12.5 the of and increased shipping backlog
        naïve café 漢字 https://example.org/a/very/long/path/that/goes/on refund, SLA. zero\u{200B}width 😀 week
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    static func sentence(_ count: Int, _ random: inout SeededGenerator) -> String {
        (0..<count).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }.joined(separator: " ")
    }

    static func paragraph(_ random: inout SeededGenerator) -> String {
        let wraps = Bool.random(using: &random)
        return (0..<Int.random(in: 1...6, using: &random))
            .map { _ in sentence(Int.random(in: 3...25, using: &random), &random) + "." }
            .joined(separator: wraps ? "\n" : " ")
    }

    static func markdown(_ blocks: Int, _ random: inout SeededGenerator) -> String {
        let end = Int.random(in: 0..<4, using: &random) == 0 ? "\r\n" : "\n"
        let text = (0..<blocks).map { _ in block(&random) }.joined(separator: "\n\n")
        return text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end) + end
    }

    private static func block(_ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<14, using: &random) {
        case 0, 1: return "## " + sentence(3, &random)
        case 2: return sentence(2, &random) + "\n====="
        case 3:
            let rows = (0..<Int.random(in: 1...90, using: &random)).map { _ in "| \(sentence(1, &random)) | 3 | x\\|y |"
            }
            return "| a | b | c |\n|---|--:|---|\n" + rows.joined(separator: "\n")
        case 4:
            let lines = (0..<Int.random(in: 0...90, using: &random)).map { "  let x\($0) = \($0)" }
            return "```swift\n" + lines.joined(separator: "\n\n") + "\n```"
        case 5: return "<details><summary>generated</summary>\n<!-- hidden -->\n</details>"
        case 6: return String(repeating: sentence(40, &random) + " ", count: Int.random(in: 1...12, using: &random))
        case 7: return String(repeating: "\n", count: Int.random(in: 0...300, using: &random))
        default: return paragraph(&random)
        }
    }

    static func code(_ symbols: Int, _ random: inout SeededGenerator) -> String {
        (0..<symbols).map { index in
            let body = (0..<Int.random(in: 1...40, using: &random)).map { "    total += rows[\($0)].amount * rate" }
            return "def compute_\(index)(rows):\n" + body.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    static func diff(_ hunks: Int, _ random: inout SeededGenerator) -> String {
        var out = ""
        for index in 0..<hunks {
            if index % 3 == 0 {
                out +=
                    "diff --git a/f\(index).py b/f\(index).py\nindex 123..456 100644\n"
                out += "--- a/f\(index).py\n+++ b/f\(index).py\n"
            }
            let (added, deleted) = (Int.random(in: 1...9, using: &random), Int.random(in: 0...5, using: &random))
            out += "@@ -\(index * 50 + 1),\(deleted + 4) +\(index * 50 + 1),\(added + 4) @@ def compute():\n"
            out += "     first = load(source)\n     second = load(other)\n"
            for line in 0..<deleted { out += "-    old_value_\(line) = compute(line, \(index))\n" }
            for line in 0..<added { out += "+    new_value_\(line) = compute(line, \(index))\n" }
            out += "     third = store(target)\n \n"
        }
        return out
    }

    static func csv(_ rows: Int, _ random: inout SeededGenerator) -> String {
        "id,category,text\n"
            + (0..<rows).map { row in
                let text = Int.random(in: 0..<5, using: &random) == 0 ? "two\nlines, \"\"quoted\"\"" : "short text"
                return "\(row),billing,\"\(text)\"\n"
            }.joined()
    }

    static func noise(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
        let alphabet = Array("ab \n\n|-#`+@\"',:{}\u{E9}漢\r\t".utf8)
        return (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
    }

    /// One file of each format.
    static func all(_ random: inout SeededGenerator) -> [Chunker.File] {
        func file(_ path: String, _ kind: OutputKind, _ text: String) -> Chunker.File {
            Chunker.File(path: path, kind: kind, bytes: Array(text.utf8))
        }
        let json = "[" + (0..<300).map { "{\"id\": \($0), \"ok\": true}" }.joined(separator: ",") + "]"
        let names = ["n.md", "n.csv", "n.json", "n.log", "n.diff", "n.py", "n.tsv"]
        let noises = names.map { name in
            Chunker.File(
                path: "noise/" + name, kind: .code, bytes: noise(Int.random(in: 1...5_000, using: &random), &random))
        }
        return noises + [
            file("report.md", .document, markdown(30, &random)), file("analysis.md", .analysis, markdown(30, &random)),
            file("a.py", .code, code(8, &random)), file("change.diff", .code, diff(12, &random)),
            file("tickets.csv", .data, csv(200, &random)), file("min.json", .data, json),
            file("run.log", .data, String(repeating: "12:00 INFO step done\n", count: 450)),
            file("empty.txt", .document, ""), file("newline.md", .document, "\n"),
            file("unended.md", .document, "no newline at the end"),
            Chunker.File(path: "chart.png", kind: .analysis, bytes: [0x89, 0x50, 0x4E, 0x47] + Array(0...255)),
            Chunker.File(path: "blob.bin", kind: .data, bytes: Array(0...255)),
        ]
    }
}
