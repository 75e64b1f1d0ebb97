/// What commands about one review take.
enum ReviewArgument {
    static let review = Argument("REVIEW", "The review's id, rev_….")
}
