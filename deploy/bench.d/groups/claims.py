"""runners that claim runs and complete them, beside pgbench with the same SQL"""
import bulk
import stories
from stories import TEAM_PATH


def measure(bench, service):
    run = service.call("POST", TEAM_PATH + "/runs", stories.new_run("Again?"), "author")
    bulk.copy(service, run["summary"]["id"], 10_000 if bench.is_quick else 40_000, bulk.QUEUED, tag="q")
    script = bench.script(service, *stories.claim(), *stories.complete())
    for workers in (1, 4, 16):
        bench.beside_pgbench("claim + complete", service, script, workers, 0.7, lambda: bulk.settle(service))
