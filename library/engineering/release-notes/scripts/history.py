"""Reads a range of a git history as data, and runs nothing that the repository brings along.

The repository's own configuration is foreign text that git obeys: it can name programs (hooks, fsmonitor, pagers,
external diffs, gpg) and places to fetch missing objects from. So: no hooks, no fsmonitor, no pager, no signatures, no
transport, no user or system configuration, and only trees are compared, never the contents of files.
"""

import os
import re
import subprocess
from dataclasses import dataclass, field

import agent

COMMIT_LIMIT = 20_000
# Rules look at this much of a message; notes need far less.
SUBJECT_LIMIT = 500
BODY_LIMIT = 20_000
GIT_SECONDS = 600
ENVIRONMENT = {
    "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    # A partial clone would fetch what it lacks, through a program that the repository names.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    # The repository may belong to another user of the host: this process only reads it.
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "safe.directory",
    "GIT_CONFIG_VALUE_0": "*",
}
OPTIONS = [
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
    "--no-pager",
]
# hash, parents, committed at, author name and address, co-authors, message; NUL-separated, a record separator in front.
FORMAT = "%x1e%H%x00%P%x00%ct%x00%aN%x00%aE%x00%(trailers:key=Co-authored-by,valueonly,separator=%x1f)%x00%B%x00"


@dataclass
class Commit:
    hash: str
    parents: list
    time: int
    author: str
    address: str
    co_authors: list
    subject: str
    body: str
    files: list = field(default_factory=list)

    @property
    def short(self):
        return self.hash[:9]


class Repository:
    def __init__(self, path):
        self.path = os.path.realpath(path)
        if not os.path.isabs(path) or not os.path.isdir(self.path):
            raise agent.Failed(f"repository must be the absolute path of a folder on this host, and is {path!r}")
        self.name = re.sub(r"\.git$", "", os.path.basename(self.path)) or "repository"
        # Without the ceiling, a folder inside somebody else's repository would silently give that one's history.
        self.environment = ENVIRONMENT | {"GIT_CEILING_DIRECTORIES": os.path.dirname(self.path)}
        if self.git("rev-parse", "--git-dir", check=False) is None:
            raise agent.Failed(f"not a git repository: {path}; give the folder that holds .git, or a bare repository")

    def git(self, *arguments, check=True):
        """What git writes to standard output; None for a failure that the caller wants to handle."""
        command = ["git", *OPTIONS, "-C", self.path, *arguments]
        try:
            done = subprocess.run(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=GIT_SECONDS,
                check=False,
            )
        except FileNotFoundError:
            raise agent.Failed("git is not installed on this host: run this on a runner with the label git") from None
        except subprocess.TimeoutExpired:
            raise agent.Failed(
                f"git {arguments[0]} took more than {GIT_SECONDS} seconds; choose a nearer since"
            ) from None
        if done.returncode == 0:
            return done.stdout.decode("utf-8", "replace")
        if check:
            reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
            raise agent.Failed(f"git {arguments[0]} failed in {self.path}: {reason[0]}")
        return None

    def commit_of(self, reference, name):
        """The full id of the commit that a reference names."""
        found = None
        if not reference.startswith("-"):
            found = self.git(
                "rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}", check=False
            )
        # git 2.30 and older repeats the option in its answer.
        words = (found or "").replace("--end-of-options", "").split()
        if len(words) != 1:
            raise agent.Failed(
                f"{name} names no commit in {self.name}: {reference!r}; give a tag, a branch or a commit id"
            )
        return words[0]

    def tag_before(self, commit):
        """The newest tag that is an ancestor of the commit's first parent, or nothing."""
        return (self.git("describe", "--tags", "--abbrev=0", commit + "^", check=False) or "").strip()

    def tag_of(self, commit):
        return (self.git("describe", "--tags", "--exact-match", commit, check=False) or "").strip()

    def is_shallow(self):
        return self.git("rev-parse", "--is-shallow-repository").strip() == "true"

    def count(self, revisions):
        return int(self.git("rev-list", "--count", *revisions, "--"))

    def commits(self, revisions):
        """The commits of a range, newest first, each with the paths it touches (merges have none)."""
        number = self.count(revisions)
        if number > COMMIT_LIMIT:
            raise agent.Failed(f"the range has {number:,} commits, more than {COMMIT_LIMIT:,}; choose a nearer since")
        text = self.git(
            "log",
            "--topo-order",
            "--no-color",
            "--no-notes",
            "--encoding=UTF-8",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--root",
            "--name-only",
            "-z",
            "--format=" + FORMAT,
            *revisions,
            "--",
        )
        records = re.split(r"\x1e(?=[0-9a-f]{40,64}\x00)", text)[1:]
        if len(records) != number:
            raise agent.Failed(
                f"git log gave {len(records)} records for {number} commits of {self.name}; cannot tell them apart"
            )
        return [_commit(record) for record in records]


def _commit(record):
    values = record.split("\x00")
    hash_, parents, time, author, address, co_authors, message = values[:7]
    subject, body = _subject(message.strip())
    files = [path.lstrip("\n") for path in values[7:]]
    return Commit(
        hash_,
        parents.split(),
        int(time),
        author,
        address.lower(),
        [c for c in co_authors.split("\x1f") if c],
        subject,
        body,
        [path for path in files if path],
    )


def _subject(message):
    """The first sentence may run over several lines; an empty line, a list or a footer ends it."""
    lines = message.split("\n")
    end = 1
    while end < len(lines) and lines[end].strip() and not re.match(r"\s*[-*•+]|[A-Za-z -]{1,40}(?:: | #)", lines[end]):
        end += 1
    return " ".join(line.strip() for line in lines[:end])[:SUBJECT_LIMIT], "\n".join(lines[end:]).strip()[:BODY_LIMIT]
