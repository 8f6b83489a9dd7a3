"""Links to own workers in time: asked about before their end, forgotten after it, handed on when a worker left."""

from dataclasses import replace
from datetime import date

import pytest

from bot.ownworkers import store
from bot.ownworkers.link_rounds import keep_own_workers
from bot.ownworkers.model import Link
from bot.turns.turn import Press
from directory.people.contacts import directory_of
from directory.stored.sample import seed_sample
from directory.time.calendar import helsinki_date
from tests.turns.office import TUESDAY_MORNING, Office, words_of

TODAY = helsinki_date(TUESDAY_MORNING)
SAVE = "ownworker.save"


@pytest.fixture
async def town(office: Office) -> Office:
    async with office.services.database.write() as connection:
        await seed_sample(connection, office.services.reference, TODAY)
    return office


async def remembered(town: Office, **until: date) -> None:
    """Maija's links by pseudonym."""
    links = [Link("11", f"p1_{name}", "11-01", day, "405") for name, day in until.items()]
    async with town.services.database.write() as connection:
        await store.put(connection, links, store.Told("form", TUESDAY_MORNING, "11-01", "client_care"))


async def ticks(town: Office) -> None:
    await keep_own_workers(town.services)
    await town.delivery.run_until_idle()


async def left(town: Office) -> list[str]:
    return [str(row[0]) for row in await town.rows("SELECT pseudonym FROM own_worker ORDER BY pseudonym")]


async def test_a_worker_is_asked_once_before_the_end_and_decides(town: Office) -> None:
    soon = date(2026, 12, 24)
    await remembered(town, a=soon, b=soon, c=date(2026, 12, 25), d=TODAY)
    maija = town.contact("Maija Esimerkki")
    await ticks(town)
    await ticks(town)
    (card,) = maija.sees()
    assert "Omatyöntekijänä 3 asiakkaalla" in card.words
    assert "Lisätty 24.11.2026 · Lappeenranta · päättyy 24.12." in card.words
    assert "p1_" not in str(card.activity)
    ids = {str(name): key for key, name in await town.rows("SELECT id, pseudonym FROM own_worker")}
    assert "Valitse ensin asiakkaat" in words_of(await maija.presses(card, SAVE, links=""))
    words = words_of(await maija.presses(card, SAVE, links=f"{ids['p1_a']},{ids['p1_b']}"))
    assert "Omatyöntekijänä 1 asiakkaalla" in words
    await maija.sends(Press(SAVE, {"step": "end", "links": str(ids["p1_d"])}, "card"))
    assert await left(town) == ["p1_a", "p1_b", "p1_c"]
    until = await town.rows("SELECT until FROM own_worker ORDER BY pseudonym")
    assert [str(row[0]) for row in until] == ["2027-11-24", "2027-11-24", "2026-12-25"]
    actions = await town.rows("SELECT action, pseudonym FROM access_log ORDER BY id")
    assert actions == [
        ("own_worker_extended", "p1_a"),
        ("own_worker_extended", "p1_b"),
        ("own_worker_removed", "p1_d"),
    ]


async def test_nobody_decides_over_a_colleagues_clients(town: Office) -> None:
    await remembered(town, a=TODAY)
    ((key,),) = await town.rows("SELECT id FROM own_worker")
    for name in ("Sari Kokeilu", "Jaana Kokeilija"):
        words = words_of(await town.contact(name).sends(Press(SAVE, {"step": "end", "links": str(key)}, "card")))
        assert "Valitse ensin asiakkaat" in words
    assert await left(town) == ["p1_a"]


async def test_nobody_is_asked_outside_working_hours(town: Office) -> None:
    await remembered(town, a=date(2026, 12, 1))
    town.clock.forward(hours=12)
    await ticks(town)
    assert not town.contact("Maija Esimerkki").sees()
    town.clock.forward(hours=12)
    await ticks(town)
    assert town.contact("Maija Esimerkki").sees()


async def test_what_has_ended_is_forgotten(town: Office) -> None:
    await remembered(town, a=TODAY, b=date(2026, 11, 25))
    town.clock.forward(days=1)
    await ticks(town)
    assert await left(town) == ["p1_b"]


async def test_the_coordinators_name_a_new_worker_for_all_whose_worker_has_left(town: Office) -> None:
    await remembered(town, a=date(2027, 11, 1), b=date(2027, 11, 1))
    await _leaves(town, "11-01")
    await ticks(town)
    await ticks(town)
    ritva, harri = town.contact("Ritva Keksitty"), town.contact("Harri Hahmotelma")
    (card,) = ritva.sees()
    assert "2 asiakkaan omatyöntekijä on poistunut" in card.words
    assert not harri.sees()
    assert "Valitse uusi omatyöntekijä" in words_of(await ritva.presses(card, SAVE, worker="Maija Esimerkki"))
    for stranger in (harri, town.contact("Sari Kokeilu")):
        await stranger.sends(Press(SAVE, {"step": "move", "worker": "Sari Kokeilu"}, "card"))
    assert await town.rows("SELECT DISTINCT contact_id FROM own_worker") == [("11-01",)]
    assert "uusi omatyöntekijä: Sari Kokeilu" in words_of(await ritva.presses(card, SAVE, worker="Sari Kokeilu"))
    assert await town.rows("SELECT DISTINCT contact_id FROM own_worker") == [("11-03",)]


async def test_a_week_later_the_coordinator_is_reminded(town: Office) -> None:
    await remembered(town, a=date(2027, 11, 1))
    await _leaves(town, "11-01")
    await ticks(town)
    town.clock.forward(days=7)
    await ticks(town)
    assert len(town.contact("Ritva Keksitty").sees()) == 2


async def _leaves(town: Office, contact_id: str) -> None:
    """The contact is taken out of the directory."""
    content = town.services.directory.current.content
    kept = tuple(one for one in content.contacts if one.id != contact_id)
    town.services.directory.current = directory_of(replace(content, contacts=kept))  # type: ignore[misc]
