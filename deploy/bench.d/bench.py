"""Measures the service beside floors that are taken in the same run, turn by turn, and prints one table.

deploy/bench calls it; see docs/performance.md for what each measure means."""
import argparse
import hashlib
import http.client
import json
import os
import platform
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bulk
import capture
from service import TEAM, Refused, Service, free_port

TEAM_PATH = f"/v1/teams/{TEAM}"
REPORT = ("The answer is yes, and the reason is in the numbers of the input.\n\n"
          + "\n\n".join(f"Paragraph {number} says with some words what the input says about part {number} of the "
                        "question, and what it does not say." for number in range(1, 6)) + "\n").encode()
FRAMES_PER_RUN = 5
# A plan that scans a table of this many rows is a defect, whatever the clock says.
BIG_TABLE_ROWS = 10_000


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def frames():
    """A transcript with its hash chain; the chain depends on nothing but its content."""
    chain, previous = [], bytes(32)
    for number in range(1, FRAMES_PER_RUN + 1):
        frame = {"body": f"Step {number}: read the next part of the input and noted what it says.", "kind": "text",
                 "sequence": number}
        previous = hashlib.sha256(previous + json.dumps(frame, separators=(",", ":"), sort_keys=True).encode()).digest()
        chain.append(frame | {"digest": "sha256:" + previous.hex()})
    return chain


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, Path(folder)
        self.programs = Path(options.programs)
        self.rows, self.closing, self.failures = [], [], []
        self.scripts = 0
        self.seconds = 1.0 if options.quick else 3.0
        self.rounds = 2 if options.quick else 4

    # Running things

    def say(self, text):
        print(f"  {text}", file=sys.stderr, flush=True)

    def write(self, text):
        self.scripts += 1
        path = self.folder / f"script{self.scripts}"
        path.touch(mode=0o600)
        path.write_text(text)
        return path

    def program(self, *words):
        done = subprocess.run([str(word) for word in words], text=True, capture_output=True)
        if done.returncode not in (0, 3) or not done.stdout:
            raise Refused(f"{Path(str(words[0])).name}: {done.stderr.strip()[-800:]}")
        answer = json.loads(done.stdout.splitlines()[-1])
        if answer["errors"]:
            raise Refused(f"{answer['errors']} requests failed: {done.stderr.strip()[-800:]}")
        return answer

    def load(self, port, script, workers=1, seconds=None, limit=None):
        words = [self.programs / "load", "127.0.0.1", port, script, workers, seconds or self.seconds]
        return self.program(*words, *([limit] if limit else []))

    # The service's connections live for days and have planned their statements; a floor's are new in each turn.
    planned = " options='-c plan_cache_mode=force_generic_plan'"

    def replay(self, service, script, workers):
        return self.program(self.programs / "replay", service.conninfo() + self.planned, script, workers, self.seconds)

    def pgbench(self, service, statements, workers):
        script, variables = capture.pgbench_script(statements)
        words = ["pgbench", "-n", "-M", "prepared", "-f", self.write(script), "-c", workers, "-j", min(workers, 2),
                 "-T", round(max(2, self.seconds)), *(f"-D{name}={value}" for name, value in variables.items()),
                 service.conninfo() + self.planned]
        done = subprocess.run([str(word) for word in words], text=True, capture_output=True)
        rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.M)
        if done.returncode or not rate or "aborted" in done.stderr:
            raise Refused(f"pgbench: {done.stderr.strip()[-1500:]}")
        rate = float(rate.group(1))
        return {"seconds": 1.0, "count": rate}

    def turns(self, *sides, between=None):
        """Takes turns, so that whatever else the machine does meets all sides alike. Answers for each side."""
        taken = [[] for _ in sides]
        for turn in range(self.rounds):
            order = range(len(sides)) if turn % 2 == 0 else reversed(range(len(sides)))
            for side in order:
                taken[side].append(sides[side]())
                if between:
                    between()
        return [self.joined(answers) for answers in taken]

    @staticmethod
    def joined(answers):
        joined = {}
        if "seconds" in answers[0]:
            joined["rate"] = sum(a["count"] for a in answers) / sum(a["seconds"] for a in answers)
        for name in ("p50_us", "p99_us"):
            if name in answers[0]:
                joined[name] = statistics.median(a[name] for a in answers)
        return joined

    def row(self, measure, ours, floor, unit, ratio=None, aim=None, holds=None):
        verdict = "" if holds is None else "good" if holds else "FAR OFF"
        self.rows.append({"measure": measure, "ours": ours, "floor": floor, "unit": unit, "ratio": ratio, "aim": aim,
                          "verdict": verdict})
        self.say(self.line(self.rows[-1]))

    def rate_row(self, measure, ours, floor, aim=None):
        ratio = ours["rate"] / floor["rate"]
        self.row(measure, ours["rate"], floor["rate"], "/s", ratio, f"≥ {aim}" if aim else None,
                 ratio >= aim if aim else None)

    def fail(self, text):
        self.failures.append(text)
        self.say("FAILS: " + text)

    # Stories, as scripts of `load`

    def script(self, service, *lines, **values):
        """Each token stands in the script's file, which only we can read."""
        head = [f"= {login} {token}" for login, token in service.tokens.items()]
        head += [f"= {name} {value}" for name, value in values.items()]
        return self.write("\n".join([*head, *lines]) + "\n")

    def request(self, method, path, token, body=None, *keeps):
        lines = [f"> {method} {path} {token}"]
        if body is not None:
            lines.append("@ " + json.dumps(body, separators=(",", ":")))
        return lines + (["< " + " ".join(keeps)] if keeps else [])

    def numbered(self, lines):
        """Numbers in a JSON body that a variable fills in stand without quotes."""
        return [line.replace('"%term%"', "%term%") for line in lines]

    def dispatch(self):
        body = {"template": "bench", "inputs": {"question": "Is it fast enough?"}, "files": []}
        return self.request("POST", TEAM_PATH + "/runs", "author", body, "run=id")

    def claim(self):
        return self.request("POST", "/v1/runner/claim", "runner", {"host": "bench", "labels": []},
                            "run=id", "attempt=attempt", "term=term")

    def attempt(self, verb, body, *keeps):
        path = f"/v1/runner/runs/%run%/attempts/%attempt%/{verb}"
        return self.numbered(self.request("POST", path, "runner", {"term": "%term%"} | body, *keeps))

    def complete(self):
        chain = frames()
        files = [{"path": "report.md", "digest": digest(REPORT)}]
        return (self.attempt("heartbeat", {}) + self.attempt("frames", {"frames": chain})
                + self.attempt("submit", {"files": files, "frameCount": len(chain), "frameHead": chain[-1]["digest"]},
                               "output=output", "content=contentDigest"))

    def lifecycle(self):
        looked = self.attempt("actions", {"action": "bench.look", "arguments": {"page": "home"}, "claim": "to look"},
                              "decided=state")
        verdict = {"verdict": "hand_back", "contentDigest": "%content%", "cause": "agent",
                   "reason": "The report does not say where its numbers come from, so nobody can check them."}
        done = self.complete()
        seen = self.request("GET", TEAM_PATH + "/outputs/%output%", "reviewer", None, "review=@rev_")
        asked = self.request("GET", TEAM_PATH + "/runs/%run%", "author")
        return (self.dispatch() + self.claim() + done[:4] + looked + done[4:] + asked + seen
                + self.request("POST", TEAM_PATH + "/reviews/%review%/chunks/0/serve", "reviewer")
                + self.request("POST", TEAM_PATH + "/reviews/%review%/verdict", "reviewer", verdict))

    # Measures

    def http(self, service):
        port = free_port()
        floor = subprocess.Popen([self.programs / "static_server", str(port)], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE)
        self.closing.append(floor.stdin.close)
        floor.stdout.readline()
        script = self.write("> GET /healthz\n")
        for workers in (1, 16):
            ours, static = self.turns(lambda: self.load(service.port, script, workers),
                                      lambda: self.load(port, script, workers))
            self.rate_row(f"HTTP answer /healthz, {workers} connection{'s' * (workers > 1)}", ours, static)

    def reads_and_writes(self, service):
        run = service.call("POST", TEAM_PATH + "/runs",
                           {"template": "bench", "inputs": {"question": "Why?"}, "files": []}, "author")
        read = self.script(service, *self.request("GET", f"{TEAM_PATH}/runs/{run['summary']['id']}", "author"))
        for workers in (1, 4):
            self.beside_pgbench("read one run", service, read, workers)
        held = service.call("POST", "/v1/runner/claim", {"host": "bench", "labels": []}, "runner")["run"]
        beat = self.script(service, *self.attempt("heartbeat", {}), run=held["id"], attempt=held["attempt"],
                           term=held["term"])
        self.beside_pgbench("small write (heartbeat)", service, beat, 1)
        service.call("POST", f"/v1/runner/runs/{held['id']}/attempts/{held['attempt']}/fail",
                     {"term": held["term"], "reason": "measured"}, "runner")

    def beside_pgbench(self, name, service, script, workers, aim=None, between=None):
        statements = self.captured(service, script)
        ours, floor = self.turns(lambda: self.load(service.port, script, workers),
                                 lambda: self.pgbench(service, statements, workers), between=between)
        title = f"{name}, {workers} worker{'s' * (workers > 1)} ({self.trips(statements)})"
        self.rate_row(title, ours, floor, aim)

    def claims(self, service):
        self.fill_queue(service, 10_000 if self.options.quick else 40_000)
        script = self.script(service, *self.claim(), *self.complete())
        for workers in (1, 4, 16):
            self.beside_pgbench("claim + complete", service, script, workers, 0.7, lambda: bulk.settle(service))

    def lifecycles(self, service):
        script = self.script(service, *self.lifecycle())
        for workers in (1, 4):
            self.empty_queue(service)
            statements = self.captured(service, script)
            replay = self.write(capture.replay_script(statements))
            ours, floor = self.turns(lambda: self.load(service.port, script, workers),
                                     lambda: self.replay(service, replay, workers),
                                     between=lambda: bulk.settle(service))
            self.rate_row(f"whole lifecycle, {workers} worker{'s' * (workers > 1)} ({self.trips(statements)})", ours,
                          floor, 0.6)

    def starts(self, _):
        command, hook, process = self.options.command, self.options.hook, self.programs / "process"
        path = self.folder / "agent.socket"
        runner = subprocess.Popen([process, "echo", path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.closing.append(runner.stdin.close)
        runner.stdout.readline()
        os.environ["COUNTERSIGN_SOCKET"] = str(path)
        line = '{"do":"say","text":"half done"}'
        count = 20 if self.options.quick else 50
        timed = lambda *words: lambda: self.program(process, "time", count, *words)
        for name, ours, floor in (
                ("start: countersign help", timed(command, "help"), timed(process, "hello")),
                ("an agent's request over the socket", timed(hook, "say", "half done"),
                 timed(process, "ask", path, line))):
            mine, theirs = self.turns(ours, floor)
            self.row(name, mine["p50_us"] / 1000, theirs["p50_us"] / 1000, "ms", mine["p50_us"] / theirs["p50_us"])

    def idle_memory(self, service):
        mib = service.resident_mib()
        self.row("memory, idle after start", mib, None, "MiB", aim="≤ 60", holds=mib <= 60)

    def streams(self, service):
        count = 200 if self.options.quick else 2000
        before = service.resident_mib()
        head = (f"GET {TEAM_PATH}/events HTTP/1.1\r\nHost: bench\r\n"
                f"Authorization: Bearer {service.tokens['author']}\r\n\r\n").encode()
        open_streams = []
        try:
            for _ in range(count):
                stream = socket.create_connection(("127.0.0.1", service.port), timeout=20)
                open_streams.append(stream)
                stream.sendall(head)
                first = stream.recv(4096)
                if not first.startswith(b"HTTP/1.1 200 "):
                    raise Refused(f"an event stream was refused: {first[:300]}")
            time.sleep(1)
            after = service.resident_mib()
            self.row(f"memory with {count} open event streams", after, before, "MiB", after / before)
            self.heard(service, open_streams)
        finally:
            for stream in open_streams:
                stream.close()

    def heard(self, service, open_streams):
        """How long after a change the last of all streams has heard of it."""
        start = time.monotonic()
        service.call("PUT", TEAM_PATH + "/context/team", {"text": "We write short reports."}, "author")
        for stream in open_streams:
            while b"context_" not in stream.recv(65536):
                continue
        took = (time.monotonic() - start) * 1000
        self.row(f"an event reaches the last of {len(open_streams)} streams", took, None, "ms")

    # Growth

    def pages(self, service):
        """What a user waits for: name and script."""
        run = "run_b%pick%" if self.picks else "%run%"
        def get(path, token="author"):
            return self.request("GET", TEAM_PATH + path, token)
        return {
            "read one run": get(f"/runs/{run}"),
            "list runs": get("/runs?limit=20"),
            "list completed runs": get("/runs?limit=20&state=completed"),
            "list failed runs, there are none": get("/runs?limit=20&state=error"),
            "list outputs": get("/outputs?limit=20"),
            "show an output": get("/outputs/" + run.replace("run", "out", 1)),
            "inbox": get("/inbox", "reviewer"),
            "list actions": get("/actions?limit=20"),
            "list held actions, there are none": get("/actions?limit=20&state=held"),
            "audit of one run": get(f"/audit?subject=run:{run}"),
            "dispatch, claim + complete": self.dispatch() + self.claim() + self.complete(),
        }

    def growth(self, _):
        small, large = (self.service(name) for name in ("few", "many"))
        for service, password in (small, large):
            self.prepare(service, password)
        small, large = small[0], large[0]
        counts = {small: 1_000, large: 50_000 if self.options.quick else 1_000_000}
        pages = {}
        for service, count in counts.items():
            started = time.monotonic()
            self.say(f"{count:,} finished runs…")
            bulk.copy(service, self.finished(service), count)
            self.say(f"{count:,} finished runs made in {time.monotonic() - started:.0f} s")
            self.picks = count
            pages[service] = {name: self.script(service, *lines, picks=count)
                              for name, lines in self.pages(service).items()}
            self.empty_queue(service)
        for name in pages[small]:
            few, many = self.turns(*(lambda service=service: self.load(
                service.port, pages[service][name], 2, self.seconds / 2) for service in (small, large)))
            if "dispatch" in name:
                bulk.settle(small)
                bulk.settle(large)
            for part in ("p50", "p99"):
                mine, floor = many[part + "_us"] / 1000, few[part + "_us"] / 1000
                self.row(f"{name}: {part}, {counts[large]:,} runs against 1,000", mine, floor, "ms", mine / floor,
                         "≤ 1.2", mine / floor <= 1.2)
        self.explain(large, pages[large])
        self.watch_scans(large, pages[large])

    def sequential_scans(self, service):
        rows = service.sql(f"""SELECT pg_class.relname, seq_scan FROM pg_stat_user_tables
            JOIN pg_class ON pg_class.oid = relid WHERE reltuples >= {BIG_TABLE_ROWS}""")
        return {name: int(count) for name, count in rows}

    def watch_scans(self, service, pages):
        """Also what no plan shows: scans by triggers, functions, foreign keys. PostgreSQL counts them, a second late."""
        for name, script in pages.items():
            time.sleep(1.5)
            before = self.sequential_scans(service)
            self.load(service.port, script, 1, 10, limit=5)
            time.sleep(1.5)
            for table, count in self.sequential_scans(service).items():
                if count > before.get(table, 0):
                    self.fail(f"{name} scanned {table} {count - before.get(table, 0)} times in five requests")

    def explain(self, service, pages):
        team = service.team_id()
        big = set(self.sequential_scans(service))
        seen, bad = set(), 0
        for name, script in pages.items():
            for statement in self.captured(service, script):
                if not statement.is_prepared or statement.sql in seen or not re.match(
                        r"\s*(SELECT|WITH|UPDATE|INSERT|DELETE)", statement.sql):
                    continue
                seen.add(statement.sql)
                for problem in self.problems(self.plan(service, team, statement), big):
                    bad += 1
                    self.fail(f"{name} {problem}: {' '.join(statement.sql.split())[:160]}")
        self.row(f"plans of {len(seen)} statements users wait for: scans of big tables", bad, 0, "", aim="0",
                 holds=bad == 0)

    @staticmethod
    def problems(plan, big):
        """An index that is read from end to end is a scan, too: it shows as rows that were read and thrown away."""
        for table in set(re.findall(r"Seq Scan on (\w+)", plan)) & big:
            yield f"scans {table}"
        for count in re.findall(r"Rows Removed by \w+(?: \w+)?: (\d+)", plan):
            if int(count) >= BIG_TABLE_ROWS:
                yield f"reads {int(count):,} rows in vain"

    def plan(self, service, team, statement):
        """As it is planned for everybody's parameters; what only reads is run as well, to see what it reads."""
        quoted = ", ".join("NULL" if value is None else "'" + value.replace("'", "''") + "'"
                           for value in statement.parameters)
        arguments = f"({quoted})" if quoted else ""
        only_reads = re.match(r"\s*SELECT", statement.sql) and not re.search(
            r"FOR UPDATE|serve_chunk|_attention|record_", statement.sql)
        rows = service.sql(
            f"BEGIN; SET LOCAL countersign.team = '{team}'; SET LOCAL plan_cache_mode = force_generic_plan; "
            f"PREPARE asked AS {statement.sql}; EXPLAIN {'ANALYZE' if only_reads else ''} EXECUTE asked{arguments}; "
            "ROLLBACK;", "countersign_app")
        return "\n".join(row[0] for row in rows)

    # Means

    def captured(self, service, script):
        self.load(service.port, script, 1, 10, limit=3)
        return capture.capture(service, lambda: self.load(service.port, script, 1, 10, limit=1))

    @staticmethod
    def trips(statements):
        return f"{len(statements)} round trips"

    def finished(self, service):
        """A run that has gone the whole way."""
        self.load(service.port, self.script(service, *self.lifecycle()), 1, 10, limit=1)
        return service.sql("""SELECT run_id FROM outputs JOIN verdicts ON output_id = outputs.id
            ORDER BY created_at LIMIT 1""")[0][0]

    def empty_queue(self, service):
        service.sql("""SET session_replication_role = replica;
            UPDATE runs SET state = 'cancelled', ended_at = now() WHERE state IN ('queued', 'host_lost');
            VACUUM ANALYZE runs;""")

    def fill_queue(self, service, count):
        run = service.call("POST", TEAM_PATH + "/runs",
                           {"template": "bench", "inputs": {"question": "Again?"}, "files": []}, "author")
        bulk.copy(service, run["summary"]["id"], count, bulk.QUEUED, tag="q")

    def service(self, name):
        started = Service(self.folder / name, self.options.service)
        self.closing.append(started.stop)
        password = started.start()
        return started, password

    def run(self):
        self.say("a service with its own PostgreSQL…")
        small, password = self.service("small")
        time.sleep(1)
        self.idle_memory(small)
        self.prepare(small, password)
        only = self.options.only
        groups = {"http": self.http, "sql": self.reads_and_writes, "claims": self.claims, "lifecycle": self.lifecycles,
                  "start": self.starts, "streams": self.streams, "growth": self.growth}
        for name in self.options.only:
            groups[name](small)

    def prepare(self, service, password):
        service.set_up(password)
        hexadecimal = digest(REPORT)
        service.call("PUT", f"/v1/runner/artifacts/{hexadecimal}", REPORT, "runner")

    def close(self):
        for close in reversed(self.closing):
            try:
                close()
            except OSError:
                pass

    # Telling

    @staticmethod
    def number(value):
        if value is None:
            return ""
        return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"

    def line(self, row):
        ratio = f"{row['ratio']:.2f}" if row["ratio"] is not None else ""
        return (f"{row['measure']:<66} {self.number(row['ours']):>9} {self.number(row['floor']):>9} {row['unit']:<4}"
                f" {ratio:>6}  {row['aim'] or '':<7} {row['verdict']}").rstrip()

    def table(self):
        head = f"{'measure':<66} {'ours':>9} {'floor':>9} {'':<4} {'ratio':>6}  {'aim':<7} verdict"
        print("\n" + head + "\n" + "-" * len(head))
        for row in self.rows:
            print(self.line(row))
        for failure in self.failures:
            print("FAILS: " + failure)
        missed = sum(row["verdict"] == "FAR OFF" for row in self.rows)
        aimed = sum(bool(row["verdict"]) for row in self.rows)
        print(f"\n{aimed - missed} of {aimed} aims reached, {len(self.failures)} failures "
              f"({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d')})")


def main():
    parser = argparse.ArgumentParser(prog="deploy/bench")
    parser.add_argument("--quick", action="store_true", help="about a minute: shorter turns, 50,000 runs")
    parser.add_argument("--json", metavar="FILE", help="write the table there too")
    groups = ["http", "sql", "claims", "lifecycle", "start", "streams", "growth"]
    parser.add_argument("--only", nargs="+", choices=groups, default=groups, help="some groups of measures only")
    for name in ("service", "command", "hook", "programs"):
        parser.add_argument("--" + name, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 16_384) if hard > 0 else 16_384, hard))
    # PostgreSQL's user must be able to pass through.
    folder = tempfile.mkdtemp(prefix="countersign-bench-", dir="/var/tmp")
    os.chmod(folder, 0o711)
    bench = Bench(options, folder)
    status = 1
    try:
        bench.run()
        status = 1 if bench.failures else 0
    except (Refused, OSError, subprocess.SubprocessError) as problem:
        print(f"deploy/bench: {problem}", file=sys.stderr)
    except KeyboardInterrupt:
        status = 130
    finally:
        bench.close()
        bench.table()
        if options.json:
            Path(options.json).write_text(json.dumps(
                {"date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "cores": os.cpu_count(),
                 "machine": platform.machine(), "rows": bench.rows, "failures": bench.failures},
                indent=2, ensure_ascii=False) + "\n")
        subprocess.run(["rm", "-rf", folder], check=False)
    sys.exit(status)


if __name__ == "__main__":
    main()
