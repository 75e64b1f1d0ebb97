/// Every endpoint with its handler. One file per area; a test compares the whole with the endpoint table.
package enum Bindings {
    static let all: [Binding] = service + people + library
}
