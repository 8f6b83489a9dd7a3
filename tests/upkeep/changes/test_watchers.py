"""Auditor and data protection: never given or taken by one person, and never to oneself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.errors import Expected
from directory.people.contacts import Contact, DirectoryContent, Role
from directory.records.changes import put, without
from tests.upkeep.changes.test_changing import HARRI, KALLE, MAIJA, RITVA, SARI, Desk, desk

__all__ = ["desk"]
one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def given(one: Contact, role: Role) -> Callable[[DirectoryContent], DirectoryContent]:
    return lambda known: put(known, replace(one, roles=(*one.roles, role)))


def refused(code: str) -> pytest.RaisesExc[Expected]:
    return pytest.RaisesExc(Expected, check=lambda error: error.code == code)


@one_database
@pytest.mark.parametrize("role", ["auditor", "data_protection"])
async def test_one_coordinator_proposes_and_another_accepts(desk: Desk, role: Role) -> None:
    made = await desk.changes(RITVA, given(desk.contact(SARI), role))
    assert made.state == "second"
    assert not desk.contact(SARI).is_a(role)
    for nobody, code in ((RITVA, "second_needed"), (SARI, "unknown_change"), (HARRI, "unknown_change")):
        with refused(code):
            await desk.accepts(nobody, made.id)
    assert (await desk.accepts(KALLE, made.id)).state == "done"
    assert desk.contact(SARI).is_a(role)


@one_database
async def test_nobody_proposes_or_accepts_themselves(desk: Desk) -> None:
    with refused("own_role"):
        await desk.changes(RITVA, given(desk.contact(RITVA), "auditor"))
    with refused("no_second"):  # Kalle is the only other coordinator
        await desk.changes(RITVA, given(desk.contact(KALLE), "auditor"))
    assert await desk.office.rows("SELECT * FROM directory_change") == []


@one_database
async def test_a_contact_does_not_make_anybody_an_auditor(desk: Desk) -> None:
    for who in (MAIJA, SARI):
        with pytest.raises(Expected):
            await desk.changes(MAIJA, given(desk.contact(who), "auditor"))


@one_database
async def test_taking_the_role_away_takes_two_as_well(desk: Desk) -> None:
    made = await desk.changes(RITVA, given(desk.contact(SARI), "auditor"))
    await desk.accepts(KALLE, made.id)
    for wanted in (
        lambda known: put(known, replace(desk.contact(SARI), roles=("contact",))),
        lambda known: without(known, desk.contact(SARI)),
    ):
        assert (await desk.changes(KALLE, wanted)).state == "second"
    undone = await desk.undoes(KALLE, made.id)
    assert (undone.state, undone.kind) == ("second", "undo")
    assert desk.contact(SARI).is_a("auditor")
