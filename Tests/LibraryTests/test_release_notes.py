import os
import re
import unittest

from library_case import LIBRARY, LibraryCase

TEMPLATE = "engineering/release-notes"
SMALL = LIBRARY / TEMPLATE / "evals/files/small-history.fast-export"


def stream(subjects, parent=None):
    """A fast-import stream of one commit per (message, files), an hour apart, the first one upon `parent`."""
    parts = []
    for index, (message, files) in enumerate(subjects):
        head = f"commit refs/heads/main\nauthor A <a{index % 7}@x.org> {1767600000 + 3600 * index} +0000\n"
        head += f"committer A <a@x.org> {1767600000 + 3600 * index} +0000\ndata {len(message.encode())}\n{message}\n"
        head += f"from {parent}\n" if parent and not index else ""
        parts.append(
            head.encode() + b"".join(f"M 100644 inline {path}\ndata <<E\n{index}\nE\n".encode() for path in files)
        )
    return b"".join(parts)


class ReleaseNotes(LibraryCase):
    def notes(self, **inputs):
        result = self.run_template(TEMPLATE, inputs)
        self.assertEqual((result.exit, result.errors, list(result.outputs)), (0, "", ["release-notes.md"]))
        return result.outputs["release-notes.md"]

    def accounted(self, text):
        """(in the notes, left out, in the range), and that the reasons add up to what was left out."""
        found = re.search(r"Accounted for: ([\d,]+) in the notes \+ ([\d,]+) left out = ([\d,]+) commits? in", text)
        noted, left, total = (int(number.replace(",", "")) for number in found.groups())
        reasons = [int(number.replace(",", "")) for number in re.findall(r"^- ([\d,]+) × ", text, re.M)]
        self.assertEqual((noted + left, sum(reasons)), (total, left))
        return noted, left, total

    def test_small_history(self):
        repository = self.import_history(SMALL)
        self.assert_snapshot("release-notes.md", self.notes(repository=str(repository), title="Feeds 1.1"))

    def test_every_commit_is_named_once(self):
        repository = self.import_history(SMALL)
        text = self.notes(repository=str(repository), since="*")
        commits = self.git("-C", str(repository), "rev-list", "main").split()
        for commit in commits:
            self.assertEqual(text.count(f"`{commit[:9]}`"), 1, commit)
        self.assertEqual(self.accounted(text), (4, 2, 6))

    def test_a_large_history_stays_short_and_adds_up(self):
        kinds = [
            "feat(ui): add view {0}",
            "fix(api)!: refuse form {0}",
            "Improve area {0} of the parser",
            "chore: tidy {0}",
            "Bump library-{0} from 1 to 2",
            "wip",
            "Some note {0} on the state of things",
            "docs: explain part {0}",
        ]
        subjects = [
            (
                kinds[index % 8].format(index)
                + ("\n\nBREAKING CHANGE: " + "many words here " * 30 if index % 8 == 1 else ""),
                [f"src/m{index % 23}/f{index % 211}.py"],
            )
            for index in range(2000)
        ]
        text = self.notes(repository=str(self.import_history(stream(subjects))))
        self.assertEqual(self.accounted(text)[2], 2000)
        self.assertLess(len(text.split()), 1500)

    def test_a_medium_history_names_every_hash_it_leaves_out(self):
        subjects = [(f"Add part {index}" if index % 2 else f"ci: step {index}", [f"a/{index}"]) for index in range(100)]
        repository = self.import_history(stream(subjects))
        text = self.notes(repository=str(repository))
        for commit in self.git("-C", str(repository), "rev-list", "main").split():
            self.assertIn(f"`{commit[:9]}`", text)
        self.assertLess(len(text.split()), 1500)

    def test_a_revert_within_the_range_takes_both_away(self):
        repository = self.import_history(stream([("Add a bell", ["a"]), ("Add a light", ["b"])]))
        target = self.git("-C", str(repository), "rev-parse", "main").strip()
        revert = f'Revert "Add a light"\n\nThis reverts commit {target}.'
        more = stream([(revert, ["b", "c"])], parent=target)
        self.git("-C", str(repository), "fast-import", "--quiet", stdin=more)
        text = self.notes(repository=str(repository))
        self.assertEqual(self.accounted(text), (1, 2, 3))
        self.assertIn("- 2 × undone again by a revert within the range: ", text)

    def test_what_a_message_hides_or_commands_is_shown_as_text(self):
        message = "Add \u202eevil\u202c <img src=x> [link](http://x) \u200bword, thanks to @somebody"
        text = self.notes(repository=str(self.import_history(stream([(message, ["a|b`c/d"])]))))
        self.assertIn("- Add ⟨U+202E⟩evil⟨U+202C⟩ \\<img src=x> \\[link](http://x) ⟨U+200B⟩word, (`", text)
        self.assertIn("| `a/b'c/` | 1 | 1 |", text)
        self.assertNotIn("somebody", text)

    def test_the_repository_runs_nothing(self):
        repository = self.folder / "work"
        self.git("init", "-q", "-b", "main", str(repository))
        (repository / "a").write_text("a")
        self.git("-C", str(repository), "add", "a")
        self.git("-C", str(repository), "-c", "user.name=A", "-c", "user.email=a@x.org", "commit", "-qm", "Add a")
        # A signed commit: git would run the repository's gpg.program to show its signature.
        signed = self.git("-C", str(repository), "cat-file", "commit", "HEAD").replace(
            "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n", 1
        )
        commit = self.git("-C", str(repository), "hash-object", "-t", "commit", "-w", "--stdin", stdin=signed.encode())
        self.git("-C", str(repository), "update-ref", "HEAD", commit.strip())
        trap = self.folder / "trap"
        trap.write_text(f"#!/bin/sh\ntouch {self.folder}/sprung\n")
        trap.chmod(0o755)
        for key in (
            "core.fsmonitor",
            "core.pager",
            "pager.log",
            "diff.external",
            "gpg.program",
            "core.sshCommand",
            "diff.x.textconv",
            "core.askPass",
            "core.editor",
        ):
            self.git("-C", str(repository), "config", key, str(trap))
        self.git("-C", str(repository), "config", "log.showSignature", "true")
        (repository / ".gitattributes").write_text("* diff=x\n")
        text = self.notes(repository=str(repository))
        self.assertIn("- Add a (`", text)
        self.assertFalse((self.folder / "sprung").exists())
        self.git("-C", str(repository), "log")
        self.assertTrue((self.folder / "sprung").exists(), "the trap is one that a plain git log would spring")

    @unittest.skipUnless(os.geteuid() == 0, "only root can give a repository to another user")
    def test_a_repository_of_another_user(self):
        repository = self.import_history(SMALL)
        for path in [repository, *repository.rglob("*")]:
            os.chown(path, 65534, 65534)
        self.assertIn("5 commits by 3 contributors", self.notes(repository=str(repository)))

    def test_refusals(self):
        repository = self.import_history(SMALL)
        empty = self.folder / "empty"
        empty.mkdir()
        inside = self.folder / "outer" / "inner"
        inside.mkdir(parents=True)
        self.git("init", "-q", str(inside.parent))
        cases = [
            (
                {"repository": "somewhere"},
                "repository must be the absolute path of a folder on this host, and is 'somewhere'",
            ),
            (
                {"repository": str(empty)},
                f"not a git repository: {empty}; give the folder that holds .git, or a bare repository",
            ),
            (
                {"repository": str(inside)},
                f"not a git repository: {inside}; give the folder that holds .git, or a bare repository",
            ),
            (
                {"repository": str(repository), "until": "--output=/tmp/x"},
                "until names no commit in history: '--output=/tmp/x'; give a tag, a branch or a commit id",
            ),
            ({"repository": str(repository), "since": "main"}, None),
            ({"repository": 7}, "input repository must be a text, and is 7"),
        ]
        for inputs, reason in cases:
            with self.subTest(inputs=inputs):
                head = self.git("-C", str(repository), "rev-parse", "main").strip()
                reason = reason or f"no commits to describe in history: {head}..{head} is empty"
                self.assert_fails(self.run_template(TEMPLATE, inputs), reason)


if __name__ == "__main__":
    unittest.main()
