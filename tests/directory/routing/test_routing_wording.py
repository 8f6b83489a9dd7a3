"""What the directory says, in three languages."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from config.texts import LANGUAGES, Language, texts
from directory.areas.areas import AreaRule
from directory.people.contact_wording import PhoneWords, phone_words
from directory.records.fields import Fault, Problem
from directory.records.problem_wording import problem_words
from directory.routing.ranking import AnsweredYou, DeputyAnswers, SpecialSkills, TopicMatches, WholeArea
from directory.routing.routing import Note
from directory.routing.routing_wording import note_words, reason_words
from directory.time.calendar import HoursUnknown, phone_state
from directory.time.hours import ALWAYS, parse_hours
from directory.time.time_wording import (
    day_words,
    full_day_words,
    full_moment_words,
    hours_words,
    moment_words,
    phone_state_words,
)
from tests.directory.sample_people import TUESDAY_EVENING, TUESDAY_MORNING, contact

DEADLINE = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "deadline", "day", "moment"),
    [
        ("fi", "ke 25.11. klo 16", "3.11.2026", "24.11.2026 klo 9.12"),
        ("sv", "on 25.11 kl. 16", "3.11.2026", "24.11.2026 kl. 9.12"),
        ("en", "Wed 25 Nov, 16:00", "3 Nov 2026", "24 Nov 2026, 9:12"),
    ],
)
def test_days_and_times_are_written_as_each_language_writes_them(
    language: Language, deadline: str, day: str, moment: str
) -> None:
    t = texts(language)
    assert moment_words(DEADLINE, t) == deadline
    assert full_day_words(date(2026, 11, 3), t) == day
    assert full_moment_words(TUESDAY_MORNING, t) == moment


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_number_in_finnish_and_swedish(month: int) -> None:
    day = date(2026, month, 7)
    assert day_words(day, texts("fi")) == f"7.{month}."
    assert day_words(day, texts("sv")) == f"7.{month}"


def test_telephone_hours_in_words() -> None:
    fi, sv = texts("fi"), texts("sv")
    hours = parse_hours("ma-pe 9-10")
    assert phone_state_words(phone_state(hours, TUESDAY_MORNING), TUESDAY_MORNING, fi) == "auki 10.00 asti"
    assert phone_state_words(phone_state(hours, TUESDAY_EVENING), TUESDAY_EVENING, fi) == "avautuu huomenna 9.00"
    assert phone_state_words(phone_state(hours, TUESDAY_EVENING), TUESDAY_EVENING, sv) == "öppnar i morgon 9.00"
    assert phone_state_words(HoursUnknown(), TUESDAY_MORNING, fi) == ""
    assert hours_words(parse_hours("ma-to 9-15; pe 9-13.30"), fi) == "ma–to 9–15, pe 9–13.30"
    assert hours_words(ALWAYS, sv) == "dygnet runt"


def test_a_number_is_shown_with_when_it_answers() -> None:
    t = texts("fi")
    hours = parse_hours("ma-pe 9-10")
    assert phone_words("05 000 0001", hours, TUESDAY_MORNING, t) == PhoneWords("05 000 0001", open_until="10.00")
    assert phone_words("05 000 0001", hours, TUESDAY_EVENING, t) == PhoneWords(
        "05 000 0001", answers="ke 25.11. klo 9–10", opens="huomenna 9.00"
    )
    assert phone_words("112", ALWAYS, TUESDAY_EVENING, t) == PhoneWords("112", always=True)
    assert phone_words("112", None, TUESDAY_EVENING, t) == PhoneWords("112")
    assert phone_words("", hours, TUESDAY_MORNING, t) is None


def test_reasons_read_as_one_line() -> None:
    t = texts("fi")
    reasons = (
        TopicMatches("asumismenot"),
        SpecialSkills(("lääkkeet", "kansainväliset asiat")),
        AnsweredYou(date(2026, 11, 3)),
        DeputyAnswers(contact("o", name="Otto Testi")),
    )
    assert [reason_words(reason, t) for reason in reasons] == [
        "aihe täsmää",
        "erityisosaaminen: lääkkeet, kansainväliset asiat",
        "auttoi viimeksi 3.11.",
        "sijainen Otto Testi",
    ]
    assert reason_words(WholeArea(all_topics=True), t) == "koko alue, kaikki aiheet"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", get_args(Fault))
def test_every_fault_of_an_import_has_a_sentence(language: Language, fault: Fault) -> None:
    sentence = problem_words(Problem("contacts", 7, "phone", fault, "arvo"), texts(language))
    assert "7" in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("note", get_args(Note))
def test_every_note_has_a_sentence(language: Language, note: Note) -> None:
    assert note_words(note, AreaRule("11", source="Lähde 2021"), texts(language)).endswith(".")
