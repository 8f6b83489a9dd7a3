"""Whether somebody can be reached now, and the words in which the telephone says it, checked minute by minute."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.clock import HELSINKI
from config.texts import Language, texts
from directory.areas.areas import AreaRule
from directory.people.contacts import Absence
from directory.people.presence import UNKNOWN, Presence, PresenceReading
from directory.people.reachability import Moment, Reach
from directory.time.calendar import is_working_day, phone_state
from directory.time.hours import Span, WeeklyHours, parse_hours, weekly_hours
from directory.time.time_wording import phone_state_words
from tests.directory.sample_people import PHONE_9_10, TUESDAY_EVENING, TUESDAY_MORNING, contact, directory, presences

TODAY = date(2026, 11, 24)
CHRISTMAS_EVE = datetime(2026, 12, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("presence", "now", "phone", "reach"),
    [
        ("available", TUESDAY_MORNING, False, "now"),
        ("available", TUESDAY_EVENING, False, "now"),
        ("busy", TUESDAY_MORNING, False, "soon"),
        ("busy", TUESDAY_MORNING, True, "now"),
        ("away", TUESDAY_MORNING, False, "soon"),
        ("unknown", TUESDAY_MORNING, False, "soon"),
        ("unknown", TUESDAY_EVENING, False, "later"),
        ("offline", TUESDAY_MORNING, False, "later"),
        ("out_of_office", TUESDAY_MORNING, True, "later"),
        ("unknown", CHRISTMAS_EVE, True, "later"),
    ],
)
def test_how_soon_somebody_is_reached(presence: Presence, now: datetime, reach: Reach, *, phone: bool) -> None:
    one = contact("a", **({"phone": "05 000 0001", "phone_hours": PHONE_9_10} if phone else {}))
    known = directory(one)
    readings = {one.directory_id: PresenceReading(presence, now)} if presence != "unknown" else {}
    assert Moment(known, now, readings).reachability(one).reach == reach


def test_an_absence_counts_more_than_a_green_dot_and_says_who_stands_in() -> None:
    away, deputy = contact("a", deputy_id="b"), contact("b", roles=("deputy",))
    known = directory(away, deputy, absences=(Absence("a", TODAY, date(2026, 11, 27)),))
    found = Moment(known, TUESDAY_MORNING, presences(a="available")).reachability(away)
    assert (found.reach, found.receiver, found.away_until) == ("away", deputy, date(2026, 11, 27))


def test_a_presence_is_believed_for_ten_minutes() -> None:
    one, known = contact("a"), directory(contact("a"))
    moments = [
        Moment(known, TUESDAY_MORNING + timedelta(minutes=minutes), presences(a="available")) for minutes in (9, 10)
    ]
    assert [moment.reachability(one).presence for moment in moments] == [
        PresenceReading("available", TUESDAY_MORNING),
        UNKNOWN,
    ]


def test_an_areas_own_working_hours_count() -> None:
    one = contact("a")
    late = directory(one, rules=(AreaRule("11", working_hours=parse_hours("ma-pe 12-22")),))
    assert Moment(late, TUESDAY_MORNING).reachability(one).reach == "later"
    assert Moment(late, TUESDAY_EVENING).reachability(one).reach == "soon"


spans = st.builds(
    lambda day, start, length: Span(day, start, min(start + length, 1440)),
    st.integers(0, 4),
    st.integers(0, 1430),
    st.integers(1, 600),
)
WEEKS = st.lists(spans, min_size=1, max_size=4).map(weekly_hours)
MOMENTS = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is drawn
    st.sampled_from(
        [
            datetime(2026, 3, 28, 20, 0, tzinfo=UTC),
            datetime(2026, 10, 24, 20, 0, tzinfo=UTC),
            datetime(2026, 12, 23, 15, 0, tzinfo=UTC),
            datetime(2026, 12, 31, 21, 59, tzinfo=UTC),
        ]
    ),
).map(lambda moment: moment.replace(second=0, microsecond=0))
NAMED = ("maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina")


def open_at(hours: WeeklyHours, moment: datetime) -> bool:
    """By the clock on the wall and the calendar alone."""
    local = moment.astimezone(HELSINKI)
    minutes = local.hour * 60 + local.minute
    return is_working_day(local.date()) and any(one.start <= minutes < one.end for one in hours.on(local.weekday()))


def first_minute(hours: WeeklyHours, now: datetime, *, is_open: bool) -> datetime:
    """The first minute after now at which somebody answers, or nobody does; days without any hours are leapt over."""
    moment = now
    while open_at(hours, moment) != is_open:
        local = moment.astimezone(HELSINKI)
        closed_all_day = not is_working_day(local.date()) or not hours.on(local.weekday())
        leaps = is_open and closed_all_day and local.hour == 12
        moment += timedelta(hours=11) if leaps else timedelta(minutes=1)
    return moment.astimezone(HELSINKI)


@given(WEEKS, MOMENTS)
def test_the_telephones_words_are_true_minute_by_minute(hours: WeeklyHours, now: datetime) -> None:
    words = phone_state_words(phone_state(hours, now), now, texts("fi"))
    if open_at(hours, now):
        ends = first_minute(hours, now, is_open=False)
        assert words == f"auki {ends.hour}.{ends.minute:02} asti"
        return
    opens = first_minute(hours, now, is_open=True)
    days = (opens.date() - now.astimezone(HELSINKI).date()).days
    when = "tänään" if days == 0 else "huomenna" if days == 1 else NAMED[opens.weekday()]
    if days < 7:
        assert words == f"avautuu {when} {opens.hour}.{opens.minute:02}"
    else:
        assert words.startswith("avautuu ")
        assert f"{opens.day}.{opens.month}. klo {opens.hour}" in words


@pytest.mark.parametrize(
    ("language", "tomorrow", "monday", "later"),
    [
        ("fi", "avautuu huomenna 9.00", "avautuu maanantaina 9.00", "avautuu ma 4.1. klo 9"),
        ("sv", "öppnar i morgon 9.00", "öppnar på måndag 9.00", "öppnar må 4.1 kl. 9"),
        ("en", "opens tomorrow 9:00", "opens on Monday 9:00", "opens Mon 4 Jan, 9:00"),
    ],
)
def test_an_opening_is_said_as_people_say_it(language: Language, tomorrow: str, monday: str, later: str) -> None:
    t = texts(language)

    def said(now: datetime, hours: str) -> str:
        return phone_state_words(phone_state(parse_hours(hours), now), now, t)

    assert said(TUESDAY_EVENING, "ma-pe 9-10") == tomorrow
    assert said(datetime(2026, 11, 27, 18, 0, tzinfo=UTC), "ma-pe 9-10") == monday
    assert said(datetime(2026, 12, 24, 18, 0, tzinfo=UTC), "ma 9-10").startswith(monday)
    assert said(datetime(2026, 12, 28, 18, 0, tzinfo=UTC), "ma 9-10") == later
