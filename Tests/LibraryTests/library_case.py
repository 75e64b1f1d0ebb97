"""Runs a template's program as a runner would: fresh folders, the run's environment, if wanted a runner's socket."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "library"
SNAPSHOTS = Path(__file__).resolve().parent / "Snapshots"


class Result:
    def __init__(self, process, output):
        self.exit = process.returncode
        self.log = process.stdout.decode()
        self.errors = process.stderr.decode()
        self.reason = self.errors.strip().splitlines()[-1] if self.errors.strip() else ""
        self.outputs = {path.name: path.read_bytes().decode() for path in output.iterdir()}


class Runner:
    """The runner's side of the socket: one JSON object a line, answered in turn from `replies`; keeps the requests."""

    def __init__(self, path, replies):
        self.requests, self.replies = [], list(replies)
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(str(path))
        self.listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                line = connection.makefile("rb").readline()
                self.requests.append(json.loads(line))
                reply = self.replies.pop(0) if self.replies else None
                if reply is not None:  # None hangs up without an answer, as a runner that dies would
                    connection.sendall((reply if isinstance(reply, bytes) else json.dumps(reply).encode()) + b"\n")


class LibraryCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="library-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def run_template(self, template, inputs, files=None, replies=None):
        """`files` maps names to bytes; `replies` starts a runner's socket that gives them in turn."""
        run = Path(tempfile.mkdtemp(dir=self.folder))
        for name in ("workspace", "files", "output"):
            (run / name).mkdir()
        for name, data in (files or {}).items():
            (run / "files" / name).write_bytes(data)
        (run / "inputs.json").write_text(json.dumps(inputs), encoding="utf-8")
        (run / "brief.md").write_text("# Brief\n", encoding="utf-8")
        environment = {
            "PATH": os.environ["PATH"],
            "COUNTERSIGN_BRIEF": str(run / "brief.md"),
            "COUNTERSIGN_INPUTS": str(run / "inputs.json"),
            "COUNTERSIGN_INPUT_FILES": str(run / "files"),
            "COUNTERSIGN_OUTPUT": str(run / "output"),
            "COUNTERSIGN_TEMPLATE": str(LIBRARY / template),
        }
        self.runner = None
        if replies is not None:
            environment["COUNTERSIGN_SOCKET"] = str(run / "s")
            self.runner = Runner(run / "s", replies)
            self.addCleanup(self.runner.listener.close)
        program = LIBRARY / template / "scripts" / "run"
        done = subprocess.run([program], cwd=run / "workspace", env=environment, capture_output=True, timeout=120)
        self.assertEqual(list((run / "workspace").iterdir()), [], "the workspace stays empty")
        return Result(done, run / "output")

    def assert_fails(self, result, reason):
        self.assertEqual((result.exit, result.reason, result.outputs), (1, reason, {}))

    def assert_snapshot(self, name, text):
        """Exact bytes. RECORD_SNAPSHOTS=1 writes them anew, for a reviewer to read in the diff."""
        path = SNAPSHOTS / name
        if os.environ.get("RECORD_SNAPSHOTS"):
            path.write_text(text, encoding="utf-8", newline="\n")
        self.assertEqual(text, path.read_text(encoding="utf-8"))

    def sample(self, template, name):
        return (LIBRARY / template / "evals" / "files" / name).read_bytes()

    def import_history(self, path, name="history"):
        """A bare repository made from a fast-export stream: the same commit ids everywhere."""
        repository = Path(tempfile.mkdtemp(dir=self.folder)) / name
        self.git("init", "-q", "--bare", "-b", "main", str(repository))
        stream = path if isinstance(path, bytes) else Path(path).read_bytes()
        self.git("-C", str(repository), "fast-import", "--quiet", stdin=stream)
        return repository

    def git(self, *arguments, stdin=None):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["git", *arguments], env=environment, input=stdin, capture_output=True, check=True)
        return done.stdout.decode()
