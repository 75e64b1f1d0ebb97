import CLI
import Glibc

// A reader that goes away (`| head`) is an error of `write`, which ends the command quietly.
signal(SIGPIPE, SIG_IGN)
let program = Program(terminal: SystemTerminal())
exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
