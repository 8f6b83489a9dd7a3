"""Every change of the directory: who may make it, who must accept it, and how it is taken back."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count

import pytest

from bot.errors import Expected
from bot.turns.authorisation import Member
from bot.turns.turn import Actor, Message, Place, Turn
from bot.turns.work import Work, begin
from bot.upkeep.changes import store
from bot.upkeep.changes.changing import Request, change, prepared
from bot.upkeep.changes.deciding import accept, accept_as_whole, drop, look_ahead, readable, undo
from bot.upkeep.changes.model import Change
from bot.upkeep.changes.store import recent
from directory.people.contacts import Absence, Contact, Directory, DirectoryContent
from directory.records.changes import put, without
from directory.stored.store import lock_directory
from tests.databases import somebody_waits
from tests.turns.office import URL, Office, words_of

pytestmark = pytest.mark.each_database

RITVA, KALLE, MAIJA, SARI = "11-05", "11-02", "11-01", "11-03"
LEENA, HARRI = "kela-28", "10-11"


@dataclass
class Desk:
    """Somebody's hand on the directory."""

    office: Office
    keys: "count[int]"

    @property
    def directory(self) -> Directory:
        return self.office.services.directory.current

    def contact(self, contact_id: str) -> Contact:
        return self.directory.contacts[contact_id]

    @asynccontextmanager
    async def turn_of(self, contact_id: str) -> AsyncIterator[tuple[Work, Turn]]:
        """A transaction of this contact's."""
        who = self.contact(contact_id)
        actor = Actor(who.tenant_id, who.aad_object_id, f"29:{who.id}", who.name)
        place = Place(who.tenant_id, URL, f"a:{who.id}", "personal", "28:bot")
        turn = Turn(str(next(self.keys)), "message", "", self.office.clock(), actor, place, "fi-FI", Message("?"))
        async with begin(self.office.services, turn) as work:
            yield work, turn

    async def changes(
        self, contact_id: str, wanted: Callable[[DirectoryContent], DirectoryContent], *, ask_first: bool = False
    ) -> Change:
        async with self.turn_of(contact_id) as (work, turn):
            return await change(work, turn, Request("contact_changed", wanted, ask_first=ask_first))

    async def accepts(self, contact_id: str, change_id: int) -> Change:
        async with self.turn_of(contact_id) as (work, turn):
            return await accept(work, turn, change_id)

    async def undoes(self, contact_id: str, change_id: int | None = None) -> Change:
        """Takes a change back, or the organisation's last one."""
        async with self.turn_of(contact_id) as (work, turn):
            own = work.directory.contacts[contact_id].organisation
            number = await store.last_done(work.connection, own) if change_id is None else change_id
            assert number is not None
            return await undo(work, turn, number)


@pytest.fixture
def desk(kept_office: Office) -> Desk:
    return Desk(kept_office, count(1))


def phone(one: Contact, number: str) -> Callable[[DirectoryContent], DirectoryContent]:
    return lambda known: put(known, replace(one, phone=number))


async def test_a_coordinator_changes_a_contact_and_everybody_sees_it_at_once(desk: Desk) -> None:
    made = await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0077"))
    assert (made.state, made.organisation, made.made_by_name) == ("done", "11", "Ritva Keksitty")
    assert desk.contact(MAIJA).phone == "05 000 0077"
    assert await desk.office.rows("SELECT action, organisation FROM access_log") == [("directory_changed", "11")]


@pytest.mark.parametrize("contact_id", [HARRI, LEENA])
async def test_nobody_changes_another_organisation_s_part(desk: Desk, contact_id: str) -> None:
    with pytest.raises(Expected) as refusal:
        await desk.changes(contact_id, phone(desk.contact(MAIJA), "05 000 0077"))
    assert refusal.value.code == "not_your_organisation"
    assert await desk.office.rows("SELECT * FROM directory_change") == []


async def test_a_contact_does_not_change_a_colleague_nor_whom_they_serve_themselves(desk: Desk) -> None:
    for wanted in (
        phone(desk.contact(KALLE), "05 000 0077"),
        lambda known: put(known, replace(desk.contact(MAIJA), topics=())),
        lambda known: put(known, replace(desk.contact(MAIJA), roles=("contact", "coordinator"))),
        lambda known: without(known, desk.contact(MAIJA)),
    ):
        with pytest.raises(Expected) as refusal:
            await desk.changes(MAIJA, wanted)
        assert refusal.value.code == "not_a_coordinator"


async def test_a_contact_changes_the_own_number_and_tells_the_own_absence(desk: Desk) -> None:
    today = desk.office.clock().date()
    await desk.changes(MAIJA, phone(desk.contact(MAIJA), "05 000 0077"))
    await desk.changes(MAIJA, lambda known: put(known, Absence(MAIJA, today, today, KALLE)))
    assert desk.contact(MAIJA).phone == "05 000 0077"
    assert desk.directory.absence(MAIJA, today) is not None


async def test_what_was_worked_out_for_a_coordinator_is_not_made_for_whoever_is_none_any_more(desk: Desk) -> None:
    """As when a form waits for Graph while another coordinator takes the role away."""
    was = Member(desk.contact(RITVA), desk.directory.organisations["11"])
    await desk.changes(KALLE, lambda known: put(known, replace(desk.contact(RITVA), roles=("contact",))))
    wanted = Request("contact_changed", phone(desk.contact(MAIJA), "05 000 0077"))
    request = await prepared(desk.office.services, was, wanted)
    assert request.ready is not None
    with pytest.raises(Expected) as refusal:
        async with desk.turn_of(RITVA) as (work, turn):
            await change(work, turn, request)
    assert refusal.value.code == "not_a_coordinator"
    assert desk.contact(MAIJA).phone == "05 000 0001"


async def test_nothing_is_worked_out_of_another_organisation_s_change(desk: Desk) -> None:
    proposed = await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0077"), ask_first=True)
    for contact_id, known in ((RITVA, True), (LEENA, True), (MAIJA, False), (HARRI, False)):
        async with desk.turn_of(contact_id) as (_, turn):
            pass
        ahead = await look_ahead(desk.office.services, turn, proposed.id, "accept")
        assert (ahead.gist is not None) is known


async def test_what_is_proposed_happens_only_when_its_maker_accepts_it(desk: Desk) -> None:
    proposed = await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0077"), ask_first=True)
    assert proposed.state == "proposed"
    assert desk.contact(MAIJA).phone == "05 000 0001"
    with pytest.raises(Expected):
        await desk.accepts(KALLE, proposed.id)
    assert (await desk.accepts(RITVA, proposed.id)).state == "done"
    assert desk.contact(MAIJA).phone == "05 000 0077"
    with pytest.raises(Expected) as again:
        await desk.accepts(RITVA, proposed.id)
    assert again.value.code == "decided"


async def test_an_area_s_rules_wait_for_another_coordinator(desk: Desk) -> None:
    rule = desk.directory.content.areas[[one.area for one in desk.directory.content.areas].index("11")]
    waiting = await desk.changes(RITVA, lambda known: put(known, replace(rule, urgency="allowed")))
    assert waiting.state == "second"
    with pytest.raises(Expected) as alone:
        await desk.accepts(RITVA, waiting.id)
    assert alone.value.code == "second_needed"
    with pytest.raises(Expected) as elsewhere:
        await desk.accepts(HARRI, waiting.id)
    assert elsewhere.value.code == "unknown_change"
    done = await desk.accepts(LEENA, waiting.id)
    assert (done.state, done.decided_by_name) == ("done", "Leena Ohjenuora")


async def test_removing_many_contacts_waits_for_another_coordinator_and_may_be_rejected(desk: Desk) -> None:
    kela = [one for one in desk.directory.content.contacts if one.organisation == "KELA" and one.is_a("contact")][3:9]
    waiting = await desk.changes(LEENA, lambda known: without(known, *kela))
    assert waiting.state == "second"
    async with desk.turn_of("kela-01") as (work, turn):
        assert (await drop(work, turn, waiting.id)).state == "dropped"
    assert all(one.id in desk.directory.contacts for one in kela)


async def test_a_change_for_which_there_is_no_second_coordinator_is_refused(desk: Desk) -> None:
    own = [one for one in desk.directory.content.contacts if one.organisation == "10" and one.is_a("contact")][:6]
    with pytest.raises(Expected) as refusal:
        await desk.changes(HARRI, lambda known: without(known, *own))
    assert refusal.value.code == "no_second"


async def test_a_coordinator_who_cannot_be_written_to_is_no_second(desk: Desk) -> None:
    other = replace(desk.contact("10-02"), aad_object_id="", roles=("contact", "coordinator"))
    await desk.changes(HARRI, lambda known: put(known, other))
    own = [one for one in desk.directory.content.contacts if one.organisation == "10" and one.is_a("contact")]
    with pytest.raises(Expected) as refusal:
        await desk.changes(HARRI, lambda known: without(known, *[one for one in own if one != other][:6]))
    assert refusal.value.code == "no_second"


async def test_undo_takes_back_the_last_change_and_then_the_one_before(desk: Desk) -> None:
    first = await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0077"))
    second = await desk.changes(RITVA, lambda known: without(known, desk.contact(SARI)))
    assert SARI not in desk.directory.contacts
    assert (await desk.undoes(RITVA)).id == second.id
    assert SARI in desk.directory.contacts
    assert (await desk.undoes(KALLE)).id == first.id
    assert desk.contact(MAIJA).phone == "05 000 0001"
    ritva = desk.office.contact("Ritva Keksitty")
    await ritva.types("/kumoa")
    assert "Kumottavaa muutosta ei ole." in ritva.last.words


async def test_a_removed_deputy_is_let_go_and_comes_back_with_the_undo(desk: Desk) -> None:
    assert desk.contact(MAIJA).deputy_id == KALLE
    await desk.changes(RITVA, lambda known: without(known, desk.contact(KALLE)))
    assert desk.contact(MAIJA).deputy_id == ""
    await desk.undoes(RITVA)
    assert desk.contact(MAIJA).deputy_id == KALLE


async def test_what_has_been_changed_since_is_not_undone_over_it(desk: Desk) -> None:
    first = await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0077"))
    await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0088"))
    with pytest.raises(Expected) as refusal:
        await desk.undoes(RITVA, first.id)
    assert refusal.value.code == "changed_meanwhile"
    assert desk.contact(MAIJA).phone == "05 000 0088"


async def test_undoing_a_table_takes_back_what_is_untouched_and_names_the_rest(desk: Desk) -> None:
    both = [replace(desk.contact(one), phone="05 000 0077") for one in (MAIJA, SARI)]
    async with desk.turn_of(RITVA) as (work, turn):
        table = await change(work, turn, Request("import", lambda known: put(known, *both)))
    await desk.changes(RITVA, phone(desk.contact(SARI), "05 000 0088"))
    ritva = desk.office.contact("Ritva Keksitty")
    await ritva.types(f"/kumoa M-{table.id}")
    assert "Ei kumota, koska tietoja on muutettu sen jälkeen: Sari Kokeilu" in ritva.last.words
    assert "Ei kumota" in words_of(await ritva.presses(ritva.last, "change.decide", step="undo"))
    assert (desk.contact(MAIJA).phone, desk.contact(SARI).phone) == ("05 000 0001", "05 000 0088")
    async with desk.turn_of(RITVA) as (work, turn):
        assert (await readable(work, turn, table.id)).aside.stays == ("Sari Kokeilu",)


async def test_a_table_of_which_all_has_been_changed_since_is_not_undone(desk: Desk) -> None:
    async with desk.turn_of(RITVA) as (work, turn):
        one = replace(desk.contact(MAIJA), phone="05 000 0077")
        table = await change(work, turn, Request("import", lambda known: put(known, one)))
    await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0088"))
    with pytest.raises(Expected) as refusal:
        await desk.undoes(RITVA, table.id)
    assert refusal.value.code == "changed_meanwhile"


async def test_nobody_undoes_another_organisation_s_change(desk: Desk) -> None:
    made = await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0077"))
    with pytest.raises(Expected) as refusal:
        await desk.undoes(HARRI, made.id)
    assert refusal.value.code == "unknown_change"


async def test_a_directory_that_would_contradict_itself_is_refused(desk: Desk) -> None:
    with pytest.raises(Expected) as refusal:
        await desk.changes(RITVA, lambda known: put(known, replace(desk.contact(KALLE), deputy_id=MAIJA)))
    assert refusal.value.code == "deputy_cycle"


async def test_history_names_who_changed_what_and_leaves_out_other_organisations(desk: Desk) -> None:
    await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0077"))
    await desk.changes(HARRI, phone(desk.contact("10-02"), "05 000 0099"))
    async with desk.office.services.database.read() as connection:
        found = await recent(connection, "11", desk.office.services.reference, count=10)
    assert [(one.made_by_name, one.edits[0].item) for one in found] == [("Ritva Keksitty", desk.contact(MAIJA))]


async def test_a_colleague_who_is_no_coordinator_cannot_look_at_a_change_by_its_number(desk: Desk) -> None:
    made = await desk.changes(RITVA, phone(desk.contact(SARI), "05 000 0077"))
    async with desk.turn_of(KALLE) as (work, turn):
        assert await readable(work, turn, made.id) == made
    with pytest.raises(Expected) as refusal:
        async with desk.turn_of(MAIJA) as (work, turn):
            await readable(work, turn, made.id)
    assert refusal.value.code == "unknown_change"


async def test_whoever_coordinates_no_more_cannot_accept_what_they_proposed_before(desk: Desk) -> None:
    proposed = await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0077"), ask_first=True)
    await desk.changes(KALLE, lambda known: put(known, replace(desk.contact(RITVA), roles=("contact",))))
    with pytest.raises(Expected) as refusal:
        await desk.accepts(RITVA, proposed.id)
    assert refusal.value.code == "not_a_coordinator"
    assert desk.contact(MAIJA).phone == "05 000 0001"


async def accepting(desk: Desk, change_id: int) -> None:
    await desk.accepts(KALLE, change_id)


async def accepting_as_whole(desk: Desk, change_id: int) -> None:
    async with desk.turn_of(RITVA) as (work, turn):
        await accept_as_whole(work, turn, change_id)


@pytest.mark.parametrize(("other", "first"), [(accepting, RITVA), (accepting_as_whole, KALLE)], ids=["second", "whole"])
async def test_two_coordinators_at_once_take_turns_and_never_wait_in_a_circle(
    desk: Desk, other: Callable[[Desk, int], Coroutine[None, None, None]], first: str
) -> None:
    rule = replace(desk.directory.rules["11"][-1], source="Sovittu uudelleen")
    if other is accepting:
        waiting = await desk.changes(RITVA, lambda known: put(known, rule))
    else:
        waiting = await desk.changes(RITVA, phone(desk.contact(MAIJA), "05 000 0077"), ask_first=True)
    async with desk.turn_of(first) as (work, turn):
        await lock_directory(work.connection)
        meanwhile = asyncio.create_task(other(desk, waiting.id))
        await somebody_waits(work.services.database)
        with pytest.raises(Expected) as refusal:
            await undo(work, turn, waiting.id)
        assert refusal.value.code == "not_done"
        await change(work, turn, Request("contact_changed", phone(desk.contact(SARI), "05 000 0099")))
    await meanwhile
    assert desk.contact(SARI).phone == "05 000 0099"
