"""Writes the recap: what is off pace first, worst on top; then what cannot be judged; then what is on pace."""

import agent
import judging
import table
from judging import LEVELS, ON, UNKNOWN

ON_PACE_SHOWN = 40
FLAGGED_SHOWN = 30
UNIT_SAID = {"%": " points"}


class Recap:
    def __init__(self, source, mapping, week, judgements, excluded, tolerance):
        self.source, self.mapping, self.week, self.excluded, self.tolerance = source, mapping, week, excluded, tolerance
        self.judgements = sorted(judgements, key=lambda judgement: judgement.order)

    def at(self, *levels):
        return [judgement for judgement in self.judgements if judgement.level in levels]

    def headline(self):
        counts = [(len(self.at(level)), level) for level in LEVELS]
        return (
            f"{agent.counted(len(self.judgements), 'metric')} in {self.week}: "
            + ", ".join(f"{number} {level}" for number, level in counts if number)
            + "."
        )

    def notice(self):
        """The text that a channel gets: short, and saying what it is."""
        worst = [
            f"{judgement.series.name}: {judgement.point.actual.text} against {judgement.point.target.text}"
            for judgement in self.flagged()[:3]
        ]
        text = (
            self.headline()
            + (f" Worst: {'; '.join(worst)}." if worst else "")
            + " The recap has not been reviewed yet."
        )
        return agent.one_line(text)

    def flagged(self):
        return self.at(*LEVELS[:3])

    def text(self, notice):
        sections = [
            f"# Performance recap, {self.week}",
            self._summary(),
            self._flagged(),
            self._unknown(),
            self._on_pace(),
            self._not_known(),
            self._method(),
            notice,
        ]
        return "\n\n".join(section for section in sections if section)

    def _summary(self):
        flagged = self.flagged()
        if not flagged:
            return self.headline() + " Nothing that can be judged is off pace."
        return self.headline() + f" Worst: {agent.plain(flagged[0].series.name)}, {short_said(flagged[0])}."

    def _flagged(self):
        flagged = self.flagged()
        sections = ["## Off pace, worst first"] + [
            self._paragraph(number, judgement) for number, judgement in enumerate(flagged[:FLAGGED_SHOWN], 1)
        ]
        if not flagged:
            sections.append("None.")
        more = flagged[FLAGGED_SHOWN:]
        if more:
            names = ", ".join(f"{agent.plain(judgement.series.name)} ({judgement.level})" for judgement in more)
            sections.append(f"And {len(more):,} more: {names}.")
        return "\n\n".join(sections)

    def _paragraph(self, number, judgement):
        point = judgement.point
        sentences = [
            f"{agent.plain(point.actual.text)} against a target of {agent.plain(point.target.text)}: "
            f"{short_said(judgement)}."
        ]
        if judgement.weeks_off > 1:
            least = "at least " if judgement.weeks_off_open else ""
            sentences.append(f"Off pace for {least}{judgement.weeks_off} weeks in a row.")
        elif judgement.weeks_off_open:
            sentences.append("Whether it was off pace before is not known.")
        sentences += [trend_said(judgement), f"Owner: {owner(judgement.series)}."]
        return f"### {number}. {agent.plain(judgement.series.name)}: {judgement.level}\n\n" + " ".join(sentences)

    def _unknown(self):
        unknown = self.at(UNKNOWN)
        lines = [
            f"- {agent.plain(judgement.series.name)}: {agent.plain(judgement.reason)}. {trend_said(judgement)} "
            f"Owner: {owner(judgement.series)}."
            for judgement in unknown
        ]
        return "## Cannot be judged\n\n" + ("\n".join(lines) or "None.")

    def _on_pace(self):
        fine = self.at(ON)
        if not fine:
            return "## On pace\n\nNone."
        lines = ["## On pace", "", "| metric | actual | target | four weeks | owner |", "|---|--:|--:|---|---|"]
        for judgement in fine[:ON_PACE_SHOWN]:
            point = judgement.point
            lines.append(
                f"| {agent.plain(judgement.series.name)} | {agent.plain(point.actual.text)} "
                f"| {agent.plain(point.target.text)} | {trend_word(judgement)} | {owner(judgement.series)} |"
            )
        if len(fine) > ON_PACE_SHOWN:
            lines += ["", f"And {len(fine) - ON_PACE_SHOWN} more on pace."]
        return "\n".join(lines)

    def _not_known(self):
        notes = [
            "Why a metric is where it is: the file holds numbers, no causes.",
            "Whether the targets are right. Each is taken as the target of its own week; no share of a month's or a "
            "quarter's target is computed.",
        ]
        assumed = [judgement.series.name for judgement in self.judgements if judgement.series.direction is None]
        if assumed:
            notes.append(
                f"Whether higher or lower is better for {names_said(assumed)}: not said, read as higher is better."
            )
        gaps = [
            judgement.series.name
            for judgement in self.judgements
            if any(value is None for _, value in judgement.recent)
        ]
        if gaps:
            notes.append(
                f"All of the last four weeks of {names_said(gaps)}: missing weeks are left out of the trend, not "
                "filled in."
            )
        ownerless = [judgement.series.name for judgement in self.judgements if not judgement.series.owners]
        if ownerless:
            notes.append(f"Who owns {names_said(ownerless)}.")
        return "## What this recap does not know\n\n" + "\n".join(f"- {note}" for note in notes)

    def _method(self):
        left = sum(map(len, self.excluded.values()))
        total = len(self.source.rows) + len(self.source.ragged)
        excluded = "; ".join(
            f"{len(lines):,} × {reason} ({table.lines_named(lines)})" for reason, lines in sorted(self.excluded.items())
        )
        used = ", ".join(f"{role} from {agent.code(column)}" for role, column in self.mapping.items() if column)
        return (
            "## How it was made\n\n"
            f"By rules, without a language model, from {agent.code(self.source.name)} "
            f"(SHA-256 `{self.source.digest[:16]}…`): "
            f"{total - left:,} rows used + {left:,} left out = {total:,} rows{': ' + excluded if excluded else ''}. "
            f"Columns: {used}.\n\n"
            f"Off pace is more than {self.tolerance} % on the wrong side of the week's target; critical is "
            f"{judging.CRITICAL_PERCENT} % or more, or {judging.CRITICAL_WEEKS} weeks in a row and getting worse; "
            "watch "
            "is a smaller miss, or a trend that would be off pace next week. The trend is a straight line through the "
            f"last four weeks, from {judging.TREND_POINTS} known weeks on; below {judging.FLAT_PERCENT} % a week "
            "it is flat."
        )


def short_said(judgement):
    short = judgement.short_percent
    if short is None:
        return "on the wrong side of a target of 0"
    side = "above" if (short > 0) == (judgement.series.direction == "lower") else "below"
    return f"{abs(short):.1f} % {side} target" if short else "on target"


def trend_said(judgement):
    values = ", ".join(agent.plain(value.text) if value else "missing" for _, value in judgement.recent)
    word = trend_word(judgement)
    if judgement.slope is not None and word != "flat":
        unit = next(value.unit for _, value in judgement.recent if value)
        word += f" by {rounded(abs(judgement.slope))}{UNIT_SAID.get(unit, f' {unit}' if unit else '')} a week"
    return f"Last four weeks: {values} ({word})."


def trend_word(judgement):
    if len({value.unit for _, value in judgement.recent if value}) > 1:
        return "no trend: the units differ"
    if judgement.slope is None:
        return f"too few weeks known: {sum(value is not None for _, value in judgement.recent)} of 4"
    if judging.is_flat(judgement.slope, judgement.recent):
        return "flat"
    if judgement.series.direction == "unknown":
        return "rising" if judgement.slope > 0 else "falling"
    return "worsening" if judging.is_worsening(judgement.slope, judgement.recent, judgement.series) else "improving"


def rounded(number):
    """Three significant digits are what a line through four points can carry."""
    text = f"{number:.3g}"
    return f"{float(text):,.10g}"


def owner(series):
    return agent.listed(agent.plain(name) for name in series.owners) or "not named"


def names_said(names):
    names = sorted(names, key=str.casefold)
    shown = [agent.plain(name) for name in names[:8]]
    return agent.listed(shown + ([f"{len(names) - 8} more"] if len(names) > 8 else []))
