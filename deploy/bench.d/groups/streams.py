"""memory for open event streams, and how soon the last of them hears of an event"""
import socket
import time

from service import TEAM, Refused


def measure(bench, service):
    count = 200 if bench.is_quick else 2000
    before = service.resident_mib()
    streams = []
    try:
        for _ in range(count):
            streams.append(opened(service))
        time.sleep(1)
        after = service.resident_mib()
        bench.table.row(f"memory with {count} open event streams", after, before, "MiB", after / before)
        bench.table.row(f"an event reaches the last of {count} streams", heard(service, streams), None, "ms")
    finally:
        for stream in streams:
            stream.close()


def opened(service):
    stream = socket.create_connection(("127.0.0.1", service.port), timeout=20)
    stream.sendall((f"GET /v1/teams/{TEAM}/events HTTP/1.1\r\nHost: bench\r\n"
                    f"Authorization: Bearer {service.tokens['author']}\r\n\r\n").encode())
    first = stream.recv(4096)
    if not first.startswith(b"HTTP/1.1 200 "):
        stream.close()
        raise Refused(f"an event stream was refused: {first[:300]}")
    return stream


def heard(service, streams):
    """Milliseconds after a change until the last of all streams has heard of it."""
    start = time.monotonic()
    service.call("POST", f"/v1/teams/{TEAM}/context/team/versions", {"text": "We write short reports."}, "author")
    for stream in streams:
        while b"context_" not in stream.recv(65536):
            continue
    return (time.monotonic() - start) * 1000
