"""A coordinator hears in the morning what has waited too long, and nothing on other mornings."""

from bot.reports import morning
from tests.escalation.waiting import QUESTION, asked, time_passes
from tests.turns.office import Office, Shown

COORDINATORS = 2
"""Of Eksote in the sample directory."""


def mornings(office: Office, name: str = "Ritva Keksitty") -> list[Shown]:
    return [one for one in office.contact(name).sees() if "Yli työpäivän odottaneita" in one.words]


async def told(office: Office) -> int:
    count = await morning.tell_coordinators(office.services)
    await office.delivery.run_until_idle()
    return count


async def test_what_has_waited_a_working_day_is_listed_by_place_and_topic_without_the_question(office: Office) -> None:
    await asked(office)
    await asked(office)
    await time_passes(office, days=1, hours=1)
    assert await told(office) == COORDINATORS
    (card,) = mornings(office)
    assert "Yli työpäivän odottaneita kysymyksiä: 2" in card.words
    assert "Etelä-Karjala · Asumismenot" in card.words
    assert "ottamatta 2" in card.words
    assert QUESTION not in card.words


async def test_the_card_comes_once_a_day(office: Office) -> None:
    await asked(office)
    await time_passes(office, days=1)
    assert [await told(office), await told(office)] == [COORDINATORS, 0]
    await time_passes(office, days=1)
    assert await told(office) == COORDINATORS
    assert len(mornings(office)) == 2


async def test_nothing_comes_when_nothing_has_waited_too_long(office: Office) -> None:
    maija = await asked(office)
    await time_passes(office, hours=6)
    assert await told(office) == 0
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await maija.types("Kyllä voi.")
    await time_passes(office, days=2)
    assert await told(office) == 0


async def test_a_taken_question_without_an_answer_is_told_as_taken(office: Office) -> None:
    maija = await asked(office)
    await time_passes(office, hours=5)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    await time_passes(office, hours=20)
    await told(office)
    assert "otettu, vastaamatta 1" in mornings(office)[0].words


async def test_nobody_is_told_at_night_or_at_the_weekend_or_of_other_organisations(office: Office) -> None:
    await asked(office)
    await time_passes(office, days=1, hours=10)
    assert await told(office) == 0
    await time_passes(office, days=3)
    assert await told(office) == 0
    await time_passes(office, days=1, hours=14)
    assert await told(office) == COORDINATORS
    assert mornings(office, "Harri Hahmotelma") == []
