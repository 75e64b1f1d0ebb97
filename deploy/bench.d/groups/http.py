"""an answer over HTTP that needs no database, beside the same bytes from libmicrohttpd alone"""
from service import free_port


def measure(bench, service):
    port = free_port()
    bench.start_aside(bench.programs / "static_server", port)
    script = bench.write("> GET /healthz\n")
    for workers in (1, 16):
        ours, static = bench.turns(lambda: bench.load(service.port, script, workers),
                                   lambda: bench.load(port, script, workers))
        bench.table.rates(f"HTTP answer /healthz, {workers} connection{'s' * (workers > 1)}", ours, static)
