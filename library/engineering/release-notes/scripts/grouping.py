"""Decides for each commit what it is: a change for the notes, in a group, or left out, with the reason.

A conventional prefix (`fix(store): …`) decides where there is one; else the files, where they are all tests, build
files or documents; else the first verb. What no rule knows goes under "Other changes": it is shown, not guessed.
"""

import re
from dataclasses import dataclass, field

# In the order of the notes.
GROUPS = [
    "Security",
    "Added",
    "Changed",
    "Performance",
    "Deprecated",
    "Removed",
    "Fixed",
    "Reverted",
    "Documentation",
    "Dependencies",
    "Other changes",
    "Housekeeping",
]
# Below this many commits, housekeeping is listed too: a small history is shown whole.
SMALL_RANGE = 12

REVERTED = "undone again by a revert within the range"
MERGE = "merge commit: what it merged is judged commit by commit"
BOOKKEEPING = "release bookkeeping: version numbers, tags, changelogs"
HOUSEKEEPING = "housekeeping: tests, build, continuous integration, formatting"
NO_FILE = "changes no file"
NO_MESSAGE = "message that does not say what changed"
FOLLOW_UP = "fix-up of another commit (fixup!, squash!, amend!)"
SHORTENED = "over the length limit: counted under its group, not listed"

TYPES = {
    "feat": "Added",
    "feature": "Added",
    "fix": "Fixed",
    "bugfix": "Fixed",
    "hotfix": "Fixed",
    "perf": "Performance",
    "security": "Security",
    "sec": "Security",
    "docs": "Documentation",
    "doc": "Documentation",
    "revert": "Reverted",
    "refactor": "Changed",
    "deprecate": "Deprecated",
    "deps": "Dependencies",
    "chore": "Housekeeping",
    "build": "Housekeeping",
    "ci": "Housekeeping",
    "test": "Housekeeping",
    "tests": "Housekeeping",
    "style": "Housekeeping",
    "release": "Bookkeeping",
}
VERBS = {
    "Added": "add adds added adding introduce introduces introduced introducing implement implements implemented "
    "implementing support supports supported supporting allow allows allowed allowing enable enables enabled "
    "provide provides provided create creates created expose exposes exposed new lay",
    "Fixed": "fix fixes fixed fixing correct corrects corrected repair repairs repaired prevent prevents "
    "prevented avoid "
    "avoids avoided handle handles handled resolve resolves resolved bugfix hotfix guard guards",
    "Removed": "remove removes removed removing drop drops dropped delete deletes deleted eliminate eliminated",
    "Deprecated": "deprecate deprecates deprecated",
    "Performance": "optimise optimised optimize optimized speed accelerate faster",
    "Reverted": "revert reverts reverted",
    "Documentation": "document documents documented",
    "Changed": "change changes changed changing update updates updated updating improve improves improved improving "
    "refactor refactored refactors rename renames renamed move moves moved replace replaces replaced rework "
    "reworked rewrite rewrote rewritten simplify simplified make makes made use uses used switch switched "
    "extend extended extends migrate migrated split splits merge merged convert converted adjust adjusted "
    "clean cleaned cleanup reduce reduced increase increased set let keep require requires required adapt "
    "adapted tweak tweaked return returns refuse refuses reject rejects restrict restricts sync synced "
    "show shows hide clarify clarified minor",
}
GROUP_OF_VERB = {verb: group for group, verbs in VERBS.items() for verb in verbs.split()}

CONVENTIONAL = re.compile(r"^(?P<type>[A-Za-z]+)(?:\((?P<scope>[^()]{1,60})\))?(?P<breaking>!)?:\s+(?P<text>\S.*)$")
BREAKING_FOOTER = re.compile(r"^BREAKING[ -]CHANGE:\s*(.+?)(?=\n\s*\n|\n[A-Za-z-]+(?:: | #)|\Z)", re.M | re.S)
REVERTS = re.compile(r"\bThis reverts commit ([0-9a-f]{7,64})")
SECURITY = re.compile(
    r"\bCVE-\d{4}-\d{4,}|\bGHSA(?:-\w{4}){3}|\bsecurity (?:fix|issue|vulnerabilit|hole)|\bvulnerabilit", re.I
)
DEPENDENCY = re.compile(r"^(?:bump|upgrade) (?![\w ]*:)|^update\b.*(?:\bto v?\d|\bdependenc(?:y|ies)\b)", re.I)
VERSION_ONLY = re.compile(
    r"^(?:(?:prepare|prep|cut|tag|bump|start|begin|finali[sz]e|update)\b.{0,30})?"
    r"\b(?:release|version|changelog|change log|v\d+\.\d+\S*|\d+\.\d+\.\d+\S*)\b"
    r"(?:\s+(?:number|bump|commit|notes?|for|to|v?\d\S*|and|-|:|->))*\s*$|^v?\d+\.\d+(?:\.\d+)?\S*$"
    r"|^bump (?!.*\bfrom\b)\w{0,20}[ _]?version\b",
    re.I,
)
SAYS_NOTHING = re.compile(
    r"^(?:wip\b.*|work in progress|fix(?:es|ed)?|fix (?:it|this|bug|bugs|typo)|typos?|updates?|changes?|"
    r"misc|cleanup|stuff|temp|tmp|test|commit|oops|\.+|-+\w{0,6}|[\W_]*|\w{1,2})[.!]*$",
    re.I,
)
HOUSEKEEPING_PATH = re.compile(
    r"(?:^|/)(?:tests?|Tests|testing|spec|specs|__tests__|testdata|fixtures|\.github|\.gitlab|ci|"
    r"\.circleci)/|(?:^|/)(?:\.gitignore|\.gitattributes|\.gitlab-ci\.yml|\.travis\.yml|"
    r"\.editorconfig|\.mailmap|\.pre-commit-config\.yaml|Jenkinsfile)$|_test\.\w+$|\.test\.\w+$"
)
DOCUMENT_PATH = re.compile(
    r"(?:^|/)docs?/|\.(?:md|rst|adoc|txt|texi)$|(?:^|/)(?:README|AUTHORS|NEWS|ChangeLog|LICENSE)[^/]*$"
)
BOT = re.compile(r"\[bot\]|^(?:dependabot|renovate|github-actions)\b", re.I)


@dataclass
class Change:
    """What the notes say of one commit, or of several with the same words."""

    group: str
    text: str
    scope: str
    breaking: str | None
    commits: list = field(default_factory=list)

    @property
    def weight(self):
        """How notable: explained at length, wide, repeated. A tree-wide change does not outrank everything."""
        explained = 5 if any(len(commit.body) >= 80 for commit in self.commits) else 0
        return explained + min(max(len(commit.files) for commit in self.commits), 15) + len(self.commits)


def sort_out(commits):
    """(changes, omitted): each commit is in exactly one change or in exactly one list of `omitted[reason]`."""
    undone = _undone(commits)
    small = len(commits) <= SMALL_RANGE
    authors = sorted({commit.author for commit in commits if len(commit.author) > 3}, key=len, reverse=True)
    changes, omitted = {}, {}
    for commit in commits:
        reason = REVERTED if commit.hash in undone else _reason_to_omit(commit, small)
        change = None if reason else _change(commit, authors)
        if change and change.group == "Housekeeping" and not small and change.breaking is None:
            reason = HOUSEKEEPING
        if change and change.group == "Bookkeeping":
            reason = BOOKKEEPING
        if reason:
            omitted.setdefault(reason, []).append(commit)
        else:
            key = (change.group, change.scope, change.text.casefold(), change.breaking)
            changes.setdefault(key, change).commits.append(commit)
    return list(changes.values()), omitted


def _undone(commits):
    """The reverts whose target is in the range too, and their targets. A reverted revert undoes nothing."""
    gone = set()
    for commit in commits:  # newest first: a revert is seen before what it reverts
        found = REVERTS.search(commit.body)
        if not found or commit.hash in gone:
            continue
        target = next((other for other in commits if other.hash.startswith(found.group(1))), None)
        if target and target is not commit:
            gone |= {commit.hash, target.hash}
    return gone


def _reason_to_omit(commit, small):
    subject = commit.subject
    if len(commit.parents) > 1:
        return MERGE
    if re.match(r"(?:fixup|squash|amend)! ", subject):
        return FOLLOW_UP
    if _breaking(commit) is not None:
        return None
    if SAYS_NOTHING.match(subject) or (" " not in subject and not commit.body and not small):
        return NO_MESSAGE
    text = CONVENTIONAL.sub(r"\g<text>", subject)
    if VERSION_ONLY.match(text):
        return BOOKKEEPING
    return None if commit.files else NO_FILE


def _breaking(commit):
    """What the commit says of its break: the footer's words, an empty text for a bare mark, None without a mark."""
    footer = BREAKING_FOOTER.search(commit.body)
    if footer:
        return " ".join(footer.group(1).split())
    prefix = CONVENTIONAL.match(commit.subject)
    return "" if prefix and prefix["breaking"] else None


def _change(commit, authors):
    prefix = CONVENTIONAL.match(commit.subject)
    type_ = prefix["type"].lower() if prefix else ""
    known = type_ in TYPES
    text = prefix["text"] if known else commit.subject
    scope = (prefix["scope"] or "") if known else ""
    return Change(_group(commit, type_, scope, text), _tidy(text, authors), scope.strip(), _breaking(commit))


def _group(commit, type_, scope, text):
    if SECURITY.search(commit.subject) or type_ in ("security", "sec"):
        return "Security"
    if scope.lower() in ("deps", "deps-dev", "dependencies") or (
        type_ in ("", "chore", "build") and DEPENDENCY.search(text)
    ):
        return "Dependencies"
    if type_ in TYPES:
        return TYPES[type_]
    if commit.files and all(HOUSEKEEPING_PATH.search(path) for path in commit.files):
        return "Housekeeping"
    if commit.files and all(DOCUMENT_PATH.search(path) for path in commit.files):
        return "Documentation"
    return _group_by_verb(text)


def _group_by_verb(text):
    """By the first word that is a verb: at the start, or behind a place (`store, pool: add …`, `x.c: fully refuse`)."""
    behind = re.sub(r"^\S+(?: \S+){0,2}: ", "", text)
    for start in (text, behind):
        words = [re.sub(r"\W", "", word).lower() for word in start.split()[:5]]
        words = words[1:] if words and words[0].endswith("ly") else words
        if words and words[0] in GROUP_OF_VERB:
            return GROUP_OF_VERB[words[0]]
    return "Fixed" if re.search(r"^(?:\S+ ){0,3}fix(?:es|ed)?\b", behind, re.I) else "Other changes"


def _tidy(text, authors):
    """The subject as a line of the notes: no names of people, a capital in front, no full stop behind."""
    text = re.sub(
        r"\s*\(?\b(?:thanks(?: to)?|by|from|via|cc|reported by)\s+@[\w-]+(?:\[bot\])?\)?", "", text, flags=re.I
    )
    text = re.sub(
        r"[\s,]*\(?\b(?:as )?(?:suggested|reported|contributed|requested|pointed out|spotted) by"
        r"(?: [A-Z][\w.'-]*)+\)?",
        "",
        text,
    )
    for author in authors:
        if author in text:
            text = re.sub(
                r"[\s,]*\(?\b(?:(?:as )?suggested by|reported by|thanks(?: to)?|patch (?:by|from)|by|from|via)\s+"
                + re.escape(author)
                + r"\)?",
                "",
                text,
                flags=re.I,
            )
    text = re.sub(r"(?<![\w`@])@(?=\w)", "", text).strip().rstrip(".:").strip()
    text = re.sub(r"^[-*•]\s*", "", text)
    first = text.split(" ")[0]
    # A name in code (`parseURL`, `mhd_str.c:`) keeps its own case.
    return text[:1].upper() + text[1:] if first.isalpha() and first.islower() else text


def contributors(commits):
    """(people, bots): distinct addresses of authors and co-authors; the names are not for the notes."""
    people, bots = set(), set()
    for commit in commits:
        (bots if BOT.search(commit.author) else people).add(commit.address)
        for line in commit.co_authors:
            address = re.search(r"<([^<>]+)>", line)
            (bots if BOT.search(line) else people).add((address[1] if address else line).strip().lower())
    return len(people), len(bots)
