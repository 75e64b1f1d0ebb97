"""The one table: measures beside their floors, and what must not be."""
import json
import os
import platform
import sys
import time
from pathlib import Path


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def line(row):
    ratio = f"{row['ratio']:.2f}" if row["ratio"] is not None else ""
    return (f"{row['measure']:<66} {number(row['ours']):>9} {number(row['floor']):>9} {row['unit']:<4}"
            f" {ratio:>6}  {row['aim'] or '':<7} {row['verdict']}").rstrip()


def say(text):
    print(f"  {text}", file=sys.stderr, flush=True)


class Table:
    def __init__(self):
        self.rows, self.failures = [], []

    def row(self, measure, ours, floor, unit, ratio=None, aim=None, holds=None):
        verdict = "" if holds is None else "good" if holds else "FAR OFF"
        self.rows.append({"measure": measure, "ours": ours, "floor": floor, "unit": unit, "ratio": ratio, "aim": aim,
                          "verdict": verdict})
        say(line(self.rows[-1]))

    def rates(self, measure, ours, floor, aim=None):
        """What happens in a second: the ratio should be high."""
        ratio = ours["rate"] / floor["rate"]
        self.row(measure, ours["rate"], floor["rate"], "/s", ratio, f"≥ {aim}" if aim else None,
                 ratio >= aim if aim else None)

    def times(self, measure, ours, floor, aim=None):
        """Milliseconds: the ratio should be low."""
        self.row(measure, ours, floor, "ms", ours / floor, f"≤ {aim}" if aim else None,
                 ours / floor <= aim if aim else None)

    def fail(self, text):
        self.failures.append(text)
        say("FAILS: " + text)

    def print(self):
        head = f"{'measure':<66} {'ours':>9} {'floor':>9} {'':<4} {'ratio':>6}  {'aim':<7} verdict"
        print("\n" + head + "\n" + "-" * len(head))
        for row in self.rows:
            print(line(row))
        for failure in self.failures:
            print("FAILS: " + failure)
        missed = sum(row["verdict"] == "FAR OFF" for row in self.rows)
        aimed = sum(bool(row["verdict"]) for row in self.rows)
        print(f"\n{aimed - missed} of {aimed} aims reached, {len(self.failures)} failures "
              f"({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d')})")

    def write_json(self, path):
        Path(path).write_text(json.dumps(
            {"date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "cores": os.cpu_count(),
             "machine": platform.machine(), "rows": self.rows, "failures": self.failures},
            indent=2, ensure_ascii=False) + "\n")
