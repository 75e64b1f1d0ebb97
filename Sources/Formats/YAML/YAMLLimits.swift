/// What a YAML document may cost its reader. Files of people stay far below.
package struct YAMLLimits: Sendable {
    package var inputBytes = 1 << 20
    package var depth = 64
    package var nodes = 50_000

    package init() {}
}
