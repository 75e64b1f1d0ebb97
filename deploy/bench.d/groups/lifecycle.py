"""a run from its dispatch to a reviewer's verdict, beside a replay of the same SQL"""
import bulk
import stories


def measure(bench, service):
    script = bench.script(service, *stories.lifecycle())
    for workers in (1, 4):
        bulk.empty_queue(service)
        bench.beside_replay("whole lifecycle", service, script, workers, 0.6)
