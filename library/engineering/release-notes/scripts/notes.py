"""Writes the notes: what changed, where, how they were made, and every commit accounted for."""

import posixpath
from collections import Counter
from datetime import datetime, timezone

import agent
import grouping

LINE_LIMIT = 44
QUIET_GROUPS = {"Documentation": 5, "Dependencies": 6, "Other changes": 8, "Housekeeping": 8}
BREAKING_LIMIT = 15
AREA_LIMIT = 10
HASHES_LISTED_LIMIT = 120
SUBJECT_LIMIT = 110


class Notes:
    def __init__(self, title, repository, commits, revisions):
        self.title, self.repository, self.commits, self.revisions = title, repository, commits, revisions
        changes, self.omitted = grouping.sort_out(commits)
        self.breaking = [change for change in changes if change.breaking is not None]
        self.groups = {
            group: [change for change in changes if change.group == group and change.breaking is None]
            for group in grouping.GROUPS
        }
        self.shown = self._choose()
        self.areas = areas(commits)

    def _choose(self):
        """The changes with a line of their own: a turn for each group until the page is full, most notable first."""
        room = LINE_LIMIT - min(len(self.breaking), BREAKING_LIMIT)
        crowded = sum(map(len, self.groups.values())) > room
        waiting = {
            group: sorted(changes, key=lambda change: -change.weight)[: QUIET_GROUPS.get(group) if crowded else None]
            for group, changes in self.groups.items()
        }
        chosen = set()
        while room > 0 and any(waiting.values()):
            for changes in waiting.values():
                if changes and room > 0:
                    chosen.add(id(changes.pop(0)))
                    room -= 1
        shown = {
            group: [change for change in changes if id(change) in chosen] for group, changes in self.groups.items()
        }
        for changes in self.groups.values():
            for change in changes:
                if id(change) not in chosen:
                    self.omitted.setdefault(grouping.SHORTENED, []).extend(change.commits)
        for change in self.breaking[BREAKING_LIMIT:]:
            self.omitted.setdefault(grouping.SHORTENED, []).extend(change.commits)
        return shown

    def text(self):
        sections = [
            f"# {agent.plain(self.title)}",
            self._overview(),
            self._breaking(),
            self._changes(),
            self._where(),
            self._left_out(),
            self._method(),
        ]
        return "\n\n".join(sections)

    def _overview(self):
        people, bots = grouping.contributors(self.commits)
        by = agent.counted(people, "contributor") + (f" and {agent.counted(bots, 'bot')}" if bots else "")
        first, last = min(commit.time for commit in self.commits), max(commit.time for commit in self.commits)
        dates = f"on {day(first)}" if day(first) == day(last) else f"from {day(first)} to {day(last)}"
        files = {path for commit in self.commits for path in commit.files}
        sentences = [
            f"{agent.counted(len(self.commits), 'commit')} by {by}, {dates}, "
            f"touching {agent.counted(len(files), 'file')}."
        ]
        sizes = [(sum(len(change.commits) for change in changes), group) for group, changes in self.groups.items()]
        parts = [f"{group.lower()} {size:,}" for size, group in sizes if size]
        if self.breaking:
            parts.insert(0, f"breaking {sum(len(change.commits) for change in self.breaking):,}")
        left = sum(len(commits) for reason, commits in self.omitted.items() if reason != grouping.SHORTENED)
        parts += [f"left out {left:,}"] if left and parts else []
        sentences.append(f"By kind: {', '.join(parts)}." if parts else "None of them has a place in the notes.")
        if len(self.areas) > 1 and self.areas[0][1] > self.areas[1][1]:
            name, touching, _ = self.areas[0]
            sentences.append(f"Busiest: {place(name)}, touched by {touching:,} of {len(self.commits):,} commits.")
        return " ".join(sentences)

    def _breaking(self):
        lines = ["## Breaking changes", ""]
        if not self.breaking:
            return "\n".join(
                lines
                + ["No commit of this range is marked as breaking. A break that nobody marked is not found this way."]
            )
        for change in self.breaking[:BREAKING_LIMIT]:
            said = agent.shortened(change.breaking, 140)
            lines.append(
                entry(change)
                + (
                    f"\n  What breaks, in the commit's words: {agent.plain(said)}"
                    if said
                    else "\n  The commit does not say what breaks or what to do."
                )
            )
        more = self.breaking[BREAKING_LIMIT:]
        if more:
            hashes = ", ".join(f"`{change.commits[0].short}`" for change in more[:40])
            lines.append(
                f"\n{agent.counted(len(more), 'further breaking change')}: {hashes}"
                + (f" and {len(more) - 40:,} more." if len(more) > 40 else ".")
            )
        return "\n".join(lines)

    def _changes(self):
        sections = ["## What changed"]
        for group, changes in self.groups.items():
            if not changes:
                continue
            lines = [entry(change) for change in self.shown[group]]
            rest = [change for change in changes if change not in self.shown[group]]
            if rest:
                lines.append(
                    f"- {'And ' if lines else ''}{agent.counted(len(rest), 'more change' if lines else 'change')}"
                    f", not listed{spread(rest)}."
                )
            sections.append(f"### {group}\n\n" + "\n".join(lines))
        if len(sections) == 1:
            sections.append(
                "Nothing beyond the breaking changes above."
                if self.breaking
                else "Nothing that a reader of release notes would look for: see what was left out."
            )
        return "\n\n".join(sections)

    def _where(self):
        lines = ["## Where", "", "| area | commits | files |", "|---|--:|--:|"]
        lines += [f"| {place(name)} | {touching:,} | {files:,} |" for name, touching, files in self.areas[:AREA_LIMIT]]
        rest = self.areas[AREA_LIMIT:]
        if rest:
            lines.append(f"| {agent.counted(len(rest), 'other area')} | | {sum(files for _, _, files in rest):,} |")
        if not self.areas:
            return "## Where\n\nNo commit outside merges touches a file."
        return "\n".join(lines + ["", "A commit counts in each area that it touches. Merge commits touch none here."])

    def _left_out(self):
        number = len(self.commits)
        left = sum(len(commits) for commits in self.omitted.values())
        total = (
            f"Accounted for: {number - left:,} in the notes + {left:,} left out = {number:,} "
            f"{'commit' if number == 1 else 'commits'} in the range."
        )
        if not left:
            return f"## Left out\n\nNothing. {total}"
        lines = ["## Left out", "", total, ""]
        limit = HASHES_LISTED_LIMIT if left <= HASHES_LISTED_LIMIT else 5
        for reason, commits in sorted(self.omitted.items(), key=lambda item: (-len(item[1]), item[0])):
            hashes = " ".join(f"`{commit.short}`" for commit in commits[:limit])
            more = f" and {len(commits) - limit:,} more" if len(commits) > limit else ""
            lines.append(f"- {len(commits):,} × {reason}: {hashes}{more}")
        return "\n".join(lines)

    def _method(self):
        text = [
            "## How these notes were made",
            "",
            f"From the commit messages and the names of the files touched in {agent.code(self.repository.name)}, "
            f"by rules, without a language model. {self.revisions.explained}",
            "",
            f"    git log {self.revisions.command}",
            "",
            "A conventional prefix (`fix:`) decides the group of a commit; else its files, if all are tests, "
            "build files "
            "or documents; else its first verb. Equal lines are merged. Where a group is too long, the commits with an "
            "explanation and with more files come first. The wording is that of the messages, without names of people; "
            "nothing was built, run or tested, and no message was compared with its change.",
        ]
        if self.repository.is_shallow():
            text += ["", "The repository is a shallow copy: older commits are missing, and the counts with them."]
        return "\n".join(text)


def entry(change):
    """One line of the notes: words, scope, commits."""
    scope = f"{agent.plain(change.scope)}: " if change.scope else ""
    hashes = [f"`{commit.short}`" for commit in change.commits]
    shown = ", ".join(hashes[:3]) + (f" and {len(hashes) - 3:,} more" if len(hashes) > 3 else "")
    return f"- {scope}{agent.plain(agent.shortened(change.text, SUBJECT_LIMIT))} ({shown})"


def spread(changes):
    """Where unlisted changes are: the three areas that most of them touch."""
    touched = Counter(area for change in changes for area in {top(path) for c in change.commits for path in c.files})
    best = sorted(touched.items(), key=lambda item: (-item[1], item[0]))[:3]
    return ": mostly in " + agent.listed(f"{place(name)} ({number:,})" for name, number in best) if best else ""


def areas(commits):
    """[(area, commits, files)], busiest first. Where one folder holds most of the work, its folders are the areas."""
    counts = Counter(top(path) for commit in commits for path in set(commit.files))
    crowded = {name for name, number in counts.items() if name and number > 0.6 * sum(counts.values())}
    touching, files = Counter(), {}
    for commit in commits:
        names = set()
        for path in commit.files:
            name = top(path)
            if name in crowded and path.count("/") > 1:
                name = posixpath.join(name, path.split("/")[1])
            names.add(name)
            files.setdefault(name, set()).add(path)
        touching.update(names)
    return [(name, number, len(files[name])) for name, number in sorted(touching.items(), key=lambda i: (-i[1], i[0]))]


def top(path):
    return path.split("/")[0] if "/" in path else ""


def place(area):
    return agent.code(area + "/") if area else "the top folder"


def day(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d")
