"""Dated lists of legal bases: the newest version of a day holds, none reaches back, both databases keep them whole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bases import store
from bot.bases.bases import Basis, load_bases
from bot.bases.basis_lists import BasisLists, Version, checked_version, decided, differs
from bot.bases.store import BasisSnapshot
from bot.errors import Expected
from config.texts import LANGUAGES
from tests.turns.office import Office
from tests.upkeep.conftest import kept_office

__all__ = ["kept_office"]
SHIPPED = load_bases()
TODAY = date(2026, 11, 24)
CODES = sorted(SHIPPED.by_code)
MAKER, OTHER = ("kela", "risto"), ("kela", "leena")


def version(number: int, code: str, day: int, name: str, *, in_use: bool = True, of: str = "KELA") -> Version:
    basis = replace(SHIPPED.by_code[code], names=dict.fromkeys(LANGUAGES, name))
    return Version(number, of, basis, TODAY + timedelta(days=day), in_use, "accepted", MAKER, "Risto")


VERSIONS = st.lists(
    st.tuples(st.sampled_from(CODES), st.integers(0, 9), st.booleans(), st.sampled_from(["KELA", "11"])), max_size=8
).map(
    lambda rows: tuple(
        version(number, code, day, f"nimi {number}", in_use=in_use, of=of)
        for number, (code, day, in_use, of) in enumerate(rows)
    )
)


@given(VERSIONS, st.integers(-3, 12), st.sampled_from(["KELA", "11", "10"]))
def test_the_newest_version_of_the_day_holds_and_others_lists_are_untouched(
    versions: tuple[Version, ...], day: int, organisation: str
) -> None:
    on = TODAY + timedelta(days=day)
    found = BasisLists(SHIPPED, versions).of(organisation, on).by_code
    for code in CODES:
        mine = [one for one in versions if (one.organisation, one.basis.code) == (organisation, code)]
        begun = [one for one in mine if one.valid_from <= on]
        newest = max(begun, key=lambda one: (one.valid_from, one.id), default=None)
        expected: Basis | None = SHIPPED.by_code[code]
        if newest is not None:
            expected = newest.basis if newest.in_use else None
        assert found.get(code) == expected


@given(VERSIONS, VERSIONS)
def test_a_version_from_a_later_day_changes_no_earlier_day(
    now: tuple[Version, ...], later: tuple[Version, ...]
) -> None:
    after = tuple(replace(one, id=one.id + 100, valid_from=one.valid_from + timedelta(days=20)) for one in later)
    for day in range(12):
        on = TODAY + timedelta(days=day)
        assert BasisLists(SHIPPED, now + after).of("KELA", on) == BasisLists(SHIPPED, now).of("KELA", on)


def test_the_log_names_a_basis_that_is_no_longer_offered() -> None:
    lists = BasisLists(SHIPPED, (version(1, "consent", 0, "Vanha nimi"), version(2, "consent", 1, "Uusi nimi")))
    assert lists.name("KELA", "consent", "fi") == "Uusi nimi"
    assert lists.name("11", "consent", "fi") == SHIPPED.by_code["consent"].name("fi")
    assert lists.name("KELA", "keksitty", "fi") == ""


def test_a_version_that_changes_nothing_is_known_for_that() -> None:
    lists = BasisLists(SHIPPED)
    same = replace(version(1, "consent", 0, ""), basis=SHIPPED.by_code["consent"])
    assert not differs(same, lists)
    assert differs(replace(same, in_use=False), lists)


def test_its_maker_takes_a_proposal_back_but_does_not_accept_it() -> None:
    waiting = replace(version(1, "consent", 0, "x"), state="waiting")
    assert decided(waiting, MAKER, accepts=False).state == "rejected"
    assert decided(waiting, OTHER, accepts=True).state == "accepted"
    with pytest.raises(Exception, match="basis_another"):
        decided(waiting, MAKER, accepts=True)


async def test_a_version_is_stored_whole_and_read_by_every_process(kept_office: Office) -> None:
    database, now = kept_office.services.database, kept_office.clock()
    snapshot = BasisSnapshot(SHIPPED)
    await snapshot.refresh(database)
    narrowed = replace(SHIPPED.by_code["totul_18"], topics=frozenset({"asumismenot"}))
    made = replace(
        version(0, "consent", 2, "Suostumus"),
        state="waiting",
        basis=narrowed,
    )
    async with database.write() as connection:
        made = replace(made, id=await store.create(connection, made, now))
    assert not await snapshot.refresh(database)
    async with database.write() as connection:
        assert await store.load(connection, made.id, "11") is None
        assert await store.load(connection, made.id, "KELA") == made
        await store.decide(connection, decided(made, OTHER, accepts=True), "Leena", now)
    assert await snapshot.refresh(database)
    accepted = replace(made, state="accepted", decided_by_name="Leena", decided_at=now)
    assert snapshot.current.versions == (accepted,)
    assert snapshot.current.of("KELA", made.valid_from).by_code["totul_18"] == made.basis


LINK = "SHL 35 § [laki](https://evil.example)"
LINKED = dict.fromkeys(LANGUAGES, LINK)


@pytest.mark.parametrize("part", ["names", "explanations", "law"])
def test_a_basis_holds_no_links_and_no_markup(part: str) -> None:
    new = version(1, next(one for one in CODES if one != "general"), 1, "Uusi peruste")
    linked = {
        "names": replace(new.basis, names=LINKED),
        "explanations": replace(new.basis, explanations=LINKED),
        "law": replace(new.basis, law=LINK),
    }
    with pytest.raises(Expected) as refusal:
        checked_version(replace(new, basis=linked[part]), TODAY)
    assert refusal.value.code == "basis_markup"
