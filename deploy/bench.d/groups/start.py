"""start of the command line and of an agent's request, beside a C program that does the same"""
import os


def measure(bench, _):
    process, path = bench.programs / "process", bench.folder / "agent.socket"
    bench.start_aside(process, "echo", path)
    os.environ["COUNTERSIGN_SOCKET"] = str(path)
    line = '{"do":"say","text":"half done"}'
    count = 20 if bench.is_quick else 50

    def timed(*words):
        return lambda: bench.program(process, "time", count, *words)

    for name, ours, floor in (
            ("start: countersign help", timed(bench.options.command, "help"), timed(process, "hello")),
            ("an agent's request over the socket", timed(bench.options.hook, "say", "half done"),
             timed(process, "ask", path, line))):
        mine, theirs = bench.turns(ours, floor)
        bench.table.times(name, mine["p50_us"] / 1000, theirs["p50_us"] / 1000)
