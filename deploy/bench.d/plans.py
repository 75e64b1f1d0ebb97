"""Whether anything that a user waits for reads a big table from end to end, whatever the clock says."""
import re
import time

BIG_TABLE_ROWS = 10_000


def sequential_scans(service):
    rows = service.sql(f"""SELECT pg_class.relname, seq_scan FROM pg_stat_user_tables
        JOIN pg_class ON pg_class.oid = relid WHERE reltuples >= {BIG_TABLE_ROWS}""")
    return {name: int(count) for name, count in rows}


def watch_scans(bench, service, pages):
    """Also what no plan shows: scans by triggers, functions, foreign keys. PostgreSQL counts them, a second late."""
    for name, script in pages.items():
        time.sleep(1.5)
        before = sequential_scans(service)
        bench.load(service.port, script, limit=5)
        time.sleep(1.5)
        for table, count in sequential_scans(service).items():
            if count > before.get(table, 0):
                bench.table.fail(f"{name} scanned {table} {count - before.get(table, 0)} times in five requests")


def explain(bench, service, pages):
    team, big = service.team_id(), set(sequential_scans(service))
    seen, bad = set(), 0
    for name, script in pages.items():
        for statement in bench.captured(service, script):
            if not statement.is_prepared or statement.sql in seen or not re.match(
                    r"\s*(SELECT|WITH|UPDATE|INSERT|DELETE)", statement.sql):
                continue
            seen.add(statement.sql)
            for problem in problems(plan(service, team, statement), big):
                bad += 1
                bench.table.fail(f"{name} {problem}: {' '.join(statement.sql.split())[:160]}")
    bench.table.row(f"plans of {len(seen)} statements users wait for: scans of big tables", bad, 0, "", aim="0",
                    holds=bad == 0)


def problems(plan, big):
    """An index that is read from end to end is a scan, too: it shows as rows that were read and thrown away. Reports may
    look at so many rows."""
    for table in set(re.findall(r"Seq Scan on (\w+)", plan)) & big:
        yield f"scans {table}"
    for count in re.findall(r"Rows Removed by \w+(?: \w+)?: (\d+)", plan):
        if int(count) > BIG_TABLE_ROWS:
            yield f"reads {int(count):,} rows in vain"


def plan(service, team, statement):
    """As it is planned for everybody's parameters; what only reads is run as well, to see what it reads."""
    quoted = ", ".join("NULL" if value is None else "'" + value.replace("'", "''") + "'"
                       for value in statement.parameters)
    arguments = f"({quoted})" if quoted else ""
    only_reads = re.match(r"\s*(SELECT|WITH)", statement.sql) and not re.search(
        r"INSERT|UPDATE|DELETE|serve_chunk|_attention|record_", statement.sql)
    rows = service.sql(
        f"BEGIN; SET LOCAL countersign.team = '{team}'; SET LOCAL plan_cache_mode = force_generic_plan; "
        f"PREPARE asked AS {statement.sql}; EXPLAIN {'ANALYZE' if only_reads else ''} EXECUTE asked{arguments}; "
        "ROLLBACK;", "countersign_app")
    return "\n".join(row[0] for row in rows)
