"""Many runs, made from one real one by SQL as the owner: every column as the service wrote it, new identifiers, each
run a second older than the one before."""

# By which column a table's rows belong to the run, and which identifiers it holds.
FINISHED = {
    "runs": "id", "run_briefs": "run_id", "attempts": "run_id", "outputs": "run_id", "output_versions": "run_id",
    "reviews": "output_id", "verdicts": "output_id", "action_requests": "run_id", "events": "subject",
}
QUEUED = {"runs": "id", "run_briefs": "run_id"}
PREFIX = {"runs": "run", "outputs": "out", "reviews": "rev", "action_requests": "act"}
REFERENCES = {"run_id": "run", "output_id": "out", "review_id": "rev", "request_id": "act"}


def sources(service, run):
    """The identifiers that hang on a run: {prefix: id}."""
    rows = service.sql(f"""
        SELECT 'out', id FROM outputs WHERE run_id = '{run}'
        UNION ALL SELECT 'rev', reviews.id FROM reviews JOIN outputs ON outputs.id = output_id WHERE run_id = '{run}'
        UNION ALL SELECT 'act', id FROM action_requests WHERE run_id = '{run}'""")
    return {"run": run} | dict(rows)


def copy(service, run, count, tables=None, tag="b", first=0):
    """Makes runs `run_<tag>000000000000000` and so on."""
    tables = tables or FINISHED
    known = sources(service, run)
    columns = service.sql("""
        SELECT table_name, column_name, data_type, is_identity, coalesce(column_default, '')
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position""")
    statements = ["SET session_replication_role = replica;", "SET synchronous_commit = off;", "SET work_mem = '64MB';"]
    for table, key in tables.items():
        names, values = [], []
        for name, kind, is_identity, default in (row[1:] for row in columns if row[0] == table):
            if is_identity == "YES" or "pg_current_xact_id" in default:
                continue
            names.append(name)
            values.append(value(table, name, kind, tag, known["run"]))
        if table == "events":
            subjects = ", ".join(f"'{kind}:{known[prefix]}'" for kind, prefix in
                                 (("run", "run"), ("output", "out")) if prefix in known)
            where = f"subject IN ({subjects}) AND name IN ('run_dispatched', 'output_submitted')"
        else:
            where = f"{key} = '{known[REFERENCES.get(key, 'run')]}'"
        if table == "action_requests":  # not every run asks for something
            where += " AND i % 10 = 0"
        statements.append(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "
            f"FROM {table} AS source, generate_series({first}, {first + count - 1}) AS i WHERE {where};")
    service.sql("\n".join(statements))
    service.sql("VACUUM ANALYZE")


def value(table, name, kind, tag, run):
    # Long texts of the past cost disk and nothing else here: a queued run keeps its brief, a finished one the start.
    if table == "run_briefs" and name == "text" and tag == "b":
        return "left(text, 80)"
    # A request's canonical text names its run, and its digest is checked.
    canonical = f"replace(canonical, '{run}', 'run_{tag}' || lpad(i::text, 15, '0'))"
    if table == "action_requests" and name in ("canonical", "digest"):
        return canonical if name == "canonical" else f"sha256(convert_to({canonical}, 'UTF8'))"
    prefix = PREFIX.get(table) if name == "id" else REFERENCES.get(name)
    if prefix:
        return f"CASE WHEN source.{name} IS NOT NULL THEN '{prefix}_{tag}' || lpad(i::text, 15, '0') END"
    if table == "events" and name == "subject":
        kept = "split_part(subject, ':', 1) || ':' || left(split_part(subject, ':', 2), 3)"
        return f"{kept} || '_{tag}' || lpad(i::text, 15, '0')"
    if kind == "timestamp with time zone":
        sign = "+" if name == "queued_at" else "-"
        return f"{name} {sign} i * interval '10 seconds'"
    return name


def promote(service):
    """The template is trusted with reading since so long that many runs are older than the promotion, and many newer."""
    service.sql("""
        SET session_replication_role = replica;
        INSERT INTO trust_proposals (team_id, number, template, class, rung, template_version, context, documents, outputs, defects,
            effects, reason, proposed_by, proposed_at)
        SELECT team_id, 1, template, 'read', 'act_with_sign_off', number, digest, '[]', 100, 0, 100, 'for the benchmark', author_id,
            oldest + (newest - oldest) / 2
        FROM template_versions, (SELECT min(created_at) AS oldest, max(created_at) AS newest FROM runs) AS span
        WHERE template = 'bench' AND is_current;
        INSERT INTO trust_moves (team_id, number, template, class, proposal, reason, moved_by, moved_at)
        SELECT team_id, 1, template, class, 1, reason, proposed_by, proposed_at FROM trust_proposals;
        VACUUM ANALYZE trust_proposals; VACUUM ANALYZE trust_moves;""")


def settle(service):
    """After a round of claims: reviews that nobody will give are closed, the dead are buried."""
    service.sql("""
        SET session_replication_role = replica;
        UPDATE reviews SET state = 'closed', closed_at = now() WHERE state = 'open';
        VACUUM ANALYZE reviews; VACUUM ANALYZE runs; VACUUM ANALYZE attempts;""")


def empty_queue(service):
    """Nothing is left to claim."""
    service.sql("""
        SET session_replication_role = replica;
        UPDATE runs SET state = 'cancelled', ended_at = now() WHERE state IN ('queued', 'host_lost');
        VACUUM ANALYZE runs;""")
