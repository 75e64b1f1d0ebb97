"""Turns rows into one series per metric. What is missing, unreadable or contradictory stays so; nothing is guessed."""

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal

import agent
import table

ROLES = {
    "metric": ({"metric", "metric name", "kpi", "measure", "indicator", "name"}, True, "the metric's name"),
    "week": (
        {"week", "date", "week of", "week start", "week starting", "week ending", "iso week", "period"},
        True,
        "the week, or a date in it",
    ),
    "actual": ({"actual", "actuals", "value", "result", "current"}, True, "the actual value"),
    "target": ({"target", "goal", "plan", "planned", "budget"}, True, "the week's target"),
    "direction": ({"direction", "better", "good direction", "polarity"}, False, "whether higher or lower is better"),
    "owner": ({"owner", "team", "responsible", "dri"}, False, "the metric's owner"),
}
NAME_LIMIT = 120
BLANK = {"", "-", "–", "—", "n/a", "na", "null", "none", "tbd", "?"}
HIGHER = {"higher", "up", "higher is better", "increase", "max", "maximise", "maximize"}
LOWER = {"lower", "down", "lower is better", "decrease", "min", "minimise", "minimize"}


@dataclass
class Value:
    """A number with the words it stood in; no number when it is missing or cannot be read."""

    text: str
    number: Decimal | None = None
    unit: str = ""

    @property
    def is_blank(self):
        return self.text.casefold() in BLANK


@dataclass
class Point:
    actual: Value
    target: Value
    line: int
    conflict: int | None = None  # the line of another row for the same week with other values


@dataclass
class Series:
    name: str
    points: dict = field(default_factory=dict)  # Monday -> Point
    direction: str | None = None
    owners: list = field(default_factory=list)


def read(source, mapping, decimal, order):
    """(series by name, excluded): excluded maps a reason to the lines of its rows."""
    series, excluded = {}, {}
    if source.ragged:
        excluded["number of fields differs from the header's"] = source.ragged
    for row in source.rows:
        value = {role: row.values[column] if column else "" for role, column in mapping.items()}
        name = agent.one_line(value["metric"])
        date = table.read_date(value["week"], order)
        monday = table.monday_of(value["week"]) or (date and date - datetime.timedelta(days=date.weekday()))
        if not name or not monday:
            reason = "no metric" if not name else "no week or date that can be read"
            excluded.setdefault(reason, []).append(row.line)
            continue
        one = series.setdefault(name.casefold(), Series(agent.shortened(name, NAME_LIMIT)))
        point = Point(number(value["actual"], decimal), number(value["target"], decimal), row.line)
        known = one.points.setdefault(monday, point)
        if known is not point:
            if (known.actual, known.target) == (point.actual, point.target):
                excluded.setdefault("repeats a row above", []).append(row.line)
            else:
                known.conflict = row.line
        _describe(one, value)
    return list(series.values()), excluded


def _describe(series, value):
    """Direction and owner, as all rows of a metric say; a contradiction counts as not said."""
    said = value["direction"].casefold()
    direction = "higher" if said in HIGHER else "lower" if said in LOWER else "unknown" if said else None
    if direction:
        series.direction = direction if series.direction in (None, direction) else "unknown"
    owner = agent.one_line(value["owner"])
    if owner and owner not in series.owners:
        series.owners.append(owner)


def number(text, decimal):
    """The number that a text writes with this decimal sign: 1,234.5 or 1.234,5, with a percent or currency sign."""
    text = agent.one_line(text)
    found = re.fullmatch(r"([€$£¥]|[A-Z]{3})?\s*([+\-−]?)\s*([\d.,' ]*\d)\s*(%|[€$£¥]|[A-Za-z]{1,5})?", text)
    if not found or (found[1] and found[4]):
        return Value(text)
    group = "," if decimal == "." else "."
    digits = re.fullmatch(rf"(\d+|\d{{1,3}}(?:[{re.escape(group)}' ]\d{{3}})+)(?:{re.escape(decimal)}(\d+))?", found[3])
    if not digits:
        return Value(text)
    plain = re.sub(r"\D", "", digits[1]) + "." + (digits[2] or "0")
    return Value(text, Decimal(("-" if found[2] in ("-", "−") else "") + plain), found[1] or found[4] or "")


def latest(series):
    """The newest week with at least one actual: plans reach further than results."""
    mondays = [monday for one in series for monday, point in one.points.items() if point.actual.number is not None]
    return max(mondays, default=None)
