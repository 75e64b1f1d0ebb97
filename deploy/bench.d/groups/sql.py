"""one read and one small write, beside pgbench with the same SQL"""
import stories
from stories import TEAM_PATH


def measure(bench, service):
    run = service.call("POST", TEAM_PATH + "/runs", stories.new_run("Why?"), "author")
    read = bench.script(service, *stories.request("GET", f"{TEAM_PATH}/runs/{run['summary']['id']}", "author"))
    for workers in (1, 4):
        bench.beside_pgbench("read one run", service, read, workers)
    held = service.call("POST", "/v1/runner/claim", {"host": "bench", "labels": []}, "runner")["run"]
    beat = bench.script(service, *stories.heartbeat(), run=held["id"], attempt=held["attempt"], term=held["term"])
    bench.beside_pgbench("small write (heartbeat)", service, beat, 1)
    service.call("POST", f"/v1/runner/runs/{held['id']}/attempts/{held['attempt']}/fail",
                 {"term": held["term"], "reason": "measured"}, "runner")
