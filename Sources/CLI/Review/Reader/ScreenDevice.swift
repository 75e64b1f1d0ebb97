/// A whole terminal window: keys in, frames out. Tests hand in a scripted one.
package protocol ScreenDevice: AnyObject {
    /// Columns and rows.
    var size: ScreenSize { get }
    /// Shows these rows, at most as many as there are.
    func draw(_ rows: [Text])
    /// Waits for the next thing to happen; after `timeoutSeconds` without any that is `idle`.
    func next(timeoutSeconds: Int?) -> ScreenInput
    /// Gives the terminal back until the shell lets us go on.
    func suspend()
}

package struct ScreenSize: Hashable, Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

package enum ScreenInput: Hashable, Sendable {
    case key(Key)
    case resized(ScreenSize)
    case idle
    /// The terminal has gone, or somebody asked the process to end.
    case ended
}
