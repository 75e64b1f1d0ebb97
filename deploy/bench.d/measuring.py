"""Runs ours and its floor turn by turn. Groups of measures have one of these in common."""
import json
import re
import statistics
import subprocess
from pathlib import Path

import bulk
import capture
import stories
from service import Refused, Service
from table import Table

# The service's connections live for days and have planned their statements; a floor's are new in each turn.
PLANNED = " options='-c plan_cache_mode=force_generic_plan'"


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder, self.programs = options, Path(folder), Path(options.programs)
        self.table = Table()
        self.is_quick = options.quick
        self.seconds = 1.0 if self.is_quick else 3.0
        self.rounds = 2 if self.is_quick else 4
        self.closing, self.scripts = [], 0

    def close(self):
        for close in reversed(self.closing):
            try:
                close()
            except OSError:
                pass

    # Services

    def start(self, name):
        """A service with its own PostgreSQL, and its operator's password."""
        service = Service(self.folder / name, self.options.service)
        self.closing.append(service.stop)
        return service, service.start()

    def start_with_team(self, name):
        service, password = self.start(name)
        self.make_team(service, password)
        return service

    def make_team(self, service, password):
        service.set_up(password)
        service.call("PUT", f"/v1/runner/artifacts/{stories.digest(stories.REPORT)}", stories.REPORT, "runner")

    def start_aside(self, *words):
        """A program that serves until its input ends, and says a line when it is ready."""
        program = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.closing.append(program.stdin.close)
        program.stdout.readline()

    def finished_run(self, service):
        """A run that has gone the whole way."""
        self.load(service.port, self.script(service, *stories.lifecycle()), limit=1)
        return service.sql("""SELECT run_id FROM outputs JOIN verdicts ON output_id = outputs.id
            ORDER BY created_at LIMIT 1""")[0][0]

    # Scripts

    def write(self, text):
        self.scripts += 1
        path = self.folder / f"script{self.scripts}"
        path.touch(mode=0o600)
        path.write_text(text)
        return path

    def script(self, service, *lines, **values):
        """Each token stands in the script's file, which only we can read."""
        head = [f"= {name} {value}" for name, value in (service.tokens | values).items()]
        return self.write("\n".join([*head, *lines]) + "\n")

    # Ours, and floors

    def program(self, *words):
        done = subprocess.run([str(word) for word in words], text=True, capture_output=True)
        if done.returncode not in (0, 3) or not done.stdout:
            raise Refused(f"{Path(str(words[0])).name}: {done.stderr.strip()[-800:]}")
        answer = json.loads(done.stdout.splitlines()[-1])
        if answer["errors"]:
            raise Refused(f"{answer['errors']} requests failed: {done.stderr.strip()[-800:]}")
        return answer

    def load(self, port, script, workers=1, seconds=None, limit=None):
        """For so long, or so many times."""
        words = [self.programs / "load", "127.0.0.1", port, script, workers]
        return self.program(*words, *((10, limit) if limit else (seconds or self.seconds,)))

    def replay(self, service, script, workers):
        return self.program(self.programs / "replay", service.conninfo() + PLANNED, script, workers, self.seconds)

    def pgbench(self, service, statements, workers):
        script, variables = capture.pgbench_script(statements)
        words = ["pgbench", "-n", "-M", "prepared", "-f", self.write(script), "-c", workers, "-j", min(workers, 2),
                 "-T", round(max(2, self.seconds)), *(f"-D{name}={value}" for name, value in variables.items()),
                 service.conninfo() + PLANNED]
        done = subprocess.run([str(word) for word in words], text=True, capture_output=True)
        rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.M)
        if done.returncode or not rate or "aborted" in done.stderr:
            raise Refused(f"pgbench: {done.stderr.strip()[-1500:]}")
        return {"seconds": 1.0, "count": float(rate.group(1))}

    def captured(self, service, script):
        """The statements of one pass, after a few that have prepared them."""
        self.load(service.port, script, limit=3)
        return capture.capture(service, lambda: self.load(service.port, script, limit=1))

    def turns(self, *sides, between=None):
        """Takes turns, so that whatever else the machine does meets all sides alike. Answers for each side."""
        taken = [[] for _ in sides]
        for turn in range(self.rounds):
            order = range(len(sides)) if turn % 2 == 0 else reversed(range(len(sides)))
            for side in order:
                taken[side].append(sides[side]())
                if between:
                    between()
        return [joined(answers) for answers in taken]

    def beside_pgbench(self, name, service, script, workers, aim=None, between=None):
        statements = self.captured(service, script)
        ours, floor = self.turns(lambda: self.load(service.port, script, workers),
                                 lambda: self.pgbench(service, statements, workers), between=between)
        self.table.rates(title(name, workers, statements), ours, floor, aim)

    def beside_replay(self, name, service, script, workers, aim=None):
        statements = self.captured(service, script)
        same = self.write(capture.replay_script(statements))
        ours, floor = self.turns(lambda: self.load(service.port, script, workers),
                                 lambda: self.replay(service, same, workers), between=lambda: bulk.settle(service))
        self.table.rates(title(name, workers, statements), ours, floor, aim)


def title(name, workers, statements):
    return f"{name}, {workers} worker{'s' * (workers > 1)} ({len(statements)} statements)"


def joined(answers):
    answer = {}
    if "seconds" in answers[0]:
        answer["rate"] = sum(a["count"] for a in answers) / sum(a["seconds"] for a in answers)
    for name in ("p50_us", "p99_us"):
        if name in answers[0]:
            answer[name] = statistics.median(a[name] for a in answers)
    return answer
