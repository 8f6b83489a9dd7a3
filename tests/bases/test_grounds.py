"""The legal basis of a consultation comes back from the database as it was chosen, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bases.bases import load_bases
from bot.bases.consent import CONSENTS, GivenConsent, Told, checked_consent
from bot.bases.grounds import ENDED_WHY, Ended, ground_of, read_ground, stored_ground
from bot.consultation.stored import store
from bot.errors import Expected
from tests.turns.consents import CODE, WRITTEN
from tests.turns.office import Office

BASES = load_bases()
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
MOMENTS = st.datetimes(timezones=st.just(UTC))
GIVEN = st.builds(GivenConsent, st.sampled_from(CONSENTS), DAYS, st.none() | DAYS)
ENDS = st.none() | st.builds(Ended, st.sampled_from(ENDED_WHY), MOMENTS)


@given(st.sampled_from(tuple(BASES.by_code.values())), st.none() | GIVEN, ENDS, ENDS)
def test_a_ground_is_stored_whole(
    basis: object, consent: GivenConsent | None, end: Ended | None, was: Ended | None
) -> None:
    ground = replace(ground_of(basis, consent, was), ended=end)  # type: ignore[arg-type]
    assert read_ground(ground.code, stored_ground(ground)) == ground


@given(st.text(max_size=30), st.none() | DAYS, st.none() | DAYS, st.booleans(), DAYS)
def test_a_checked_consent_holds_on_the_day(
    code: str, given_on: date | None, until: date | None, names_us: bool, today: date
) -> None:
    for one in (code, *(known.code for known in CONSENTS)):
        checked = _checked(Told(one, given_on, until, names_us), today)
        if checked is not None:
            assert checked.given_on <= today
            assert not checked.has_expired(today)
            assert (checked.until is not None) == (checked.consent.how == "in_writing")


def _checked(told: Told, today: date) -> GivenConsent | None:
    try:
        return checked_consent(told, today)
    except Expected:
        return None


async def test_a_consultation_keeps_its_basis_and_consent(office: Office) -> None:
    await office.of("KELA", "Liisa").asks("Eksote asumismenot", "Voiko alue auttaa?", client=CODE, **WRITTEN)
    async with office.services.database.read() as connection:
        case = await store.load(connection, 1001)
    assert case.ground == ground_of(
        BASES.by_code["consent"], GivenConsent(CONSENTS[1], date(2026, 11, 20), date(2026, 11, 30))
    )
    assert case.ground is not None
    ended = replace(case, ground=replace(case.ground, ended=Ended("narrowed", datetime(2026, 11, 24, tzinfo=UTC))))
    async with office.services.database.write() as connection:
        await store.save(connection, case, ended)
    async with office.services.database.read() as connection:
        assert (await store.load(connection, 1001)).ground == ended.ground


@pytest.mark.parametrize("code", sorted(BASES.by_code))
def test_a_consultation_from_before_grounds_has_the_shipped_one(code: str) -> None:
    assert read_ground(code, {}) == ground_of(BASES.by_code[code])
