"""What holds for every template of the library: its folder, the copies of shared files, its own examples."""

import ast
import os
import re
import unittest

from library_case import LIBRARY, LibraryCase

try:
    import yaml  # the standard library reads no YAML; without PyYAML the examples are skipped, by name
except ImportError:
    yaml = None

TEMPLATES = sorted(path.parent for path in LIBRARY.glob("*/*/task.yaml"))
KEYS = {"name", "description", "license", "compatibility", "metadata", "allowed-tools"}


class Templates(LibraryCase):
    def test_each_folder_is_whole(self):
        self.assertEqual(
            [str(path.relative_to(LIBRARY)) for path in TEMPLATES],
            ["engineering/release-notes", "operations/performance-recap", "support/ticket-summary"],
        )
        for template in TEMPLATES:
            with self.subTest(template.name):
                _, head, body = (template / "SKILL.md").read_text(encoding="utf-8").split("---\n", 2)
                values = dict(re.findall(r"^([a-z-]+):[ \n](.*)$", head, re.M))
                self.assertEqual(set(values), KEYS)
                self.assertEqual(values["name"], template.name)
                self.assertLessEqual(len(values["description"]), 1024)
                self.assertLessEqual(len(values["compatibility"]), 500)
                self.assertTrue(body.strip())
                self.assertTrue(os.access(template / "scripts/run", os.X_OK), "scripts/run is executable")
                self.assertGreaterEqual(len(list((template / "evals").glob("*.yaml"))), 2)

    def test_copies_are_equal(self):
        for name in ("agent.py", "table.py"):
            copies = {path: path.read_bytes() for path in LIBRARY.glob(f"*/*/scripts/{name}")}
            self.assertGreater(len(copies), 1)
            self.assertEqual(len(set(copies.values())), 1, f"{name} differs: {sorted(map(str, copies))}")

    def test_programs_are_short_and_plain(self):
        for path in LIBRARY.glob("*/*/scripts/*"):
            text = path.read_text(encoding="utf-8")
            lines = text.splitlines()
            self.assertLess(len(lines), 300, path)
            self.assertEqual([line for line in lines if len(line) > 120], [], path)
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef):
                    self.assertLessEqual(node.end_lineno - node.lineno + 1, 40, f"{path}: {node.name}")

    @unittest.skipIf(yaml is None, "examples of the templates (library/*/*/evals) need PyYAML")
    def test_examples(self):
        for path in sorted(LIBRARY.glob("*/*/evals/*.yaml")):
            with self.subTest(str(path.relative_to(LIBRARY))):
                self._run_example(path, yaml.safe_load(path.read_text(encoding="utf-8")))

    def _run_example(self, path, example):
        inputs = dict(example["inputs"])
        files = {name: (path.parent / "files" / name).read_bytes() for name in example.get("files", [])}
        if "history" in example:
            inputs["repository"] = str(self.import_history(path.parent / example["history"]))
        result = self.run_template(str(path.parents[1].relative_to(LIBRARY)), inputs, files)
        expect = example["expect"]
        self.assertEqual((result.exit, result.reason), (expect["exit"], expect.get("reason", "")))
        self.assertEqual(bool(result.outputs), bool(expect["outputs"]))
        for name, facts in expect["outputs"].items():
            for text in facts["contains"]:
                self.assertIn(text, result.outputs[name])
            for text in facts.get("lacks", []):
                self.assertNotIn(text, result.outputs[name])


if __name__ == "__main__":
    unittest.main()
