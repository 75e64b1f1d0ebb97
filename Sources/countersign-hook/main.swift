import Glibc

// An agent's way to its runner, for programs that cannot speak to a unix socket themselves: one line of JSON there, one back.
// It holds no token and links nothing but the C library, so that it starts in about a millisecond. It fails closed: exit 0
// means that the runner said yes; everything else, whatever went wrong, is exit 2, which blocks a tool in agents' hooks.

let usage = """
    Usage: countersign-hook say TEXT
           countersign-hook ask QUESTION [--option TEXT]...
           countersign-hook act ACTION [--claim TEXT] [ARGUMENTS | -]
    Asks the runner at $COUNTERSIGN_SOCKET. ARGUMENTS is a JSON object; - reads it from standard input.
    `ask` prints the answer, `act` the decision as JSON. Exit 0: done, answered, executed or allowed. Exit 2: everything else.
    """

func print(_ text: String, to descriptor: Int32) {
    let bytes = Array((text + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
}

func refuse(_ reason: String) -> Never {
    print("countersign-hook: \(reason)", to: STDERR_FILENO)
    exit(2)
}

signal(SIGPIPE, SIG_IGN)
do {
    let request = try Request(Array(CommandLine.arguments.dropFirst()))
    guard let path = getenv("COUNTERSIGN_SOCKET").map({ String(cString: $0) }), !path.isEmpty else {
        throw Refusal("COUNTERSIGN_SOCKET is not set: not started by a runner, nobody was asked")
    }
    let line = try Runner(socket: path).ask(request.line)
    let answer = try Answer(line)
    guard answer["ok"] == .bool(true) else {
        throw Refusal(answer["message"]?.text ?? answer["code"]?.text ?? "the runner refused")
    }
    switch request.verb {
    case .say: break
    case .ask:
        guard let text = answer["answer"]?.text else { throw Refusal("the runner's answer holds no answer") }
        print(text, to: STDOUT_FILENO)
    case .act:
        print(line, to: STDOUT_FILENO)
        let decision = answer["decision"]?.text ?? "denied"
        guard decision == "executed" || decision == "allowed" else {
            let words = [decision, answer["reason"]?.text ?? "", answer["message"]?.text ?? ""].filter { !$0.isEmpty }
            throw Refusal(words.joined(separator: ": "))
        }
    }
} catch let refusal as Refusal {
    refuse(refusal.reason == "" ? usage : refusal.reason)
} catch {
    refuse("a defect: \(error)")
}
