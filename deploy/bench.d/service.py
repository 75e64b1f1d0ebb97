"""A countersignd of our own with its embedded PostgreSQL, set up through its API as any team would."""
import http.client
import json
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

import fixture

TEAM = "bench"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Refused(Exception):
    pass


class Service:
    def __init__(self, folder, binary):
        self.folder = Path(folder)
        self.data = self.folder / "data"
        self.binary = binary
        self.port = free_port()
        self.process = None
        self.tokens = {}

    def start(self):
        self.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        password = secrets.token_urlsafe(18)
        log = open(self.folder / "service.log", "ab")
        if not self.data.exists():
            subprocess.run(
                [self.binary, "operator", "--data", self.data, "--login", "admin", "--log-level", "warn"],
                input=password + "\n", text=True, check=True, stdout=log, stderr=log)
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", "--log-level", "warn",
             "--limit-connections-per-address", "4096", "--limit-streams", "4096"],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for _ in range(600):
            if self.process.poll() is not None:
                raise Refused(f"countersignd ended at once; see {self.folder}/service.log")
            try:
                self.call("GET", "/readyz")
                return password
            except (OSError, Refused):
                time.sleep(0.05)
        raise Refused(f"countersignd does not become ready; see {self.folder}/service.log")

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def call(self, method, path, body=None, token=None):
        """One request; the decoded answer, or Refused with the service's own words."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Idempotency-Key": secrets.token_hex(16)} if method != "GET" else {}
        if token:
            headers["Authorization"] = "Bearer " + self.tokens[token]
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status >= 300:
            raise Refused(f"{method} {path}: {answer.status} {text.decode(errors='replace')[:600]}")
        is_json = answer.getheader("Content-Type", "").startswith("application/json")
        return json.loads(text) if text and is_json else text

    def log_in(self, login, password):
        self.tokens[login] = self.call("POST", "/v1/sessions", {"login": login, "password": password})["secret"]

    def set_up(self, admin_password):
        """Three people, a team with its policy, a published template and a runner. Tokens stay in this process and in
        script files that only we can read."""
        self.log_in("admin", admin_password)
        team = f"/v1/teams/{TEAM}"
        for login in ("author", "reviewer"):
            password = secrets.token_urlsafe(18)
            self.call("POST", "/v1/persons", {"login": login, "name": login.title(), "password": password}, "admin")
            self.log_in(login, password)
        self.call("POST", "/v1/teams", {"name": TEAM, "title": "Bench"}, "admin")
        self.call("PUT", f"{team}/members/admin", {"roles": ["member", "admin"]}, "admin")
        self.call("PUT", f"{team}/members/author", {"roles": ["member"]}, "admin")
        self.call("PUT", f"{team}/members/reviewer", {"roles": ["member", "reviewer"]}, "admin")
        self.call("POST", f"{team}/policy", {"files": fixture.policy()}, "admin")
        pushed = self.call(
            "POST", f"{team}/templates", {"name": "bench", "area": "bench", "files": fixture.template()}, "author")
        number = pushed["summary"]["number"]
        self.call("POST", f"{team}/templates/bench/versions/{number}/publish", token="admin")
        runner = self.call(
            "POST", f"{team}/runners", {"name": "bench-host", "labels": [], "operatorLogin": "author"}, "admin")
        self.tokens["runner"] = runner["secret"]

    # The database

    @property
    def socket(self):
        for line in (self.data / "postgres" / "postmaster.pid").read_text().splitlines()[4:5]:
            return line
        raise Refused("PostgreSQL does not run")

    def conninfo(self, role="countersign_app"):
        return f"host={self.socket} port=5432 user={role} dbname=countersign"

    def sql(self, script, role="countersign_owner"):
        """Runs a script; the rows as lists of texts."""
        done = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-v", "ON_ERROR_STOP=1", self.conninfo(role)],
            input=script, text=True, capture_output=True)
        if done.returncode:
            raise Refused(f"{done.stderr.strip()}\nin: {script[:2000]}")
        return [row.split("\x1f") for row in (row.strip("\n") for row in done.stdout.split("\x1e")) if row]

    def team_id(self):
        return self.sql(f"SELECT id FROM teams WHERE name = '{TEAM}'")[0][0]

    def resident_mib(self):
        """Of the service; PostgreSQL is not in it."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0
