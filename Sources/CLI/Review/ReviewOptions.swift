import API
import Domain

/// `10-12`, or `10` for one line.
package struct LineRange: OptionValue, Equatable {
    package let first: Int
    package let last: Int

    package static func read(_ text: String) -> LineRange? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, 1 <= first, first <= last
        else { return nil }
        return LineRange(first: first, last: last)
    }
    package static var expectation: String { "lines such as 10-12" }
}

extension FindingCause: OptionValue {}
extension ActionState: OptionValue {}

/// How a command names a place in the work and what stands there.
enum AnchorOptions {
    static let quote = Option<String>("quote", "TEXT", "Words from the work, exactly; at least 12 characters.")
    static let part = Option<Int>("part", "N", "The part they stand in; looked up in what you have read if absent.")
    static let lines = Option<LineRange>("lines", "A-B", "The lines they stand in, at most 12; looked up if absent.")

    static let all: [any OptionDeclaration] = [quote, part, lines]

    /// The anchor that is meant, nil if none is. Throws `anchorNotFound` where the words are not in what was read, or in
    /// more places than one.
    static func anchor(_ invocation: Invocation, of review: ReviewView) throws -> AnchorView? {
        let (part, lines) = (invocation[part].map(PartNames.index), invocation[lines])
        guard let quotation = invocation[quote] else {
            guard part == nil, lines == nil else {
                throw UsageFailure("--part and --lines need --quote TEXT, the words that stand there")
            }
            return nil
        }
        if let part, let lines {
            return AnchorView(chunk: part, startLine: lines.first, endLine: lines.last, quotation: quotation)
        }
        var parts = PartCache.of(review.contentDigest, invocation.terminal.environment)?.parts() ?? [:]
        if let part { parts = parts.filter { $0.key == part } }
        let places = QuotationFinder.places(of: quotation, in: parts).filter { place in
            lines.map { $0.first <= place.startLine && place.endLine <= $0.last } ?? true
        }
        guard let place = places.first else { throw notFound(parts.count, review) }
        guard places.count == 1 else {
            let all = places.map { "part \(PartNames.number($0.chunk)) lines \($0.startLine)-\($0.endLine)" }
            throw Failure(
                .anchorNotFound,
                "the quotation stands in \(places.count) places (\(all.joined(separator: ", "))): "
                    + "say which with --part and --lines, or quote more of it")
        }
        return AnchorView(
            chunk: place.chunk, startLine: place.startLine, endLine: place.endLine, quotation: quotation)
    }

    private static func notFound(_ count: Int, _ review: ReviewView) -> Failure {
        let command = "countersign review read \(review.summary.id)"
        return Failure(
            .anchorNotFound,
            count == 0
                ? "nothing of it has been read on this machine: read it with `\(command)`, or name --part and --lines"
                : "the quotation does not stand in the \(count == 1 ? "part" : "\(count) parts") looked through: "
                    + "copy it from the work, or name --part and --lines")
    }
}

/// `SKILL.md:12`
package struct FileLine: OptionValue, Equatable {
    package let file: String
    package let line: Int

    package static func read(_ text: String) -> FileLine? {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
            let line = Int(text[text.index(after: colon)...]),
            line >= 1
        else { return nil }
        return FileLine(file: String(text[..<colon]), line: line)
    }
    package static var expectation: String { "a file and a line such as SKILL.md:12" }
}

/// How a command names what of the template something is about.
enum SubjectOptions {
    static let criterion = Option<String>("criterion", "ID", "The criterion that it is about.")
    static let constraint = Option<Int>("constraint", "N", "Or the constraint, by its number in `review show`.")
    static let templateLine = Option<FileLine>(
        "template-line", "FILE:LINE", "Or a line of the template, as `run brief` tells where lines come from.")

    static let all: [any OptionDeclaration] = [criterion, constraint, templateLine]

    /// Nil if nothing was named.
    static func subject(_ invocation: Invocation) throws -> FindingSubject? {
        let (criterion, constraint, line) = (invocation[criterion], invocation[constraint], invocation[templateLine])
        switch [criterion != nil, constraint != nil, line != nil].count(where: \.self) {
        case 0: return nil
        case 1:
            return FindingSubject(criterion: criterion, constraint: constraint, file: line?.file, line: line?.line)
        default: throw UsageFailure("--criterion, --constraint and --template-line: only one of them")
        }
    }
}
