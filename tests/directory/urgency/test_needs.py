"""Urgent needs as they are told in a hurry: seen where there is one, and not seen where there is none."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from directory.reading.words import without_marks
from directory.reference import DATA as REFERENCE_DATA
from directory.reference import parts, rows
from directory.urgency.needs import LONGEST_READ, Need, last_day, needs_named, urgent_fields, urgent_needs_in

DATA = Path(__file__).parent / "data"
TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
TOO_FAR = frozenset(["eviction is set for december 3"])
"""What is not seen: an English date with its month in letters is read as a month, not as a day."""


def told() -> Iterator[tuple[str, date, frozenset[Need]]]:
    """Every text of the sets, each written before its words were looked at; the day is a Tuesday if not told."""
    for path in sorted(DATA.glob("needs_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                today = date.fromisoformat(row["today"] or TUESDAY.isoformat())
                yield row["text"], today, needs_named(row["needs"].split("|"))


def test_hurried_texts_tell_their_need_and_ordinary_ones_none() -> None:
    wrong = {
        text: (sorted(found), sorted(needs))
        for text, today, needs in told()
        if text not in TOO_FAR and (found := urgent_needs_in(text, today)) != needs
    }
    assert wrong == {}


@pytest.mark.parametrize("path", sorted(DATA.glob("ordinary_of_third_hand*.txt")), ids=lambda path: path.stem)
def test_an_ordinary_matter_is_no_urgent_need(path: Path) -> None:
    texts = path.read_text(encoding="utf-8").splitlines()
    assert len(texts) >= 100
    assert [text for text in texts if urgent_needs_in(text, date(2026, 12, 1))] == []


def test_a_year_that_is_over_tells_no_need_but_a_year_of_birth_does_not_hide_one() -> None:
    assert not urgent_needs_in("asunnoton 2015-2017", TUESDAY)
    assert not urgent_needs_in("sähköt katkesi 2022", TUESDAY)
    assert urgent_needs_in("sähköt katkesi 2026", TUESDAY)
    assert urgent_needs_in("ei ruokaa, 1985 syntynyt mies", TUESDAY)
    assert urgent_needs_in("ei ruokaa, 2000 euroa velkaa", TUESDAY)


def test_a_keyboard_without_marks_tells_the_same() -> None:
    urgent = [(text, today) for text, today, needs in told() if needs and text not in TOO_FAR]
    missed = [text for text, today in urgent if not urgent_needs_in(without_marks(text.lower()), today)]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("häätö {}", {24, 25, 26}),
        ("sähköt katkeaa {}", {24, 25, 26}),
        ("lääke loppuu {}", {24, 25}),
        ("ruoka loppuu {}", {24, 25}),
    ],
)
@pytest.mark.parametrize("written", ["{0.day}.{0.month}.", "{0.day}.{0.month}.{0.year}", "{0}"])
def test_a_date_makes_it_urgent_until_the_last_day_on_which_nobody_would_answer_before(
    text: str, days: set[int], written: str
) -> None:
    month = [date(2026, 11, day) for day in range(24, 31)]
    near = {day.day for day in month if urgent_needs_in(text.format(written.format(day)), TUESDAY)}
    assert near == days


def test_a_weekend_and_a_holiday_are_no_working_days() -> None:
    assert last_day(Need.MEDICINE, FRIDAY) == date(2026, 11, 30)
    assert last_day(Need.HOME, FRIDAY) == date(2026, 12, 1)
    assert last_day(Need.HOME, date(2026, 12, 4)) == date(2026, 12, 8)  # Independence Day falls on a Sunday
    assert last_day(Need.FOOD, date(2026, 12, 23)) == date(2026, 12, 28)


@pytest.mark.parametrize("name", ["keskiviikkona", "ke", "keskiviikkoaamuna", "på onsdag", "on Wednesday"])
def test_a_weekday_is_the_next_such_day(name: str) -> None:
    assert urgent_needs_in(f"häätö {name}", TUESDAY)
    assert not urgent_needs_in(f"häätö {name}", FRIDAY)


def test_next_week_s_weekday_is_not_this_week_s() -> None:
    assert not urgent_needs_in("häätö ensi viikon keskiviikkona", TUESDAY)
    assert urgent_needs_in("häätö ensi viikon maanantaina", FRIDAY)


def test_a_day_belongs_to_what_stands_beside_it() -> None:
    assert not urgent_needs_in("häätö 15.1., palaveri huomenna", TUESDAY)
    assert urgent_needs_in("häätö huomenna, palaveri 15.1.", TUESDAY)


def test_what_is_over_tells_no_need() -> None:
    assert urgent_needs_in("häätö huomenna", TUESDAY)
    assert not urgent_needs_in("huomenna häätö peruttu", TUESDAY)
    assert not urgent_needs_in("sähköt katki eilen, kytketty takaisin", TUESDAY)


@pytest.mark.parametrize(
    "pension", ["työkyvyttömyyseläkettä", "vanhuuseläkettä", "työkyvyttömyyseläke", "vanhuuseläkkeet"]
)
def test_a_pension_that_sounds_like_a_medicine_is_none(pension: str) -> None:
    assert urgent_needs_in(f"sairauspäivärahat loppuivat, kuuluisiko hänen hakea {pension}", TUESDAY) == frozenset()


def test_a_medicine_that_is_not_reimbursed_may_still_be_gone() -> None:
    assert urgent_needs_in("reseptilääke ei ole korvattava, hyväksyykö Kela sen", TUESDAY) == frozenset()
    assert urgent_needs_in("reseptilääke ei ole korvattava ja loppui eilen", TUESDAY) == {Need.MEDICINE}
    assert urgent_needs_in("lääkkeet loppu, Kela ei korvaa", TUESDAY) == {Need.MEDICINE}


def test_the_topic_names_the_thing() -> None:
    assert urgent_needs_in("loppuu huomenna", TUESDAY, "laakkeet-maksusitoumus") == {Need.MEDICINE}
    assert urgent_needs_in("katkeaa torstaina", TUESDAY, "sahkolasku") == {Need.POWER}
    assert urgent_needs_in("loppuu huomenna", TUESDAY, "lausunto") == frozenset()
    assert urgent_needs_in("loppuu huomenna", TUESDAY) == frozenset()


@pytest.mark.parametrize(
    ("field", "need", "near"),
    [("eviction_on", Need.HOME, 2), ("cut_on", Need.POWER, 2), ("runs_out", Need.MEDICINE, 1)],
)
def test_a_date_field_tells_a_need(field: str, need: Need, near: int) -> None:
    def told_on(day: date) -> frozenset[Need]:
        return urgent_fields({field: day.isoformat(), "months": "2"}, TUESDAY)

    assert told_on(TUESDAY + timedelta(days=near)) == {need}
    assert told_on(TUESDAY + timedelta(days=near + 1)) == frozenset()
    assert told_on(TUESDAY - timedelta(days=1)) == {need}
    assert told_on(TUESDAY - timedelta(days=30)) == frozenset()


def test_other_fields_and_no_dates_tell_nothing() -> None:
    assert urgent_fields({"moving_on": TUESDAY.isoformat(), "cut_on": "huomenna"}, TUESDAY) == frozenset()


def test_only_so_much_is_read() -> None:
    assert urgent_needs_in("x " * (LONGEST_READ // 2) + "lääke loppu", TUESDAY) == frozenset()


@pytest.mark.parametrize("text", ["häätö 31.2.", "häätö 99.99.9999", "häätö 0.0.", "häätö 2026-99-99", "", "…"])
def test_a_day_that_does_not_exist_tells_nothing(text: str) -> None:
    assert urgent_needs_in(text, TUESDAY) == frozenset()


def written(phrase: str) -> str:
    """A phrase of the table as it may be typed: the first of its choices, with an ending where any may follow."""
    words = (word.split("/")[0] for word in phrase.split())
    return " ".join(word[1:] if word.startswith("*") else word.replace("*", "ssa") for word in words)


def every_word() -> Iterator[tuple[str, str, str]]:
    """For each need each word that tells it, in the shortest text that does: need, part and text."""
    known = {(row["need"], row["part"]): parts(row["words"]) for row in rows(REFERENCE_DATA / "need_words.csv")}
    for need in Need:
        things = known.get((need, "thing"), ())
        thing = next(iter(things), "")
        states = known.get((need, "state"), ("",))
        for part, text in {
            "thing": "{} " + states[0] if need != Need.HOME else "ei {}",
            "dwelling": "joutuu pois {} huomenna",
            "state": f"{thing} {{}}" if need != Need.HOME else "{}",
            "ending": f"{thing} {{}}",
            "due": f"{thing} {{}} huomenna" if need != Need.HOME else "asunto {} huomenna",
            "due_alone": "{} huomenna",
            "now": "{}",
        }.items():
            for phrase in known.get((need, part), ()):
                yield need, part, text.format(written(phrase))


def test_every_word_of_the_table_tells_its_need() -> None:
    silent = [(part, text) for need, part, text in every_word() if need not in urgent_needs_in(text, TUESDAY)]
    assert silent == []


def test_no_word_that_needs_a_day_tells_a_need_of_a_day_far_away() -> None:
    due = [(need, text) for need, part, text in every_word() if part in {"due", "due_alone", "dwelling"}]
    loud = [text for need, text in due if need in urgent_needs_in(text.replace("huomenna", "15.1."), TUESDAY)]
    assert loud == []


@pytest.mark.parametrize(
    "text", ["eläkettä ei ole vielä ratkaistu", "ei kansaneläkettä", "ei lämmityksen maksua", "huomenna asunnossa"]
)
def test_a_word_that_only_looks_like_a_thing_tells_no_need(text: str) -> None:
    assert urgent_needs_in(text, TUESDAY) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "talossa ei ole lämmitystä",
        "lämmitys poikki, vauva kotona",
        "lämmitysöljy loppui eilen",
        "barnfamilj utan värme",
        "värmen stängs av i morgon",
        "no heating at home",
    ],
)
def test_a_cold_home_is_as_urgent_as_a_dark_one_and_no_medicine(text: str) -> None:
    assert urgent_needs_in(text, TUESDAY) == {Need.POWER}


@pytest.mark.parametrize("text", ["lämmityslasku maksamatta", "värme ingår i hyran", "heating costs", "lämmityskulut"])
def test_what_heating_costs_is_not_urgent(text: str) -> None:
    assert urgent_needs_in(text, TUESDAY) == frozenset()
