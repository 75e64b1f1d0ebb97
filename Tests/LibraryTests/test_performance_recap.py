import re
import unittest

from library_case import LibraryCase

TEMPLATE = "operations/performance-recap"
HEADER = "metric,week,actual,target,direction,owner\n"


def weeks(name, values, target="100", direction="higher", last=7):
    """Rows of one metric, the last value in week `last`."""
    first = last - len(values) + 1
    return "".join(
        f"{name},2026-W{first + index:02},{value},{target},{direction},Team\n" for index, value in enumerate(values)
    )


class PerformanceRecap(LibraryCase):
    def recap(self, csv, replies=None, **inputs):
        return self.run_template(TEMPLATE, {"metrics": "m.csv"} | inputs, {"m.csv": csv.encode()}, replies)

    def text(self, csv, **inputs):
        result = self.recap(csv, **inputs)
        self.assertEqual((result.exit, result.errors, list(result.outputs)), (0, "", ["recap.md"]))
        return result.outputs["recap.md"]

    def levels(self, csv, **inputs):
        return re.findall(r"^### \d+\. (.+)$", self.text(csv, **inputs), re.M)

    def test_sample(self):
        files = {"metrics.csv": self.sample(TEMPLATE, "metrics.csv")}
        result = self.run_template(TEMPLATE, {"metrics": "metrics.csv"}, files)
        self.assert_snapshot("recap.md", result.outputs["recap.md"])

    def test_levels_in_order_of_severity(self):
        csv = HEADER + "".join(
            [
                weeks("on pace", [100, 100, 100, 100]),
                weeks("watch a miss", [97, 97, 97, 97]),
                weeks("watch a trend", [130, 120, 110, 101]),
                weeks("on pace with a slow fall", [103, 102, 101, 100]),
                weeks("off once", [100, 100, 100, 90]),
                weeks("off and better", [80, 85, 90, 94]),
                weeks("critical by size", [100, 100, 100, 79.9]),
                weeks("critical by time", [100, 94, 93, 90]),
                weeks("lower is better", [100, 100, 100, 125], direction="lower"),
                weeks("lower and fine", [100, 100, 100, 75], direction="lower"),
            ]
        )
        self.assertEqual(
            self.levels(csv),
            [
                "lower is better: critical",
                "critical by size: critical",
                "critical by time: critical",
                "off once: off pace",
                "off and better: off pace",
                "watch a miss: watch",
                "watch a trend: watch",
            ],
        )
        self.assertEqual(
            self.levels(csv, tolerance_percent=10),
            [
                "lower is better: critical",
                "critical by size: critical",
                "critical by time: watch",
                "off once: watch",
                "off and better: watch",
                "watch a miss: watch",
            ],
        )

    def test_missing_data_are_flagged_and_not_guessed(self):
        csv = HEADER + "".join(
            [
                weeks("here", [100, 100, 100, 100]),
                weeks("blank", [100, 100, 100, "n/a"]),
                weeks("no row", [100, 100], last=6),
                weeks("no target", [100], target=""),
                weeks("words", [100, "about 90"]),
                weeks("grouped", ['"1.234,5"']),
                weeks("scale", ["2k"], target="1900"),
                weeks("direction", [100], direction="sideways"),
                weeks("twice", [100]) + weeks("twice", [99]),
            ]
        )
        text = self.text(csv)
        self.assertIn("9 metrics in 2026-W07: 8 cannot be judged, 1 on pace.", text)
        self.assertEqual(
            re.findall(r"^- (.+?)\. Last four weeks: (.+?)\. Owner", text, re.M),
            [
                ("blank: no actual value", "100, 100, 100, missing (flat)"),
                (
                    "direction: whether higher or lower is better is said in words that are not known, "
                    "or differently in different rows",
                    "missing, missing, missing, 100 (too few weeks known: 1 of 4)",
                ),
                (
                    "grouped: actual value '1.234,5' cannot be read as a number",
                    "missing, missing, missing, missing (too few weeks known: 0 of 4)",
                ),
                (
                    "no row: no row for this week; the last one before is for the week of 2026-02-02",
                    "missing, 100, 100, missing (too few weeks known: 2 of 4)",
                ),
                ("no target: no target", "missing, missing, missing, 100 (too few weeks known: 1 of 4)"),
                (
                    "scale: actual value '2k' and target '1900' are not in the same unit",
                    "missing, missing, missing, 2k (too few weeks known: 1 of 4)",
                ),
                (
                    "twice: two rows for this week that differ (lines 18 and 19)",
                    "missing, missing, missing, missing (too few weeks known: 0 of 4)",
                ),
                (
                    "words: actual value 'about 90' cannot be read as a number",
                    "missing, missing, 100, missing (too few weeks known: 1 of 4)",
                ),
            ],
        )

    def test_a_gap_ends_what_is_known_of_the_weeks_off(self):
        text = self.text(HEADER + weeks("gap", [90, "", 90, 90]))
        self.assertIn("Off pace for at least 2 weeks in a row. Last four weeks: 90, missing, 90, 90 (flat).", text)

    def test_numbers(self):
        cases = [
            ("1,176", ".", "1176"),
            ("1.176", ",", "1176"),
            ("1 176", ".", "1176"),
            ("94.5 %", ".", "94.5"),
            ("€ 94.5", ".", "94.5"),
            ("-3", ".", "-3"),
            ("94,5", ",", "94.5"),
        ]
        for written, decimal, meant in cases:
            with self.subTest(written):
                text = self.text(HEADER + f'm,2026-W07,"{written}",1000000,higher,T\n', decimal=decimal)
                short = (1000000 - float(meant)) / 10000
                self.assertIn(f": {short:.1f} % below target.", text)

    def test_a_target_of_zero_has_no_percentage(self):
        text = self.text(HEADER + weeks("incidents", [0, 0, 0, 1], target="0", direction="lower"))
        self.assertIn("1 against a target of 0: on the wrong side of a target of 0.", text)

    def test_dates_become_weeks_and_plans_are_not_results(self):
        csv = "metric,date,actual,target\nm,2026-02-15,90,100\nm,2026-02-16,,100\n"
        text = self.text(csv)
        self.assertIn("# Performance recap, 2026-W07", text)
        self.assertIn("Whether higher or lower is better for m: not said, read as higher is better.", text)

    def notice(self, reply):
        result = self.recap(HEADER + weeks("m", [90]), replies=[reply], notify=True, channel="#weekly")
        self.assertEqual(result.exit, 0, result.errors)
        return result.outputs["recap.md"].split("## Notice\n\n")[1].split(" Its text:")[0]

    def test_notice(self):
        self.assertEqual(
            self.notice({"ok": True, "decision": "executed", "effect": {}}),
            "A notice to #weekly was approved and sent.",
        )
        self.assertEqual(
            self.runner.requests,
            [
                {
                    "do": "act",
                    "action": "team.notify",
                    "arguments": {
                        "channel": "#weekly",
                        "text": "1 metric in 2026-W07: 1 off pace. Worst: m: 90 against 100. "
                        "The recap has not been reviewed yet.",
                    },
                    "claim": "The team reads #weekly; the notice gives the counts and the worst metrics.",
                }
            ],
        )

    def test_a_notice_without_a_yes_is_not_sent_and_the_recap_says_so(self):
        cases = [
            (
                {
                    "ok": True,
                    "decision": "denied",
                    "reason": "timed_out",
                    "message": "nobody answered within 10 minutes",
                },
                "A notice to #weekly was not sent: the request was refused "
                "(timed_out: nobody answered within 10 minutes).",
            ),
            (
                {"ok": True, "decision": "failed", "reason": "executor", "message": "exit 3"},
                "A notice to #weekly was approved and failed (executor: exit 3); whether it arrived is not known.",
            ),
            (
                {"ok": True, "decision": "allowed"},
                "A notice to #weekly was allowed, but is sent by nobody: this program has no means "
                "of its own to send it.",
            ),
            (
                {"ok": False, "code": "unknown_action", "message": "no such action"},
                "A notice to #weekly was not sent: the request was refused (unknown_action: no such action).",
            ),
            ({"ok": True}, "A notice to #weekly was not sent: the request was refused (no reason given)."),
            (b"[]", "A notice to #weekly was not sent: the request was refused (no_answer: an unreadable answer)."),
        ]
        for reply, said in cases:
            with self.subTest(said):
                self.assertEqual(self.notice(reply), said)
        self.assertIn("was not sent: the request was refused (no_answer: the runner's socket failed", self.notice(None))

    def test_no_notice_unless_wanted(self):
        result = self.recap(HEADER + weeks("m", [90]), replies=[], channel="#weekly")
        self.assertEqual((self.runner.requests, "## Notice" in result.outputs["recap.md"]), ([], False))

    def test_refusals(self):
        cases = [
            (HEADER + weeks("m", [""]), {}, "m.csv: no row has a metric, a week and an actual value that can be read"),
            (
                HEADER + weeks("m", [1]),
                {"week": "2026-W09"},
                "m.csv has no row for 2026-W09; it has 2026-W07 to 2026-W07",
            ),
            (
                HEADER + weeks("m", [1]),
                {"notify": True},
                "notify needs a channel; set input channel, or notify to false",
            ),
            (
                "metric,week,actual,plan,goal\nm,2026-W07,1,1,1\n",
                {},
                "m.csv: several columns could be target (plan and goal) and nobody answered; set input columns.target",
            ),
        ]
        for csv, inputs, reason in cases:
            with self.subTest(reason):
                self.assert_fails(self.recap(csv, **inputs), reason)


if __name__ == "__main__":
    unittest.main()
