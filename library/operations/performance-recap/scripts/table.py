"""Reads a CSV export as exact rows, or says what is wrong with it, where, and what to do.

Two templates read tables, and a template is a folder that works alone: each has its own copy of this file. A test keeps
them equal.
"""

import csv
import datetime
import hashlib
import io
import re
from collections import Counter
from dataclasses import dataclass

import agent

SIZE_LIMIT_BYTES = 50 * 1024 * 1024
DELIMITERS = ",;\t|"
ROWS_SNIFFED = 50


@dataclass
class Row:
    line: int
    values: dict


@dataclass
class Table:
    name: str
    digest: str
    delimiter: str
    header: list
    rows: list
    # Lines whose number of fields is not the header's: nobody can say which value belongs to which column.
    ragged: list


def read(name):
    """The table in an input file of the run."""
    if not name or "/" in name or "\\" in name or name in (".", ".."):
        raise agent.Failed(f"give the name of an input file, without a folder, instead of {name!r}")
    path = agent.folder("COUNTERSIGN_INPUT_FILES") / name
    try:
        if path.stat().st_size > SIZE_LIMIT_BYTES:
            raise agent.Failed(f"{name} is larger than {SIZE_LIMIT_BYTES // 1024**2} MiB; export fewer weeks")
        data = path.read_bytes()
    except OSError:
        given = sorted(entry.name for entry in path.parent.iterdir())
        raise agent.Failed(f"no input file {name}; given: {agent.listed(given) or 'none'}") from None
    text = _decode(name, data)
    return _parse(name, hashlib.sha256(data).hexdigest(), text)


def _decode(name, data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise agent.Failed(f"{name} is UTF-16; save it as UTF-8 (in a spreadsheet: CSV UTF-8)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        raise agent.Failed(
            f"{name} line {line}: byte {column} (0x{data[error.start]:02X}) is not UTF-8; "
            "save it as UTF-8 (in a spreadsheet: CSV UTF-8)"
        ) from None
    if "\0" in text:
        raise agent.Failed(
            f"{name} line {text[: text.index(chr(0))].count(chr(10)) + 1}: a NUL byte; this is not a CSV export"
        )
    return text


def _parse(name, digest, text):
    if not text.strip():
        raise agent.Failed(f"{name} is empty; export it with a header line and at least one row")
    first_line = 1
    named = re.match(r"sep=(.)\r?\n", text)  # spreadsheets write the delimiter so
    if named:
        text, first_line = text[named.end() :], 2
    delimiter = named[1] if named else _delimiter(name, text)
    records = [(line, record) for line, record in _records(name, text, delimiter, first_line) if any(record)]
    if not records:
        raise agent.Failed(f"{name} has no header line; export it with one")
    header = [agent.one_line(value) for value in records[0][1]]
    repeated = [value for value, number in Counter(value.casefold() for value in header if value).items() if number > 1]
    if repeated:
        raise agent.Failed(f"{name} line {records[0][0]}: the column {repeated[0]!r} occurs twice; rename one of them")
    if len(records) == 1:
        raise agent.Failed(f"{name} has a header and no rows; nothing can be counted")
    whole = [(line, record) for line, record in records[1:] if len(record) == len(header)]
    rows = [Row(line, dict(zip(header, record, strict=True))) for line, record in whole]
    ragged = [line for line, record in records[1:] if len(record) != len(header)]
    return Table(name, digest, delimiter, header, rows, ragged)


def _delimiter(name, text):
    """The delimiter whose rows most often have as many fields as the header; at a tie, the wider header."""
    best, best_score = None, (0.0, 1)
    for delimiter in DELIMITERS:
        widths = []
        try:
            for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                widths += [len(record)] if any(record) else []
                if len(widths) == ROWS_SNIFFED:
                    break
        except csv.Error:
            pass
        if widths and widths[0] > 1:
            score = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
            best, best_score = (delimiter, score) if score > best_score else (best, best_score)
    if best is None:
        raise agent.Failed(f"{name} has only one column: none of comma, semicolon, tab or bar separates its first line")
    return best


def _records(name, text, delimiter, first_line):
    csv.field_size_limit(SIZE_LIMIT_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = first_line
    try:
        for record in reader:
            yield start, [value.strip() for value in record]
            start = first_line + reader.line_num
    except csv.Error as error:
        raise agent.Failed(
            f"{name} line {start}: the record that starts here is not valid CSV ({error}); "
            "look for a quotation mark that is not doubled or not closed"
        ) from None


def chosen_columns(inputs):
    """The input that says which column is which, by role."""
    chosen = inputs.get("columns") or {}
    if not isinstance(chosen, dict) or not all(isinstance(column, str) for column in chosen.values()):
        raise agent.Failed("input columns must be an object of texts: role to column name")
    return chosen


def columns(table, roles, chosen):
    """{role: column or None}. `roles` maps a role to (known names, needed, what it is for); `chosen` is an input.

    Certain are: the input's choice, a column named as the role, the only column with a known name. Otherwise a person
    is asked, and without an answer the run ends: a guessed column would give wrong counts that look right.
    """
    mapping = {}
    for role, (names, needed, purpose) in roles.items():
        if chosen.get(role):
            if chosen[role] not in table.header:
                raise agent.Failed(
                    f"{table.name} has no column {chosen[role]!r} (input columns.{role}); "
                    f"it has {agent.listed(table.header)}"
                )
            mapping[role] = chosen[role]
            continue
        found = [column for column in table.header if _plain_name(column) in names]
        exact = [column for column in found if _plain_name(column) == role]
        if len(exact) == 1 or len(found) == 1:
            mapping[role] = (exact or found)[0]
        else:
            mapping[role] = _asked(table, role, purpose, found) if needed or found else None
    taken = Counter(column for column in mapping.values() if column)
    for column, number in taken.items():
        if number > 1:
            double = agent.listed(role for role in mapping if mapping[role] == column)
            raise agent.Failed(f"{table.name}: the column {column!r} cannot be {double} at once; set input columns")
    return mapping


def _plain_name(column):
    return re.sub(r"[\s_\-.#:]+", " ", column).strip().casefold()


def _asked(table, role, purpose, found):
    options = found or [column for column in table.header if column]
    answer = agent.ask(f"Which column of {table.name} holds {purpose}?", options)
    if answer in options:
        return answer
    seen = "several columns could be" if found else "no column has a known name for"
    said = f"the answer {answer!r} is none of them" if answer else "nobody answered"
    raise agent.Failed(f"{table.name}: {seen} {role} ({agent.listed(options)}) and {said}; set input columns.{role}")


def read_date(text, order=None):
    """The calendar date that a text names, as written (no time zone is applied), or None. `order` is dmy or mdy."""
    found = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T ])", text)
    if found:
        return _date(*found.groups())
    found = re.match(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?=$|[ ,])", text)
    if found:
        return _date(found[3], found[2], found[1])
    found = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})(?=$|[ ,])", text)
    if found and order:
        return _date(found[3], *((found[2], found[1]) if order == "dmy" else (found[1], found[2])))
    return None


def _date(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def date_order(table, column, given):
    """How 03/04/2026 is read in this file: as told, else as its other dates prove, else as a person answers."""
    if given in ("dmy", "mdy"):
        return given
    pairs = [
        found.groups()
        for found in (re.match(r"(\d{1,2})/(\d{1,2})/\d{4}\b", row.values[column]) for row in table.rows)
        if found
    ]
    day_first, month_first = (any(int(pair[index]) > 12 for pair in pairs) for index in (0, 1))
    if not pairs or day_first != month_first:
        return ("dmy" if day_first else "mdy") if pairs else None
    first = "/".join(pairs[0])
    options = ["day/month/year", "month/day/year"]
    answer = agent.ask(f"How are dates such as {first} in column {column} of {table.name} written?", options)
    if answer not in options:
        why = "prove both orders" if day_first else "fit both day/month and month/day"
        raise agent.Failed(
            f"{table.name}: the dates in column {column!r} {why} and nobody answered; set input date_order"
        )
    return "dmy" if answer == options[0] else "mdy"


def week_of(date):
    """The ISO week of a date, as 2026-W07."""
    year, week, _ = date.isocalendar()
    return f"{year:04}-W{week:02}"


def monday_of(week):
    """The first day of a week such as 2026-W07."""
    found = re.fullmatch(r"(\d{4})-?W(\d{1,2})", week)
    try:
        return datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None


def lines_named(lines):
    """lines 4, 9 and 12; at most eight of them."""
    shown = [str(line) for line in lines[:8]]
    more = [f"{len(lines) - 8:,} more"] if len(lines) > 8 else []
    return ("line " if len(lines) == 1 else "lines ") + agent.listed(shown + more)
