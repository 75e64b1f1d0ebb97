"""Turns rows into tickets and counts them: every row is in a week or excluded for a stated reason."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

import agent
import quotes
import table

ROLES = {
    "id": (
        {
            "id",
            "ticket",
            "ticket id",
            "ticket number",
            "ticket no",
            "case",
            "case id",
            "case number",
            "key",
            "number",
            "conversation id",
        },
        True,
        "the ticket's id",
    ),
    "created": (
        {
            "created",
            "created at",
            "created date",
            "created on",
            "creation date",
            "created time",
            "date",
            "opened",
            "opened at",
            "submitted",
            "submitted at",
            "received",
            "received at",
        },
        True,
        "the day the ticket was opened",
    ),
    "category": (
        {
            "category",
            "topic",
            "type",
            "issue type",
            "ticket type",
            "reason",
            "contact reason",
            "product area",
            "area",
            "queue",
            "tag",
            "tags",
            "kategorie",
        },
        True,
        "the ticket's category",
    ),
    "text": (
        {
            "text",
            "description",
            "body",
            "message",
            "content",
            "comment",
            "first message",
            "details",
            "subject",
            "title",
            "summary",
        },
        True,
        "the customer's words",
    ),
}
# An export has both a subject and a body: the body is what the customer wrote.
BODY_NAMES = ("text", "description", "body", "message", "first message", "content", "comment", "details")
NO_CATEGORY = "(no category)"
LABEL_LIMIT = 120


@dataclass
class Ticket:
    id: str
    date: datetime.date
    category: str
    text: str
    line: int


@dataclass
class Category:
    name: str
    count: int
    before: int | None
    words: list
    quotes: list

    @property
    def change(self):
        return None if self.before is None else self.count - self.before

    @property
    def stands_out(self):
        """More than chance alone often brings: two counts of the same rate seldom differ by two standard deviations."""
        return self.change is not None and abs(self.change) >= 3 and self.change**2 > 4 * (self.count + self.before)


@dataclass
class Week:
    name: str
    first: datetime.date
    categories: list
    total: int
    total_before: int | None
    other_weeks: int
    notes: list = field(default_factory=list)

    @property
    def last(self):
        return self.first + datetime.timedelta(days=6)

    @property
    def before(self):
        return table.week_of(self.first - datetime.timedelta(days=7))


def columns(source, chosen):
    names = [column.casefold() for column in source.header]
    body = next((name for name in BODY_NAMES if name in names), None)
    if body and "text" not in chosen:
        chosen = chosen | {"text": source.header[names.index(body)]}
    return table.columns(source, ROLES, chosen)


def read(source, mapping, order):
    """(tickets, excluded): excluded maps a reason to the lines of its rows."""
    tickets, excluded, seen = [], {}, {}
    if source.ragged:
        excluded["number of fields differs from the header's"] = source.ragged
    for row in source.rows:
        value = {role: row.values[column] for role, column in mapping.items()}
        date = table.read_date(value["created"], order)
        identity = value["id"]
        reason = None
        if not identity:
            reason = "no ticket id"
        elif date is None:
            reason = "no date that can be read" if value["created"] else "no date"
        elif identity in seen:
            same = seen[identity] == row.values
            reason = "repeats a ticket above" if same else "repeats the id of a ticket above with other values"
        if reason:
            excluded.setdefault(reason, []).append(row.line)
        else:
            seen[identity] = row.values
            category = _label(value["category"]) or NO_CATEGORY
            tickets.append(Ticket(_label(identity), date, category, quotes.masked(value["text"]), row.line))
    _unify(tickets)
    return tickets, excluded


def _label(text):
    """An id or a category as it is shown: people put addresses there too."""
    return agent.shortened(quotes.ADDRESS.sub("[e-mail]", agent.one_line(text)), LABEL_LIMIT)


def _unify(tickets):
    """`billing` and `Billing` are one category, under its most frequent spelling."""
    spellings = {}
    for ticket in tickets:
        spellings.setdefault(ticket.category.casefold(), Counter())[ticket.category] += 1
    for ticket in tickets:
        ticket.category = min(spellings[ticket.category.casefold()].items(), key=lambda item: (-item[1], item[0]))[0]


def count(tickets, wanted):
    """The counts of the wanted week, or of the latest one in the data, beside the week before."""
    dates = sorted(ticket.date for ticket in tickets)
    first = table.monday_of(wanted) if wanted else dates[-1] - datetime.timedelta(days=dates[-1].weekday())
    if first is None:
        raise agent.Failed(f"week must be an ISO week such as 2026-W07, and is {wanted!r}")
    name = table.week_of(first)
    now = [ticket for ticket in tickets if table.week_of(ticket.date) == name]
    if not now:
        raise agent.Failed(f"no ticket in week {name}; the data reach from {dates[0]} to {dates[-1]}")
    earlier = table.week_of(first - datetime.timedelta(days=7))
    before = [ticket for ticket in tickets if table.week_of(ticket.date) == earlier]
    # Nothing before this week may mean a quiet week or an export that starts here: then nothing is known.
    known = dates[0] < first
    counts, counts_before = (Counter(ticket.category for ticket in some) for some in (now, before))
    members = {}
    for ticket in now:
        members.setdefault(ticket.category, []).append(ticket)
    categories = []
    for category in sorted(counts.keys() | counts_before.keys(), key=lambda c: (-counts[c], c.casefold())):
        mine = members.get(category, [])
        categories.append(
            Category(
                category,
                counts[category],
                counts_before[category] if known else None,
                quotes.frequent(ticket.text for ticket in mine),
                quotes.chosen(mine),
            )
        )
    week = Week(
        name,
        first,
        categories,
        len(now),
        len(before) if known else None,
        len(tickets) - len(now) - (len(before) if known else 0),
    )
    week.notes = _notes(week, dates)
    return week


def _notes(week, dates):
    """What of the two weeks the data may not cover."""
    notes = []
    if dates[-1] < week.last:
        notes.append(
            f"The newest ticket is of {dates[-1]}, the week ends on {week.last}: the week may be incomplete, and "
            "a fall may only be that."
        )
    if week.total_before is None:
        notes.append(f"The data start on {dates[0]}: nothing is known of {week.before}, so no change is given.")
    elif dates[0] > week.first - datetime.timedelta(days=7):
        notes.append(
            f"The data start on {dates[0]}, within {week.before}: that week may be incomplete, and a rise may only "
            "be that."
        )
    return notes
