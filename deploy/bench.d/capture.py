"""What the service really sends to PostgreSQL, taken from the server's log, and made into scripts of the floors: so a
floor always runs the same SQL in the same transactions, and cannot fall behind the code."""
import hashlib
import re
import time

LINE = re.compile(r"^\d{4}-\d\d-\d\d [\d:.]+ UTC \[(\d+)\] ([A-Z]+):  (.*)$", re.S)
IDENTIFIER = re.compile(r"\b(run|out|rev|act|fnd|qst|key)_([0-9a-hj-km-np-tv-z]{16})\b")


class Statement:
    def __init__(self, process, sql, is_prepared):
        self.process, self.sql, self.is_prepared, self.parameters = process, sql, is_prepared, []

    @property
    def is_claim(self):
        return "SKIP LOCKED" in self.sql


def capture(service, action):
    """Runs the action with every statement logged; answers the statements in their order."""
    log = service.data / "postgres.log"
    service.sql("ALTER SYSTEM SET log_statement = 'all'")
    service.sql("SELECT pg_reload_conf()")
    time.sleep(0.5)
    start = log.stat().st_size
    try:
        action()
        time.sleep(0.1)
    finally:
        service.sql("ALTER SYSTEM RESET log_statement")
        service.sql("SELECT pg_reload_conf()")
    time.sleep(0.3)
    with open(log, encoding="utf-8", errors="replace") as file:
        file.seek(start)
        return parse(file.read())


def parse(text):
    statements, latest = [], {}
    entries = re.split(r"\n(?=\d{4}-\d\d-\d\d [\d:.]+ UTC \[)", text.rstrip("\n"))
    for entry in entries:
        match = LINE.match(entry)
        if not match:
            continue
        process, kind, body = match.group(1), match.group(2), match.group(3).replace("\n\t", "\n")
        if kind == "LOG" and body.startswith("statement: "):
            sql = body[len("statement: "):]
            # Ours, by psql.
            if not sql.startswith(("ALTER SYSTEM", "SELECT pg_reload_conf")):
                statements.append(Statement(process, sql, False))
        elif kind == "LOG" and body.startswith("execute "):
            latest[process] = Statement(process, body.split(": ", 1)[1], True)
            # The background jobs look for work four times a second.
            if "due_work(" not in body:
                statements.append(latest[process])
        elif kind == "DETAIL" and body.startswith("parameters: ") and process in latest:
            latest[process].parameters = read_parameters(body[len("parameters: "):])
    return without_background(with_whole_beginnings(statements))


def with_whole_beginnings(statements):
    """What begins a transaction goes out together, and so it does in a floor: as one script."""
    kept, latest = [], {}
    for statement in statements:
        is_beginning = "set_config('countersign.team'" in statement.sql or "pg_advisory_xact_lock(" in statement.sql
        if statement.is_prepared and statement.sql.startswith("BEGIN"):
            latest[statement.process] = Statement(statement.process, statement.sql, False)
            kept.append(latest[statement.process])
        elif statement.is_prepared and is_beginning and statement.process in latest:
            quoted = ["'" + value.replace("'", "''") + "'" for value in statement.parameters]
            latest[statement.process].sql += "; " + re.sub(
                r"\$(\d+)", lambda match: quoted[int(match.group(1)) - 1], " ".join(statement.sql.split()))
        else:
            kept.append(statement)
    return kept


def without_background(statements):
    """Leaves out transactions in which nothing was asked: those of background jobs. Each connection has its own."""
    kept, open_transactions = [], {}
    for statement in statements:
        is_end = statement.sql.startswith(("COMMIT", "ROLLBACK"))
        if statement.sql.startswith("BEGIN"):
            open_transactions[statement.process] = [statement]
        elif statement.process not in open_transactions:
            # The end of one that began before the capture is a background job's, too.
            kept += [] if is_end else [statement]
        elif is_end:
            transaction = open_transactions.pop(statement.process)
            if len(transaction) > 1:
                kept += transaction + [statement]
        else:
            open_transactions[statement.process].append(statement)
    return kept


def read_parameters(text):
    values, at = [], 0
    while True:
        match = re.compile(r"(?:, )?\$\d+ = ").match(text, at)
        if not match:
            return values
        at = match.end()
        if text.startswith("NULL", at):
            values.append(None)
            at += 4
            continue
        end, out = at + 1, []
        while True:
            quote = text.index("'", end)
            out.append(text[end:quote])
            if text.startswith("''", quote):
                out.append("'")
                end = quote + 2
                continue
            at = quote + 1
            break
        values.append("".join(out))


def digest_source(statement, value):
    """Which parameter this one is the digest of: (kind, number from 1), or None."""
    parameters = statement.parameters
    if value is None or not re.fullmatch(r"\\x[0-9a-f]{64}", value):
        return None
    # A receipt's hash is made with a key that only the service has; here it only has to be unlike all others.
    if "serve_chunk" in statement.sql:
        return "H", 1
    for number, other in enumerate(parameters, 1):
        if other is None or other is value:
            continue
        if hashlib.sha256(other.encode()).hexdigest() == value[2:]:
            return "H", number
        if hashlib.sha256(b"\0" + other.encode()).hexdigest() == value[2:]:
            return "L", number
    return None


def replay_script(statements):
    """For `replay`: identifiers that the capture made are new in each pass."""
    names, lines = {}, []
    for statement in statements:
        for value in statement.parameters if statement.is_prepared else [statement.sql]:
            for match in IDENTIFIER.finditer(value or ""):
                if match.group(0) not in names:
                    count = sum(1 for known in names if known.startswith(match.group(1)))
                    names[match.group(0)] = f"{match.group(1)}{count}"

    def escape(text):
        return text.replace("\\", "\\\\").replace("\n", "\\n")

    def template(text):
        return escape(IDENTIFIER.sub(lambda match: f"%{names[match.group(0)]}%", text.replace("%", "%%")))

    lines += [f"V {name} {identifier.split('_')[0]}" for identifier, name in names.items()]
    for statement in statements:
        if not statement.is_prepared:
            lines.append("S " + template(statement.sql))
            continue
        lines.append("Q " + escape(statement.sql))
        if statement.is_claim:
            lines.append("K run0")
        # The first one credits reading time, and when replayed less has passed.
        if "move_attention" in statement.sql:
            statement.parameters[0] = "0"
        for value in statement.parameters:
            source = digest_source(statement, value)
            lines.append("N" if value is None else f"{source[0]} {source[1]}" if source else "P " + template(value))
    return "\n".join(lines) + "\n"


def literals(sql, has_claim):
    """Literals as pgbench can have them: a colon would begin a variable, and a new identifier is the claimed run's."""
    return re.sub(r"'(?:[^']|'')*'", lambda match: literal(match, has_claim), sql)


def literal(match, has_claim):
    if has_claim and IDENTIFIER.search(match.group(0)):
        return ":id"
    if ":" not in match.group(0):
        return match.group(0)
    return "U&" + match.group(0).replace("\\", "\\\\").replace(":", "\\003A")


def pgbench_script(statements):
    """For `pgbench -M prepared`: the script and its variables. What begins a transaction goes in one round trip, as the
    service sends it. In a claim cycle each identifier becomes that of the claimed run."""
    lines, variables = [], {}
    has_claim = any(statement.is_claim for statement in statements)
    for number, statement in enumerate(statements):
        if not statement.is_prepared:
            parts = [literals(part.strip(), has_claim) for part in statement.sql.rstrip("; ").split(";")]
            if len(parts) == 1:
                lines.append(parts[0] + ";")
            else:
                lines += ["\\startpipeline", *(part + ";" for part in parts), "\\endpipeline"]
            continue

        def value_of(match):
            index = int(match.group(1)) - 1
            value = statement.parameters[index]
            if value is None:
                return "NULL"
            if value == "":  # which pgbench takes for no value at all
                return "''"
            if has_claim and IDENTIFIER.fullmatch(value):
                return ":id"
            variables[f"v{number}_{index}"] = value
            return f":v{number}_{index}"

        sql = re.sub(r"\$(\d+)\b", value_of, literals(" ".join(statement.sql.split()), False))
        lines.append(sql + (" \\gset" if statement.is_claim else ";"))
    return "\n".join(lines) + "\n", variables
