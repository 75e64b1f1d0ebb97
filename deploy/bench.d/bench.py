"""Measures the service beside floors that are taken in the same run, turn by turn, and prints one table.

deploy/bench calls it; see docs/performance.md for what each measure means."""
import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import groups
from measuring import Bench
from service import Refused
from table import say


def read_options():
    parser = argparse.ArgumentParser(
        prog="deploy/bench", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Measures Countersign beside floors that are taken in the same run, and prints one table:\n"
                    "docs/performance.md explains it. Everything runs on this machine, on loopback and unix sockets,\n"
                    "in a folder of its own that is removed again. Ends with 1 when something that a user waits for\n"
                    "scans a big table, or could not be measured.",
        epilog="groups:\n" + groups.explained() + "\n\nMemory after the start is measured in any case.")
    parser.add_argument("--quick", action="store_true", help="a few minutes: shorter turns, 50,000 finished runs")
    parser.add_argument("--json", metavar="FILE", help="write the table there, too")
    parser.add_argument("--only", nargs="+", metavar="GROUP", choices=groups.ALL, default=list(groups.ALL),
                        help="some groups of measures only")
    for name in ("service", "command", "hook", "programs"):
        parser.add_argument("--" + name, help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(bench):
    say("a service with its own PostgreSQL…")
    service, password = bench.start("small")
    time.sleep(1)
    mib = service.resident_mib()
    bench.table.row("memory, idle after start", mib, None, "MiB", aim="≤ 60", holds=mib <= 60)
    bench.make_team(service, password)
    for name in bench.options.only:
        groups.ALL[name].measure(bench, service)


def main():
    options = read_options()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 16_384) if hard > 0 else 16_384, hard))
    # PostgreSQL's user must be able to pass through.
    folder = tempfile.mkdtemp(prefix="countersign-bench-", dir="/var/tmp")
    os.chmod(folder, 0o711)
    bench = Bench(options, folder)
    status = 1
    try:
        measure(bench)
        status = 1 if bench.table.failures else 0
    except (Refused, OSError, subprocess.SubprocessError) as problem:
        print(f"deploy/bench: {problem}", file=sys.stderr)
    except KeyboardInterrupt:
        status = 130
    finally:
        bench.close()
        bench.table.print()
        if options.json:
            bench.table.write_json(options.json)
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(status)


if __name__ == "__main__":
    main()
