"""search and latest-by-name in 100,000 template versions (--quick: 10,000), beside SELECT 1"""
import time

import capture
import plans
import stories
from stories import TEAM_PATH
from table import say

VERSIONS = 10
# How long a person may wait for one of these.
LIMIT_MS = 20


def measure(bench, _):
    count = 1_000 if bench.is_quick else 10_000
    service = bench.start_with_team("library")
    fill(service, count)
    floor_statement = [capture.Statement(0, "SELECT 1", False)]
    for name, path in PAGES.items():
        script = page(bench, service, path, count // 2)
        ours, floor = bench.turns(lambda: bench.load(service.port, script),
                                  lambda: bench.pgbench(service, floor_statement, 1))
        p50, p99 = ours["p50_us"] / 1000, ours["p99_us"] / 1000
        title = f"{name}, {count * VERSIONS:,} versions"
        bench.table.times(f"{title}: p50", p50, 1000 / floor["rate"])
        bench.table.row(f"{title}: p99", p99, None, "ms", aim=f"≤ {LIMIT_MS}", holds=p99 <= LIMIT_MS)
    report = page(bench, service, "/insights/library", 7)
    taken = bench.load(service.port, report, 1, bench.seconds / 2)
    bench.table.row(f"{REPORT}, {count * VERSIONS:,} versions: p50", taken["p50_us"] / 1000, None, "ms")
    pages = {name: page(bench, service, path, 7) for name, path in PAGES.items()} | {REPORT: report}
    plans.explain(bench, service, pages)
    plans.watch_scans(bench, service, pages)


PAGES = {
    "search, a word of every template": "/template-search?text=quarterly",
    "search, a word of some": "/template-search?text=subject17",
    "search, several words and a use case": "/template-search?text=quarterly+subject17&use_case=use-17",
    "search, a name": "/template-search?text=NAME",
    "search, misspelt": "/template-search?text=quartrely+subjct17",
    "search, all versions": "/template-search?text=quarterly+subject17&all=true",
    "latest by name": "/templates/NAME?version=latest",
    "current by name": "/templates/NAME",
    "templates by name, 50 of them": "/templates",
    "inbox of an author": "/inbox",
}
# Looked at now and then: no matter how long it takes, it scans no table.
REPORT = "how the library does"


def page(bench, service, path, number):
    path = TEAM_PATH + path.replace("NAME", name_of(number))
    return bench.script(service, *stories.request("GET", path, "author"))


def name_of(number):
    return f"report-{number:05}"


def fill(service, count):
    """Templates as the service would have written them, with some 250 words each and ten published versions. The
    indexes are made afterwards, as after a restore."""
    started = time.monotonic()
    say(f"{count * VERSIONS:,} template versions…")
    indexes = service.sql("""SELECT indexname, indexdef FROM pg_indexes
        WHERE indexname IN ('template_versions_document', 'template_words_alike')""")
    service.sql("".join(f"DROP INDEX {name};" for name, _ in indexes) + f"""
        SET session_replication_role = replica; SET synchronous_commit = off;
        INSERT INTO template_versions (team_id, template, number, digest, area, description, definition, author_id,
            created_at, state, published_by, published_at, replaces, is_current)
        SELECT team_id, 'report-' || lpad(t::text, 5, '0'), n, digest, 'area-' || t % 20,
            'Writes the quarterly report on subject' || t % 500 || '. Use when a quarter is over.',
            definition || jsonb_build_object('name', 'report-' || lpad(t::text, 5, '0'), 'useCase', 'use-' || t % 50,
                'instruction', words.text || n),
            author_id, created_at, 'published', published_by, published_at, nullif(n - 1, 0),
            n = {VERSIONS}
        FROM (SELECT * FROM template_versions WHERE template = 'bench' AND number = 1) AS source,
            generate_series(1, {count}) AS t CROSS JOIN LATERAL (SELECT string_agg(
                'word' || (abs(hashint4(t * 1000 + i)) % 4000) * (abs(hashint4(i * 77 + t)) % 4000) / 4000, ' ') AS text
                FROM generate_series(1, 250) AS i) AS words, generate_series(1, {VERSIONS}) AS n;
        INSERT INTO template_words SELECT DISTINCT team_id, every_version, word
            FROM template_versions CROSS JOIN (VALUES (true), (false)) AS kinds (every_version), words_of(template || ' ' || (definition ->> 'useCase') || ' ' || description) AS word WHERE is_current
            ON CONFLICT DO NOTHING;
        """ + "".join(f"{definition};" for _, definition in indexes))
    service.sql("VACUUM ANALYZE")
    say(f"made in {time.monotonic() - started:.0f} s")
