"""Nobody becomes a coordinator, an auditor or data protection by accounts that one person has named."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.upkeep.changes.views import card_of
from bot.upkeep.organisations.first_coordinator import Appointment, appoint
from directory.people.contacts import Contact, DirectoryContent, Role
from directory.records.changes import put, without
from tests.turns.office import Office
from tests.upkeep.changes.test_changing import HARRI, KALLE, LEENA, RITVA, SARI, Desk, desk
from tests.upkeep.changes.test_watchers import given, one_database, refused
from tests.upkeep.contacts.test_contact_command import inputs

__all__ = ["desk"]
ANNA, ESA = "kela-01", "10-02"
PUPPET = "00000000-0000-4000-8000-0000000000aa"


def account(one: Contact, aad_object_id: str = PUPPET) -> Callable[[DirectoryContent], DirectoryContent]:
    return lambda known: put(known, replace(one, aad_object_id=aad_object_id))


def newcomer(desk: Desk, name: str, *roles: Role) -> Callable[[DirectoryContent], DirectoryContent]:
    tenant = desk.contact(HARRI).tenant_id
    number = f"{len(name):02}"
    person = f"00000000-0000-4000-8000-0000000000{number}"
    made = Contact(f"10-n{number}", name, "10", tenant, person, f"n{number}@kymenhva.example", roles=roles)
    return lambda known: put(known, made)


async def test_a_coordinator_is_named_by_two(desk: Desk) -> None:
    made = await desk.changes(RITVA, given(desk.contact(SARI), "coordinator"))
    assert made.state == "second"
    assert not desk.contact(SARI).is_a("coordinator")
    for nobody, code in ((RITVA, "second_needed"), (SARI, "unknown_change"), (LEENA, "unknown_change")):
        with refused(code):
            await desk.accepts(nobody, made.id)
    await desk.accepts(KALLE, made.id)
    assert desk.contact(SARI).is_a("coordinator")


async def test_where_there_is_no_other_coordinator_kelas_says_yes(desk: Desk) -> None:
    made = await desk.changes(HARRI, given(desk.contact(ESA), "coordinator"))
    with refused("unknown_change"):
        await desk.accepts(RITVA, made.id)
    assert (await desk.accepts(LEENA, made.id)).state == "done"
    assert desk.contact(ESA).is_a("coordinator")


@one_database
async def test_one_coordinator_does_not_make_themselves_an_auditor_with_two_accounts(desk: Desk) -> None:
    """As it was once done: two newcomers, one proposes the coordinator as auditor and the other accepts."""
    for name in ("Nukke Yksi", "Nukke Toinen"):
        assert (await desk.changes(HARRI, newcomer(desk, name, "coordinator"))).state == "second"
    assert {one.id for one in desk.directory.with_role("10", "coordinator")} == {HARRI}


@one_database
async def test_whom_a_coordinator_has_named_does_not_make_them_a_watcher(desk: Desk) -> None:
    named = await desk.changes(RITVA, given(desk.contact(SARI), "coordinator"))
    await desk.accepts(KALLE, named.id)
    left = await desk.changes(RITVA, lambda known: put(known, replace(desk.contact(RITVA), roles=("contact",))))
    assert left.state == "done"
    with refused("named_by_them"):
        await desk.changes(SARI, given(desk.contact(RITVA), "auditor"))
    proposed = await desk.changes(KALLE, given(desk.contact(RITVA), "data_protection"))
    with refused("named_by_them"):
        await desk.accepts(SARI, proposed.id)


@one_database
@pytest.mark.parametrize("role", ["coordinator", "auditor", "data_protection"])
async def test_another_account_on_an_entry_is_another_person(desk: Desk, role: Role) -> None:
    named = await desk.changes(RITVA, given(desk.contact(SARI), role))
    await desk.accepts(KALLE, named.id)
    assert (await desk.changes(RITVA, account(desk.contact(SARI)))).state == "second"
    assert desk.contact(SARI).aad_object_id != PUPPET


@one_database
async def test_an_entry_without_an_account_gets_one_by_two(desk: Desk) -> None:
    named = await desk.changes(
        RITVA, lambda known: put(known, replace(desk.contact(SARI), aad_object_id="", roles=("coordinator",)))
    )
    await desk.accepts(KALLE, named.id)
    assert (await desk.changes(RITVA, account(desk.contact(SARI)))).state == "second"


@one_database
async def test_a_coordinator_is_no_auditor_of_their_own_work(desk: Desk) -> None:
    with refused("audits_themselves"):
        await desk.changes(
            RITVA, lambda known: put(known, replace(desk.contact(SARI), roles=("coordinator", "auditor")))
        )


@one_database
async def test_what_comes_with_it_in_one_change_brings_no_easier_second(desk: Desk) -> None:
    """An area's rules may be accepted by Kela's coordinators; who watches over the county may not."""
    rule = replace(next(one for one in desk.directory.content.areas if one.area == "10"), urgency="allowed")
    with refused("no_second"):
        await desk.changes(HARRI, lambda known: put(given(desk.contact(ESA), "auditor")(known), rule))


@one_database
async def test_a_table_names_a_coordinator_only_with_the_second(desk: Desk) -> None:
    proposed = await desk.changes(HARRI, newcomer(desk, "Nukke Yksi", "coordinator"), ask_first=True)
    waits = await desk.accepts(HARRI, proposed.id)
    assert waits.state == "second"
    assert len(desk.directory.with_role("10", "coordinator")) == 1


@one_database
async def test_undoing_names_nobody_again_but_takes_back_ones_own_slip(desk: Desk) -> None:
    removed = await desk.changes(RITVA, lambda known: without(known, desk.contact(KALLE)))
    assert removed.state == "done"
    assert (await desk.undoes(RITVA, removed.id)).state == "undone"
    assert desk.contact(KALLE).is_a("coordinator")
    named = await desk.changes(RITVA, given(desk.contact(SARI), "coordinator"))
    await desk.accepts(KALLE, named.id)
    removed = await desk.changes(SARI, lambda known: put(known, replace(desk.contact(KALLE), roles=("contact",))))
    undoing = await desk.undoes(RITVA, removed.id)
    assert (undoing.state, undoing.kind) == ("second", "undo")
    assert not desk.contact(KALLE).is_a("coordinator")


@one_database
async def test_kela_names_its_own_and_the_last_of_them_asks_the_operator(desk: Desk) -> None:
    waits = await desk.changes(LEENA, given(desk.contact("kela-02"), "coordinator"))
    assert waits.state == "second"
    with refused("unknown_change"):
        await desk.accepts(RITVA, waits.id)
    gone = await desk.changes(LEENA, lambda known: put(known, replace(desk.contact(ANNA), roles=("contact",))))
    assert gone.state == "done"
    with refused("no_second"):
        await desk.changes(LEENA, given(desk.contact("kela-03"), "coordinator"))


@one_database
@pytest.mark.parametrize("role", ["coordinator", "auditor", "data_protection"])
async def test_the_second_sees_first_what_is_not_decided_alone_and_for_which_account(desk: Desk, role: Role) -> None:
    """However much else the change holds: in a table of hundreds of rows nobody looks at each page."""
    many = [
        replace(
            desk.contact(SARI), id=f"11-m{n}", name=f"Aatu Malli {n}", email=f"m{n}@ekhva.example", aad_object_id=""
        )
        for n in range(40)
    ]
    puppet = replace(
        desk.contact(SARI), id="11-n", name="Yrjö Nukke", email="y@ekhva.example", aad_object_id=PUPPET, roles=(role,)
    )
    made = await desk.changes(RITVA, lambda known: put(known, *many, puppet))
    assert made.state == "second"
    async with desk.turn_of(KALLE) as (work, _):
        card = str(card_of(work, made, desk.contact(KALLE).directory_id, "fi"))
    assert "Yrjö Nukke" in card
    assert PUPPET[:8] in card


async def names_esa(office: Office) -> None:
    """Harri gives Esa the role on the form."""
    harri = office.contact("Harri Hahmotelma")
    await harri.types("/yhteys muuta Esa Mallinne")
    await harri.presses(harri.last, "contact.save", **{**inputs(harri.last), "roles": "contact,coordinator"})


async def test_the_second_is_asked_in_their_chat_and_everybody_hears_of_it(kept_office: Office) -> None:
    harri, leena = kept_office.contact("Harri Hahmotelma"), kept_office.contact("Leena Ohjenuora")
    await names_esa(kept_office)
    assert "Leena Ohjenuora (Kela)" in harri.last.words
    assert "Esa Mallinne" in leena.last.words
    await leena.presses(leena.last, "change.decide")
    assert kept_office.services.directory.current.contacts[ESA].is_a("coordinator")
    assert any("Leena Ohjenuora hyväksyi" in one.words for one in harri.sees())


async def test_those_who_kept_the_directory_hear_who_comes_and_goes(kept_office: Office) -> None:
    ritva, kalle = kept_office.contact("Ritva Keksitty"), kept_office.contact("Kalle Malli")
    await ritva.types("/yhteys poista Kalle Malli")
    await ritva.presses(ritva.last, "contact.save")
    assert "Kalle Malli ei ole enää roolissa: hakemistovastaava" in kalle.last.words


async def test_they_hear_of_whom_the_operator_names_too(kept_office: Office) -> None:
    harri = kept_office.contact("Harri Hahmotelma")
    await harri.types("/ohje")
    office = kept_office
    wanted = Appointment("10", "Uusi Vastaava", "uusi.vastaava@kymenhva.example", PUPPET)
    async with office.services.database.write() as connection:
        assert await appoint(connection, wanted, office.services.reference, office.clock) == ()
    await office.delivery.run_until_idle()
    assert "Uusi Vastaava on saanut roolin: hakemistovastaava" in harri.last.words
