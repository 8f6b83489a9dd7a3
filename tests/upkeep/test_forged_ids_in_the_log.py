"""Each try with another organisation's id is one row of the access log, of whoever tried."""

import re
from datetime import timedelta

import pytest

from bot.ownworkers import store
from bot.ownworkers.model import Link
from bot.turns.turn import Press
from tests.turns.office import Office, Person, words_of
from tests.turns.test_authorisation import one_database, statements
from tests.upkeep.test_strangers import FORGED, NAMED_BY, office, strangers

__all__ = ["office"]
OF_ONES_OWN = (
    "coverage.show",  # a county's coordinator is shown the own area, whatever the button says
    "ownworker.save",  # chosen by name among the own colleagues; links that nobody has
)


async def refused(office: Office, person: Person) -> int:
    who = f"actor_tenant_id = '{person.actor.tenant_id}' AND actor_aad_object_id = '{person.actor.aad_object_id}'"
    [(count,)] = await office.rows(f"SELECT count(*) FROM access_log WHERE result = 'refused' AND {who}")  # noqa: S608
    assert isinstance(count, int)
    return count


async def test_each_forged_button_is_a_row_of_whoever_pressed_it(office: Office) -> None:
    for verb, data in FORGED:
        if verb in OF_ONES_OWN:
            continue
        for stranger in strangers(office):
            before = await refused(office, stranger)
            await stranger.sends(Press(verb, data, "card"))
            assert await refused(office, stranger) == before + 1, (verb, data, stranger.actor.name)


@one_database
async def test_an_id_of_others_costs_and_tells_what_an_unknown_id_does(office: Office) -> None:
    """For a coordinator, a colleague and somebody who is not listed: byte for byte, and statement for statement."""
    for verb, data in [*FORGED, ("basis.decide", {"version": 1, "step": "accept"})]:
        unknown = {**data, **{name: "11-99" if name == "contact" else 99 for name in NAMED_BY if name in data}}
        for stranger in strangers(office) if unknown != data else ():
            told, made = [], []
            for one in (data, unknown):
                with statements() as cost:
                    told.append(re.sub(r"M-\d+", "M-n", words_of(await stranger.sends(Press(verb, one, "card")))))
                made.append(len(cost))
            assert told[0] == told[1], (verb, data, stranger.actor.name)
            assert made[0] == made[1], (verb, data, stranger.actor.name)


@one_database
@pytest.mark.parametrize("deputy", ["11-01", "11-99"])
async def test_a_deputy_of_another_organisation_is_a_row(office: Office, deputy: str) -> None:
    harri = office.contact("Harri Hahmotelma")
    days = {"first": "2026-12-01", "last": "2026-12-02", "step": "choose"}
    await harri.sends(Press("absence.save", {"contact": "10-11", "deputy": deputy, **days}, "card"))
    assert await refused(office, harri) == 1


async def test_another_workers_clients_are_neither_kept_nor_forgotten(office: Office) -> None:
    now = office.clock()
    link = Link("11", "p1_x", "11-01", now.date() + timedelta(days=30), "")
    async with office.services.database.write() as connection:
        await store.put(connection, [link], store.Told("form", now, "11-01", "basis"))
    [(link_id,)] = await office.rows("SELECT id FROM own_worker")
    jaana = office.contact("Jaana Kokeilija")
    for step in ("extend", "end"):
        await jaana.sends(Press("ownworker.save", {"step": step, "links": str(link_id)}, "card"))
    assert await refused(office, jaana) == len(("extend", "end"))
    [(until,)] = await office.rows("SELECT until FROM own_worker")
    assert str(until) == str(link.until)


async def test_who_may_correct_something_is_not_in_the_log_as_refused(office: Office) -> None:
    """A name that fits nobody, a day that has passed and a card that is out of date are no tries."""
    ritva = office.contact("Ritva Keksitty")
    for line in ("/yhteys muuta Tuntematon Henkilö, puh 05 000 0001", "/poissa 1.1.2020", "/kumoa kaikki", "/historia"):
        await ritva.types(line)
    assert await refused(office, ritva) == 0
