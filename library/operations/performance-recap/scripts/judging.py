"""Says of each metric whether it is on pace in the week: from its target, its last four weeks, and nothing else."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

CRITICAL, OFF, WATCH, UNKNOWN, ON = "critical", "off pace", "watch", "cannot be judged", "on pace"
LEVELS = [CRITICAL, OFF, WATCH, UNKNOWN, ON]
CRITICAL_PERCENT = 20
CRITICAL_WEEKS = 3
TREND_WEEKS = 4
TREND_POINTS = 3
FLAT_PERCENT = 1
WEEK = datetime.timedelta(days=7)


@dataclass
class Judgement:
    series: object
    point: object
    level: str
    reason: str = ""  # why it cannot be judged
    short_percent: Decimal | None = None  # how far on the wrong side of the target; negative on the right side
    weeks_off: int = 0
    weeks_off_open: bool = False  # the weeks before are not known, so it may be longer
    slope: Decimal | None = None  # change of the actual value per week; None when too few weeks are known
    worsening: bool = False
    recent: list = None  # [(monday, Value or None)], oldest first

    @property
    def order(self):
        depth = Decimal(10**9) if self.short_percent is None and self.level != UNKNOWN else self.short_percent or 0
        return LEVELS.index(self.level), -depth, -self.weeks_off, self.series.name.casefold()


def judge(series, monday, tolerance):
    point = series.points.get(monday)
    recent = [
        (day, known(series.points.get(day)))
        for day in (monday - WEEK * back for back in range(TREND_WEEKS - 1, -1, -1))
    ]
    reason = unknown(series, point, monday)
    judgement = Judgement(series, point, UNKNOWN, reason, recent=recent)
    if len({value.unit for _, value in recent if value}) == 1:
        judgement.slope = slope([(index, value.number) for index, (_, value) in enumerate(recent) if value])
    if reason:
        return judgement
    judgement.worsening = is_worsening(judgement.slope, recent, series)
    judgement.short_percent = short_of(point.actual.number, point.target.number, series)
    judgement.weeks_off, judgement.weeks_off_open = weeks_off(series, monday, tolerance)
    judgement.level = _level(judgement, tolerance)
    return judgement


def _level(judgement, tolerance):
    short, point = judgement.short_percent, judgement.point
    if judgement.weeks_off:
        lasting = judgement.weeks_off >= CRITICAL_WEEKS and judgement.worsening
        return CRITICAL if lasting or (short is not None and short >= CRITICAL_PERCENT) else OFF
    if short is not None and short > 0:
        return WATCH
    if judgement.worsening:
        ahead = short_of(point.actual.number + judgement.slope, point.target.number, judgement.series)
        return WATCH if ahead is None or ahead > tolerance else ON
    return ON


def unknown(series, point, monday):
    """Why the week of a metric cannot be judged; empty when it can."""
    if point is None:
        last = max((day for day in series.points if day < monday), default=None)
        return (
            f"no row for this week; the last one before is for the week of {last}" if last else "no row for this week"
        )
    if point.conflict:
        return f"two rows for this week that differ (lines {point.line} and {point.conflict})"
    for name, value in (("actual value", point.actual), ("target", point.target)):
        if value.number is None:
            return f"no {name}" if value.is_blank else f"{name} {value.text!r} cannot be read as a number"
    if not same_unit(point):
        return f"actual value {point.actual.text!r} and target {point.target.text!r} are not in the same unit"
    if series.direction == "unknown":
        return "whether higher or lower is better is said in words that are not known, or differently in different rows"
    return ""


def same_unit(point):
    """A sign such as % or € may be left out on one side; letters may be a scale (2k) and must be on both."""
    return (
        point.actual.unit == point.target.unit
        or not (point.actual.unit + point.target.unit).isalpha()
        and not (point.actual.unit and point.target.unit)
    )


def known(point):
    """The actual value of a week that counts; None where there is none or two that differ."""
    return point.actual if point and point.actual.number is not None and not point.conflict else None


def short_of(actual, target, series):
    """How many percent of the target the value is on the wrong side; None where a target of 0 has no percentage."""
    missing = actual - target if series.direction == "lower" else target - actual
    if not target:
        return Decimal(0) if missing <= 0 else None
    return 100 * missing / abs(target)


def weeks_off(series, monday, tolerance):
    """(weeks in a row off pace up to this one, whether the week before them is unknown)."""
    count = 0
    while True:
        point = series.points.get(monday - WEEK * count)
        if not known(point) or point.target.number is None or not same_unit(point):
            return count, count > 0
        short = short_of(point.actual.number, point.target.number, series)
        if short is not None and short <= tolerance:
            return count, False
        count += 1


def slope(points):
    """Least squares through (week, value): the change per week. None with fewer than three known weeks."""
    if len(points) < TREND_POINTS:
        return None
    mean_week = Decimal(sum(week for week, _ in points)) / len(points)
    mean = sum(value for _, value in points) / len(points)
    spread = sum((week - mean_week) ** 2 for week, _ in points)
    return sum((week - mean_week) * (value - mean) for week, value in points) / spread


def is_worsening(change, recent, series):
    if change is None or is_flat(change, recent):
        return False
    return change > 0 if series.direction == "lower" else change < 0


def is_flat(change, recent):
    """A change of less than one percent of the usual size per week is noise."""
    sizes = [abs(value.number) for _, value in recent if value]
    return abs(change) * 100 < FLAT_PERCENT * sum(sizes) / len(sizes) or not change
