"""Who of a matter's people still stands, whatever has become of the directory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.consultation.rules.model import Consultation, Receiver, Someone
from bot.consultation.rules.standing import as_it_stands
from directory.people.contacts import Absence, Contact, Directory, DirectoryContent, Organisation, Role, directory_of

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
KELA, COUNTY, OTHER = (
    Organisation("KELA", "Kela", "t-kela", "kela"),
    Organisation("11", "Ekhva", "t-11", "county"),
    Organisation("10", "Toinen", "t-10", "county"),
)


def contact(key: str, *, organisation: str = "11", roles: tuple[Role, ...] = ("contact",), deputy: str = "") -> Contact:
    tenant = {"KELA": "t-kela", "11": "t-11", "10": "t-10"}[organisation]
    return Contact(key, key.title(), organisation, tenant, f"id-{key}", "", roles, deputy_id=deputy)


def someone(one: Contact) -> Someone:
    return Someone(one.tenant_id, one.aad_object_id, one.name)


ASKER, MAIJA, KALLE, OTTO = contact("asker", organisation="KELA"), contact("maija"), contact("kalle"), contact("otto")
CASE = Consultation(
    number=1001,
    state="taken",
    version=1,
    asking_organisation="KELA",
    receiving_organisation="11",
    area="11",
    municipality="",
    topic="asumismenot",
    audience="anyone",
    question="?",
    basis="general",
    answer_by=NOW,
    asker=someone(ASKER),
    asker_contact_id="asker",
    created_at=NOW,
    receivers=(Receiver("maija", someone(MAIJA)), Receiver("kalle", someone(KALLE))),
    taker=someone(MAIJA),
    taken_at=NOW,
)


def directory(*contacts: Contact, absences: tuple[Absence, ...] = ()) -> Directory:
    return directory_of(DirectoryContent((KELA, COUNTY, OTHER), contacts, absences=absences), 1)


def test_a_matter_whose_people_all_stand_is_the_same() -> None:
    assert as_it_stands(CASE, directory(ASKER, MAIJA, KALLE), TODAY) == CASE


CHANGES: dict[str, Callable[[Contact], Contact | None]] = {
    "as before": lambda one: one,
    "removed": lambda _: None,
    "another account": lambda one: replace(one, aad_object_id=f"new-{one.id}"),
    "no account": lambda one: replace(one, aad_object_id=""),
    "another role": lambda one: replace(one, roles=("coordinator", "auditor")),
    "another organisation": lambda one: replace(one, organisation="10", tenant_id="t-10"),
}


@pytest.mark.parametrize("state", ["waiting", "taken", "closed"])
def test_only_who_has_the_entry_still_has_a_part(state: str) -> None:
    taker = someone(MAIJA) if state != "waiting" else None
    case = replace(CASE, state=state, taker=taker)  # type: ignore[arg-type]
    for (first, maija), (second, kalle), (third, asker) in product(CHANGES.items(), repeat=3):
        changed = (maija(MAIJA), kalle(KALLE), asker(ASKER))
        now = as_it_stands(case, directory(*(one for one in changed if one)), TODAY)
        for how, one in ((first, MAIJA), (second, KALLE)):
            assert (now.side_of(someone(one), "receiving") is not None) is (how == "as before"), (first, second, third)
        assert (now.side_of(someone(ASKER)) == "asking") is (third in {"as before", "another role"})
        if first == "another account" and state != "closed":
            assert now.side_of(Someone("t-11", "new-maija", "Maija")) == "receiving"
        if state == "taken":
            assert (now.state == "taken") is (first in {"as before", "another account"})


@given(
    st.sampled_from(sorted(CHANGES)), st.sampled_from(sorted(CHANGES)), st.sampled_from(["waiting", "taken", "closed"])
)
def test_what_has_been_brought_into_step_stays_so(maija: str, kalle: str, state: str) -> None:
    taker = someone(MAIJA) if state != "waiting" else None
    case = replace(CASE, state=state, taker=taker)  # type: ignore[arg-type]
    changed = [CHANGES[maija](MAIJA), CHANGES[kalle](KALLE), ASKER]
    now = directory(*(one for one in changed if one))
    once = as_it_stands(case, now, TODAY)
    assert as_it_stands(replace(once, without=()), now, TODAY) == once


def test_who_is_in_line_is_asked_when_nobody_before_them_is_left() -> None:
    line = (Receiver("maija", someone(MAIJA)), Receiver("kalle", someone(KALLE), "next"))
    now = as_it_stands(replace(CASE, receivers=line), directory(ASKER, KALLE), TODAY)
    assert [(one.contact_id, one.state) for one in now.receivers] == [("maija", "gone"), ("kalle", "asked")]
    assert now.state == "waiting"


def test_a_deputy_stands_as_long_as_the_absence_and_longer_with_what_they_took() -> None:
    deputy = contact("otto", roles=("deputy",))
    asked = Receiver("otto", someone(deputy), whose="maija")
    away = (Absence("maija", TODAY, TODAY, "otto"),)
    known = (ASKER, MAIJA, deputy)
    waiting = replace(CASE, state="waiting", taker=None, receivers=(asked,))
    during = as_it_stands(waiting, directory(*known, absences=away), TODAY)
    assert during == waiting
    after = as_it_stands(waiting, directory(*known), TODAY)
    assert [(one.contact_id, one.state) for one in after.receivers] == [("maija", "asked"), ("otto", "gone")]
    took = replace(waiting, state="taken", taker=someone(deputy))
    assert as_it_stands(took, directory(*known), TODAY) == took
    without_role = (ASKER, MAIJA, contact("otto", roles=("auditor",)))
    assert as_it_stands(took, directory(*without_role), TODAY).taker is None


def test_an_asker_who_was_never_listed_stands_and_one_who_was_is_followed_by_the_deputy() -> None:
    unlisted = replace(CASE, asker_contact_id="", asker=Someone("t-kela", "id-liisa", "Liisa"))
    assert as_it_stands(unlisted, directory(MAIJA, KALLE), TODAY) == unlisted
    left = as_it_stands(CASE, directory(MAIJA, KALLE), TODAY)
    assert left.asker_left
    assert left.side_of(CASE.asker) is None
    deputy = contact("kirsi", organisation="KELA")
    moved = replace(ASKER, organisation="10", tenant_id="t-10", deputy_id="kirsi")
    assert as_it_stands(CASE, directory(moved, deputy, MAIJA, KALLE), TODAY).asker == someone(deputy)


def test_in_a_closed_matter_a_deputy_stands_as_long_as_the_absence() -> None:
    deputy = contact("otto", roles=("deputy",))
    asked = Receiver("otto", someone(deputy), whose="maija")
    closed = replace(CASE, state="closed", receivers=(*CASE.receivers, asked))
    known = (ASKER, MAIJA, KALLE, deputy)
    away = (Absence("maija", TODAY, TODAY, "otto"),)
    assert as_it_stands(closed, directory(*known, absences=away), TODAY) == closed
    after = as_it_stands(closed, directory(*known), TODAY)
    assert after.side_of(someone(deputy)) is None
    assert after.side_of(someone(MAIJA)) == "receiving"


def test_a_colleague_whom_the_absent_one_chose_themselves_stands_beside_the_deputy_of_the_absence() -> None:
    chosen, deputy = contact("kalle", roles=("deputy",)), contact("otto", roles=("deputy",))
    receivers = (
        Receiver("maija", someone(MAIJA), "handed_over", whose="kalle"),
        Receiver("kalle", someone(chosen), whose="maija"),
    )
    case = replace(CASE, state="waiting", taker=None, receivers=receivers)
    away = (Absence("maija", TODAY, TODAY, "otto"),)
    assert as_it_stands(case, directory(ASKER, MAIJA, chosen, deputy, absences=away), TODAY) == case


@given(st.permutations(["maija", "kalle", "otto", "new"]), st.sampled_from(["waiting", "taken", "closed"]))
def test_other_numbers_in_the_directory_change_nobodys_part(ids: list[str], state: str) -> None:
    taker = someone(MAIJA) if state != "waiting" else None
    case = replace(CASE, state=state, taker=taker)  # type: ignore[arg-type]
    people = (MAIJA, KALLE, OTTO)
    renumbered = [replace(one, id=key) for one, key in zip(people, ids, strict=False)]
    now = as_it_stands(case, directory(ASKER, *renumbered), TODAY)
    assert now.without == ()
    for one in people:
        assert now.side_of(someone(one)) == case.side_of(someone(one))
    assert now.taker == taker
    assert {one.contact_id for one in now.receivers} == set(ids[:2])
    assert as_it_stands(now, directory(ASKER, *renumbered), TODAY) == now
