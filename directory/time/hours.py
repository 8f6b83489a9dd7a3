"""Weekly opening hours, such as phone hours and working hours: what they are and how they are written and read.

Written form, the same in every file and in the database: `ma-pe 9-10; ke 13-15.30`, `aina` for day and night.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

DAY_MINUTES = 24 * 60
_DAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
_NAMES: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "ma maanantai maanantaina maanantaisin må mån måndag måndagar mo mon monday",
            "ti tiistai tiistaina tiistaisin tis tisdag tisdagar tue tuesday",
            "ke keskiviikko keskiviikkona keskiviikkoisin ons on onsdag onsdagar wed wednesday",
            "to torstai torstaina torstaisin tors torsdag torsdagar thu thursday",
            "pe perjantai perjantaina perjantaisin fr fre fredag fredagar fri friday",
            "la lauantai lauantaina lauantaisin lö lör lördag lördagar sat saturday",
            "su sunnuntai sunnuntaina sunnuntaisin sö sön söndag söndagar sun sunday",
        )
    )
    for name in names.split()
}
_WORKDAYS = {"arkisin", "arkipäivisin", "vardagar", "weekdays"}
_EVERY_DAY = {"päivittäin", "dagligen", "daily"}
_ALWAYS = {"aina", "24/7", "alltid", "always", "ympäri vuorokauden", "dygnet runt", "around the clock"}
_FILLERS = {"klo", "kl", "ja", "och", "and", "sekä", "samt"}
_DASHES = {"-", "–", "—"}
_TOKEN = re.compile(r"\d{1,2}(?:[.:]\d{2})?|[a-zåäö]+|[-–—]|[;,.]|\S")


class HoursError(ValueError):
    """The text does not read as weekly hours."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` to `end` on one weekday, in minutes after midnight, Finnish time; Monday is 0."""

    weekday: int
    start: int
    end: int

    def __post_init__(self) -> None:
        """HoursError for a span that is empty, backwards or reaches over midnight."""
        if not (0 <= self.weekday <= 6 and 0 <= self.start < self.end <= DAY_MINUTES):
            raise HoursError("a span ends after it starts and stays within one day")


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Open spans of a week, in order and apart from each other; closed on Finnish holidays unless `holidays_too`."""

    spans: tuple[Span, ...]
    holidays_too: bool = False

    def on(self, weekday: int) -> tuple[Span, ...]:
        """The spans of one weekday, earliest first."""
        return tuple(span for span in self.spans if span.weekday == weekday)


ALWAYS = WeeklyHours(tuple(Span(day, 0, DAY_MINUTES) for day in range(7)), holidays_too=True)


def weekday_named(word: str) -> int | None:
    """The weekday that a word in lower case names in Finnish, Swedish or English, Monday 0; None for other words."""
    return _NAMES.get(word)


def weekly_hours(spans: Iterable[Span]) -> WeeklyHours:
    """Hours from spans in any order; spans that touch or overlap become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        last = merged[-1] if merged else None
        if last and last.weekday == span.weekday and span.start <= last.end:
            merged[-1] = Span(last.weekday, last.start, max(last.end, span.end))
        else:
            merged.append(span)
    return WeeklyHours(tuple(merged))


def parse_hours(text: str) -> WeeklyHours:
    """Reads what people write: `ma-pe 9-10`, `arkisin klo 9.00–11.30`, `mån–tors 9–15, fre 9–13`; else HoursError."""
    if text.strip().lower() in _ALWAYS:
        return ALWAYS
    tokens = [token for token in _TOKEN.findall(text.lower()) if token not in _FILLERS and token not in {";", ",", "."}]
    spans: list[Span] = []
    position = 0
    while position < len(tokens):
        days, position = _take_days(tokens, position)
        ranges, position = _take_ranges(tokens, position)
        spans += [Span(day, start, end) for day in days for start, end in ranges]
    if not spans:
        raise HoursError("no hours in the text")
    return weekly_hours(spans)


def write_hours(hours: WeeklyHours) -> str:
    """The written form, which `parse_hours` reads back to the same hours."""
    if hours == ALWAYS:
        return "aina"
    return "; ".join(
        f"{_DAYS[first]}{f'-{_DAYS[last]}' if last > first else ''} "
        + " ".join(f"{_clock(span.start)}-{_clock(span.end)}" for span in spans)
        for first, last, spans in day_groups(hours)
    )


def day_groups(hours: WeeklyHours) -> tuple[tuple[int, int, tuple[Span, ...]], ...]:
    """Runs of weekdays with the same hours: (first day, last day, the spans of the first day)."""
    groups: list[tuple[int, int, tuple[Span, ...]]] = []
    for day in range(7):
        spans = hours.on(day)
        if not spans:
            continue
        times = [(span.start, span.end) for span in spans]
        if groups and groups[-1][1] == day - 1 and [(span.start, span.end) for span in groups[-1][2]] == times:
            groups[-1] = (groups[-1][0], day, groups[-1][2])
        else:
            groups.append((day, day, spans))
    return tuple(groups)


def _take_days(tokens: list[str], position: int) -> tuple[list[int], int]:
    days: list[int] = []
    while position < len(tokens) and not tokens[position][0].isdigit():
        word = tokens[position]
        if word in _WORKDAYS or word in _EVERY_DAY:
            days += range(5 if word in _WORKDAYS else 7)
        elif word in _NAMES:
            days.append(_NAMES[word])
        elif word in _DASHES and days and position + 1 < len(tokens) and tokens[position + 1] in _NAMES:
            position += 1
            last = _NAMES[tokens[position]]
            if last <= days[-1]:
                raise HoursError("the last day comes before the first")
            days += range(days[-1] + 1, last + 1)
        else:
            raise HoursError("not a weekday")
        position += 1
    if not days:
        raise HoursError("no weekday before the times")
    return days, position


def _take_ranges(tokens: list[str], position: int) -> tuple[list[tuple[int, int]], int]:
    ranges: list[tuple[int, int]] = []
    while position < len(tokens) and tokens[position][0].isdigit():
        dash, end = [*tokens[position + 1 : position + 3], "", ""][:2]
        if dash not in _DASHES or not end[:1].isdigit():
            raise HoursError("a time without an end")
        ranges.append((_minutes(tokens[position]), _minutes(end)))
        position += 3
    if not ranges:
        raise HoursError("a weekday without times")
    return ranges, position


def _minutes(text: str) -> int:
    hour, _, minute = text.replace(":", ".").partition(".")
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > DAY_MINUTES:
        raise HoursError("not a time of day")
    return minutes


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}.{minute:02}" if minute else str(hour)
