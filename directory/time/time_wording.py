"""Days, times and weekly hours as people read them: `ke 25.11. klo 16`, `on 25.11 kl. 16`, `Wed 25 Nov, 16:00`.

Times are shown in Finnish time. A card that stays shows dates, never "tomorrow"; `opening_words` is for others.
"""

from datetime import date, datetime

from config.clock import HELSINKI
from config.texts import Translate
from directory.time.calendar import HoursUnknown, Open, PhoneState, helsinki_date
from directory.time.hours import ALWAYS, WeeklyHours, day_groups


def clock_words(moment: datetime, t: Translate) -> str:
    """A time of day with its minutes: `10.00`."""
    return _clock(_minutes(moment), t)


def day_words(day: date, t: Translate) -> str:
    """A day near at hand: `27.11.`"""
    return t("{day} {month}", day=day.day, month=_month(day, t))


def full_day_words(day: date, t: Translate) -> str:
    """A day with its year: `3.11.2026`."""
    return t("{day} {month} {year}", day=day.day, month=_month(day, t), year=day.year)


def span_words(first: date, last: date, t: Translate) -> str:
    """Days from one to another: `1.7.–31.7.2027`, `24.12.2026–6.1.2027`, one day as `24.11.2026`."""
    if first == last:
        return full_day_words(last, t)
    begins = day_words(first, t) if first.year == last.year else full_day_words(first, t)
    return f"{begins}–{full_day_words(last, t)}"


def weekday_words(day: date, t: Translate) -> str:
    """A day with its weekday: `ke 25.11.`"""
    return t("{weekday} {date}", weekday=_weekday(day.weekday(), t), date=day_words(day, t))


def moment_words(moment: datetime, t: Translate) -> str:
    """A day and time: `ke 25.11. klo 16`; minutes are shown when there are any."""
    day = weekday_words(helsinki_date(moment), t)
    return t("{weekday_and_date}, {time}", weekday_and_date=day, time=_short_clock(_minutes(moment), t))


def full_moment_words(moment: datetime, t: Translate) -> str:
    """A day with its year, and a time with its minutes: `24.11.2026 klo 9.31`."""
    day = full_day_words(helsinki_date(moment), t)
    return t("{date_and_year}, {time}", date_and_year=day, time=clock_words(moment, t))


def hours_words(hours: WeeklyHours, t: Translate) -> str:
    """Weekly hours: `ma–pe 9–10`, `ma–to 9–15, pe 9–13.30`, `ympäri vuorokauden`."""
    if hours == ALWAYS:
        return t("around the clock")
    return ", ".join(
        f"{_weekday(first, t)}{f'–{_weekday(last, t)}' if last > first else ''} "
        + ", ".join(_span_words(span.start, span.end, t) for span in spans)
        for first, last, spans in day_groups(hours)
    )


def phone_state_words(state: PhoneState, now: datetime, t: Translate) -> str:
    """Whether somebody answers now: `auki 10.00 asti`, `avautuu huomenna 9.00`, `ympäri vuorokauden`; else empty."""
    if isinstance(state, HoursUnknown):
        return ""
    if isinstance(state, Open):
        return t("open until {time}", time=clock_words(state.until, t)) if state.until else t("around the clock")
    return t("opens {moment}", moment=opening_words(state.at, now, t))


def opening_words(opens_at: datetime, now: datetime, t: Translate) -> str:
    """When something opens, as said now: `tänään 9.00`, `huomenna 9.00`, `maanantaina 9.00`, later `ma 7.12. klo 9`.

    For what is read at once: on a card that stays, tomorrow soon means another day.
    """
    day, time = helsinki_date(opens_at), clock_words(opens_at, t)
    match (day - helsinki_date(now)).days:
        case 0:
            return t("today {time}", time=time)
        case 1:
            return t("tomorrow {time}", time=time)
        case days if days < 7:
            return _on_weekday(day.weekday(), time, t)
        case _:
            return moment_words(opens_at, t)


def next_hours_words(hours: WeeklyHours, opens_at: datetime, t: Translate) -> str:
    """The span that begins at this moment: `ti 24.11. klo 9–10`."""
    day, start = helsinki_date(opens_at), _minutes(opens_at)
    ends = (span.end for span in hours.on(day.weekday()) if span.start == start)
    span = _span_words(start, next(ends, start), t)
    return t("{weekday_and_date}, {time}", weekday_and_date=weekday_words(day, t), time=span)


def _minutes(moment: datetime) -> int:
    local = moment.astimezone(HELSINKI)
    return local.hour * 60 + local.minute


def _clock(minutes: int, t: Translate) -> str:
    hour, minute = divmod(minutes, 60)
    return t("{hour}:{minute}", hour=hour, minute=f"{minute:02}")


def _short_clock(minutes: int, t: Translate) -> str:
    hour, minute = divmod(minutes, 60)
    return _clock(minutes, t) if minute else t("{hour}:00", hour=hour)


def _span_words(start: int, end: int, t: Translate) -> str:
    return f"{_short_clock(start, t)}–{_short_clock(end, t)}"


def _on_weekday(number: int, time: str, t: Translate) -> str:
    return (
        t("on Monday {time}", time=time),
        t("on Tuesday {time}", time=time),
        t("on Wednesday {time}", time=time),
        t("on Thursday {time}", time=time),
        t("on Friday {time}", time=time),
        t("on Saturday {time}", time=time),
        t("on Sunday {time}", time=time),
    )[number]


def _weekday(number: int, t: Translate) -> str:
    return (t("Mon"), t("Tue"), t("Wed"), t("Thu"), t("Fri"), t("Sat"), t("Sun"))[number]


def _month(day: date, t: Translate) -> str:
    first = (t("Jan"), t("Feb"), t("Mar"), t("Apr"), t("May"), t("Jun"))
    second = (t("Jul"), t("Aug"), t("Sep"), t("Oct"), t("Nov"), t("Dec"))
    return (first + second)[day.month - 1]
