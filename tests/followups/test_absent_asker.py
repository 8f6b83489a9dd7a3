"""A follow-up whose asker is away does not end in an empty chat: the other side and the deputy know."""

import pytest

from bot.followups import reminding, setting
from bot.timers.running import Timers
from tests.retention.closed import until
from tests.turns.office import Office, Person

# What is stored of a follow-up is told on both databases in tests/story/test_followups.py.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

NOTE = "Katsotaan, auttoiko rusetti."


async def followed(office: Office) -> tuple[Person, Person, Person]:
    """Maija of Etelä-Karjala has asked Kela, Anna has taken it; both come back to it on 1.12. Kalle is Maija's
    colleague."""
    maija, anna = office.contact("Maija Esimerkki"), office.contact("Anna Luonnos")
    await maija.asks("Kela asumismenot", "Mitä liitteitä tarvitaan?")
    await anna.presses(anna.card_of("consultation.claim"), "consultation.claim")
    await anna.types(f"/seuranta K-1001 1.12. {NOTE}")
    return maija, anna, office.contact("Kalle Malli")


async def day_comes(office: Office, days: float) -> None:
    office.clock.forward(days=days)
    await Timers(office.services, {setting.KIND: reminding.remind}).run_due()
    await office.delivery.run_until_idle()


def about_it(person: Person) -> list[str]:
    return [one.words for one in person.sees() if "euranta" in one.words and "K-1001" in one.words]


async def test_the_other_side_sees_until_when_the_asker_is_away_and_the_deputy_hears_of_it(kept_office: Office) -> None:
    office = kept_office
    maija, anna, kalle = await followed(office)
    await maija.types("/poissa 30.11.–4.12. sijainen Kalle Malli")
    await day_comes(office, days=7)
    assert "Maija Esimerkki on poissa pe 4.12. asti." in about_it(anna)[-1]
    told = about_it(kalle)
    assert len(told) == 1
    assert "Kysyjä Maija Esimerkki on poissa; muistutuksen sai myös Anna Luonnos." in told[0]
    assert NOTE not in told[0]
    await day_comes(office, days=6)
    assert len(about_it(kalle)) == 1
    assert "on poissa" not in about_it(anna)[-1]


async def test_while_the_asker_is_there_nobody_else_is_told(kept_office: Office) -> None:
    maija, anna, kalle = await followed(kept_office)
    await day_comes(kept_office, days=7)
    assert "on poissa" not in about_it(anna)[-1]
    assert NOTE in about_it(maija)[-1]
    assert about_it(kalle) == []


async def test_the_deputy_who_hears_of_it_is_shown_nothing_of_the_matter(kept_office: Office) -> None:
    office = kept_office
    maija, _, kalle = await followed(office)
    await maija.types("/poissa 30.11.–4.12. sijainen Kalle Malli")
    await day_comes(office, days=7)
    await kalle.types("/seuranta K-1001 9.12. muuta")
    assert await office.rows("SELECT due_on FROM followup") == [("2026-12-01",)]


async def test_when_the_taker_is_away_too_each_deputy_is_in_their_place(kept_office: Office) -> None:
    office = kept_office
    maija, anna, kalle = await followed(office)
    await maija.types("/poissa 30.11.–4.12. sijainen Kalle Malli")
    await anna.types("/poissa 30.11.–4.12. sijainen Heikki Harjoite")
    await day_comes(office, days=7)
    assert "muistutuksen sai myös Heikki Harjoite." in about_it(kalle)[0]
    assert NOTE in about_it(office.contact("Heikki Harjoite"))[-1]


async def test_what_the_deputy_heard_is_wiped_with_the_matter(kept_office: Office) -> None:
    office = kept_office
    maija, anna, kalle = await followed(office)
    await maija.types("/poissa 30.11.–4.12. sijainen Kalle Malli")
    await day_comes(office, days=7)
    await anna.presses(anna.card_of("consultation.close"), "consultation.close", outcome="answered")
    for days in (62, 4):
        await until(office, days=days)
    assert not any("Anna Luonnos" in one.words for one in kalle.sees())
    assert "sisältö on poistettu" in kalle.last.words
