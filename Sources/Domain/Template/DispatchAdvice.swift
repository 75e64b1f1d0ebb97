/// Whether a task is fit to be handed over, and if not, why. Fit is what is clear and can be verified, what needs nobody
/// on the way, what takes longer than a few minutes, and what touches nothing that others change meanwhile.
package struct DispatchAdvice: Hashable, Sendable, Codable {
    package enum Course: String, Sendable, CaseIterable, Codable, Comparable {
        /// The agent works alone.
        case dispatch
        /// Its text is not finished, or lint has found errors and nothing else speaks against it.
        case mend
        /// A person works alongside.
        case cowork
        /// A person does it.
        case keep

        package static func < (left: Course, right: Course) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    package struct Reason: Hashable, Sendable, Codable {
        package let course: Course
        /// Of the template, not of a file system; `template lint` puts the folder before it.
        package var file: String
        package let line: Int
        package let column: Int
        package let message: String

        package init(course: Course, file: String, place: TextPlace, message: String) {
            self.course = course
            self.file = file
            line = place.line
            column = place.column
            self.message = message
        }

        package var text: String { "\(file):\(line):\(column): \(message)" }
    }

    package let course: Course
    /// In the order of weight; empty exactly if the task is fit.
    package var reasons: [Reason]

    package init(course: Course, reasons: [Reason]) {
        self.course = course
        self.reasons = reasons
    }
}
