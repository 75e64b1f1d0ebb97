"""pages and a claim with 1,000,000 finished runs beside 1,000 (--quick: 50,000), and that none of them scans a table"""
import time

import bulk
import fixture
import plans
import stories
from table import say

RECENT = 1_000


def measure(bench, _):
    few = grown(bench, "few", 1_000)
    many = grown(bench, "many", 50_000 if bench.is_quick else 1_000_000)
    for name in few.pages:
        small, large = bench.turns(*(lambda side=side: bench.load(
            side.service.port, side.pages[name], 2, bench.seconds / 2) for side in (few, many)))
        if "claim" in name:
            bulk.settle(few.service)
            bulk.settle(many.service)
        for part in ("p50", "p99"):
            bench.table.times(f"{name}: {part}, {many.count:,} runs against 1,000", large[part + "_us"] / 1000,
                              small[part + "_us"] / 1000, 1.2)
    reports = {name: bench.script(many.service, *lines) for name, lines in stories.reports(fixture.policy()).items()}
    for name, script in reports.items():
        taken = bench.load(many.service.port, script, 1, bench.seconds / 2)
        bench.table.row(f"{name}, {many.count:,} runs: p50", taken["p50_us"] / 1000, None, "ms")
    pages = many.pages | reports
    plans.explain(bench, many.service, pages)
    plans.watch_scans(bench, many.service, pages)


class Grown:
    def __init__(self, service, count, pages):
        self.service, self.count, self.pages = service, count, pages


def grown(bench, name, count):
    """A service with so many finished runs. Any of them is read, not one again and again: most of their pages are not in
    PostgreSQL's memory. Where it says `recent`, one of the newest."""
    service = bench.start_with_team(name)
    started = time.monotonic()
    say(f"{count:,} finished runs…")
    bulk.copy(service, bench.finished_run(service), count)
    bulk.empty_queue(service)
    bulk.promote(service)
    say(f"{count:,} finished runs made in {time.monotonic() - started:.0f} s")
    return Grown(service, count, {
        name: bench.script(service, *lines, picks=RECENT if "recent" in name else count)
        for name, lines in stories.pages("run_b%pick%").items()})
