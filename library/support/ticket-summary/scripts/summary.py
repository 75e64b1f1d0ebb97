"""Writes the summary: for a reader with question, data, method, run, result, conclusion and limits; and as data."""

import agent
import table

CATEGORIES_SHOWN = 25
QUOTED_CATEGORIES = 12
LINES_IN_DATA = 50


def data(source, mapping, week, excluded):
    """What summary.json holds: the same numbers that the text gives."""
    return {
        "week": week.name,
        "from": str(week.first),
        "to": str(week.last),
        "week_before": week.before,
        "total": week.total,
        "total_before": week.total_before,
        "change": None if week.total_before is None else week.total - week.total_before,
        "categories": [
            {
                "category": category.name,
                "count": category.count,
                "before": category.before,
                "change": category.change,
                "share_percent": share(category.count, week.total),
                "stands_out": category.stands_out,
                "words": [{"word": word, "tickets": number} for word, number in category.words],
                "quotes": [{"ticket": ticket, "text": text} for ticket, text in category.quotes],
            }
            for category in week.categories
        ],
        "rows": {
            "read": rows_read(source),
            "this_week": week.total,
            "week_before": week.total_before or 0,
            "other_weeks": week.other_weeks,
            "excluded": sum(map(len, excluded.values())),
        },
        "excluded": [
            {"reason": reason, "count": len(lines), "lines": lines[:LINES_IN_DATA]}
            for reason, lines in _sorted(excluded)
        ],
        "columns": mapping,
        "source": {"name": source.name, "sha256": source.digest},
    }


def text(source, mapping, order, week, excluded):
    sections = [
        f"# Customer tickets, {week.name}",
        _question(week),
        _data(source, mapping, week, excluded),
        _method(order),
        _run(source, week),
        _result(week),
        _conclusion(week),
        _limits(week),
    ]
    return "\n\n".join(sections)


def rows_read(source):
    return len(source.rows) + len(source.ragged)


def share(number, total):
    return round(100 * number / total, 1)


def _sorted(excluded):
    return sorted(excluded.items(), key=lambda item: (-len(item[1]), item[0]))


def _question(week):
    return (
        f"## Question\n\nWhat did customers write about in {week.name} ({week.first} to {week.last}), how often per "
        f"category, and how does that compare with {week.before}?"
    )


def _data(source, mapping, week, excluded):
    left_out = sum(map(len, excluded.values()))
    used = ", ".join(f"{role} from {agent.code(column)}" for role, column in mapping.items())
    lines = [
        f"## Data\n\n{agent.code(source.name)}, {agent.counted(rows_read(source), 'row')}, "
        f"SHA-256 `{source.digest[:16]}…`. Columns: {used}.",
        "",
        f"Accounted for: {week.total:,} in {week.name} + {week.total_before or 0:,} in {week.before} + "
        f"{week.other_weeks:,} in other weeks + {left_out:,} excluded = {rows_read(source):,} rows.",
        "",
        "Excluded:" if left_out else "Excluded: nothing.",
    ]
    lines += [""] if left_out else []
    lines += [f"- {len(numbers):,} × {reason} ({table.lines_named(numbers)})" for reason, numbers in _sorted(excluded)]
    return "\n".join(lines)


def _method(order):
    slashes = {
        "dmy": " Dates with slashes are read as day/month/year.",
        "mdy": " Dates with slashes are read as month/day/year.",
    }.get(order, "")
    return (
        "## Method\n\nA ticket counts once, in the ISO week (Monday to Sunday) of the date as written in the "
        f"export, without change of time zone, and in the category that the export gives.{slashes} Upper and lower "
        "case make no difference to a category. A change stands out when it is at least 3 tickets and more than "
        "twice the square root of both weeks' tickets together: smaller ones are what chance often brings. Quoted "
        "are the tickets whose words most others of their category share. Quotes are verbatim on one line, from "
        "the first 5,000 characters of a ticket; e-mail addresses, telephone and other long numbers and keys are "
        "replaced by a mark in brackets, and … marks a cut."
    )


def _run(source, week):
    return (
        "## Run\n\n`scripts/run` of the template ticket-summary, by rules and without a language model, with "
        f"tickets {agent.code(source.name)} and week `{week.name}`. The same file and week give the same bytes. "
        "The numbers are also in `summary.json`."
    )


def _result(week):
    total = f"{agent.counted(week.total, 'ticket')} in {week.name}"
    if week.total_before is not None:
        total += f", {week.total_before:,} in {week.before}: {change_said(week.total, week.total_before)}"
    lines = [
        f"## Result\n\n{total}.",
        "",
        "| category | tickets | share | week before | change | |",
        "|---|--:|--:|--:|--:|---|",
    ]
    for category in week.categories[:CATEGORIES_SHOWN]:
        before = "not known" if category.before is None else f"{category.before:,}"
        change = "not known" if category.change is None else f"{category.change:+,}" if category.change else "0"
        lines.append(
            f"| {agent.plain(category.name)} | {category.count:,} | {share(category.count, week.total)} % | {before} "
            f"| {change} | {'stands out' if category.stands_out else ''} |"
        )
    rest = week.categories[CATEGORIES_SHOWN:]
    if rest:
        lines.append(
            f"| {agent.counted(len(rest), 'smaller category', 'smaller categories')} "
            f"| {sum(category.count for category in rest):,} | | | | |"
        )
    quoted = [category for category in week.categories if category.quotes][:QUOTED_CATEGORIES]
    return "\n".join(lines + [part for category in quoted for part in _voices(category)])


def _voices(category):
    lines = ["", f"### {agent.plain(category.name)}: {agent.counted(category.count, 'ticket')}", ""]
    if category.words:
        lines += [
            "Words that recur: " + ", ".join(f"{word} ({number} tickets)" for word, number in category.words) + ".",
            "",
        ]
    for ticket, words in category.quotes:
        lines += [f"> “{agent.plain(words)}” (ticket {agent.plain(ticket)})", ">"]
    return lines[:-1]


def change_said(now, before):
    difference = now - before
    if not difference:
        return "no change"
    percent = f", {100 * difference / before:+.0f} %" if before >= 10 else ""
    return f"{abs(difference):,} {'more' if difference > 0 else 'fewer'}{percent}"


def _conclusion(week):
    biggest = [category for category in week.categories if category.count == week.categories[0].count]
    names = agent.listed(agent.plain(category.name) for category in biggest[:3])
    sentences = [
        f"Most tickets were about {names} ({biggest[0].count:,}"
        f"{' each' if len(biggest) > 1 else f' of {week.total:,}'})."
        if len(biggest) < len(week.categories) or len(biggest) == 1
        else f"No category leads: each has {agent.counted(biggest[0].count, 'ticket')}."
    ]
    if week.total_before is None:
        return "## Conclusion\n\n" + " ".join(sentences + ["Whether that is more or less than before is not known."])
    standing = [category for category in week.categories if category.stands_out]
    for category in sorted(standing, key=lambda category: -abs(category.change)):
        sentences.append(
            f"{agent.plain(category.name)} {'rose' if category.change > 0 else 'fell'} from {category.before:,} to "
            f"{category.count:,}, which stands out."
        )
    if not standing:
        sentences.append(f"No category changed against {week.before} by more than chance often brings.")
    return "## Conclusion\n\n" + " ".join(sentences)


def _limits(week):
    notes = week.notes + [
        "Counts say how often, not why and not how badly: causes, severity and cost were not looked at.",
        "Categories are those of the export; whether tickets were put into the right one was not checked.",
        f"{agent.counted(len(week.categories), 'category was', 'categories were')} compared at once: of "
        "twenty without any "
        "real change, about one stands out by chance.",
        "Names of people and places in quotes are not recognised and not hidden: look for them before this "
        "is passed on.",
    ]
    return "## Limits\n\n" + "\n".join(f"- {note}" for note in notes)
