"""Evidence of whether contacts' details hold, as it is kept in both databases."""

from datetime import UTC, date, datetime

import pytest

from bot.outbox.delivery_refusals import Refusal
from bot.upkeep.checks import evidence
from config.database import Database
from directory.people.contacts import DirectoryContent, directory_of
from directory.people.freshness import Evidence
from directory.stored.store import save_content
from tests.directory.sample_people import EKHVA, KELA, contact

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
MAIJA, KALLE = contact("maija", verified_on=date(2026, 11, 3)), contact("kalle", verified_on=date(2026, 1, 2))


@pytest.fixture
async def known(database: Database) -> Database:
    """A directory of two people."""
    async with database.write() as connection:
        await save_content(connection, DirectoryContent((KELA, EKHVA), (MAIJA, KALLE)))
    return database


async def kept(database: Database, contact_id: str = "maija") -> Evidence | None:
    async with database.read() as connection:
        return (await evidence.evidence_of(connection, [contact_id])).get(contact_id)


async def test_refusals_add_up_until_an_answer(known: Database) -> None:
    async with known.write() as connection:
        for _ in range(3):
            await evidence.passed_on(connection, "maija", NOW)
    assert await kept(known) == Evidence(refused_at=NOW, refusals=3)
    async with known.write() as connection:
        await evidence.answered(connection, "maija", NOW)
    assert await kept(known) == Evidence(refused_at=NOW, answered_at=NOW)


async def test_a_bounce_is_settled_by_a_confirmation(known: Database) -> None:
    async with known.write() as connection:
        await evidence.bounced(connection, "maija", Refusal.NOT_INSTALLED, NOW)
        doubts = await evidence.doubts(connection, [MAIJA], TODAY)
    assert doubts["maija"].cause == "bounced"
    async with known.write() as connection:
        await evidence.confirmed(connection, "maija", TODAY)
        assert await evidence.doubts(connection, [MAIJA], TODAY) == {}
    assert await kept(known) == Evidence(confirmed_on=TODAY)


async def test_a_message_that_is_too_big_says_nothing_of_its_reader(known: Database) -> None:
    async with known.write() as connection:
        await evidence.bounced(connection, "maija", Refusal.TOO_BIG, NOW)
    assert await kept(known) is None


async def test_a_contact_is_asked_once_in_a_month(known: Database) -> None:
    async with known.write() as connection:
        assert await evidence.asked(connection, "maija", TODAY)
        assert not await evidence.asked(connection, "maija", date(2026, 11, 30))
        assert await evidence.asked(connection, "maija", date(2026, 12, 1))
    assert await kept(known) == Evidence(asked_on=date(2026, 12, 1), asked_times=2)


async def test_somebody_who_has_left_the_directory_leaves_no_mark_and_no_error(known: Database) -> None:
    async with known.write() as connection:
        await evidence.answered(connection, "gone", NOW)
        assert not await evidence.asked(connection, "gone", TODAY)
    assert await kept(known, "gone") is None


async def test_half_a_year_without_a_sign_is_doubtful_without_any_row(known: Database) -> None:
    async with known.read() as connection:
        found = await evidence.doubts(connection, [MAIJA, KALLE], TODAY)
    assert {key: one.cause for key, one in found.items()} == {"kalle": "unconfirmed"}


async def test_an_answer_vouches_for_somebody_whose_confirmation_is_old(known: Database) -> None:
    async with known.write() as connection:
        await evidence.answered(connection, "kalle", NOW)
        assert await evidence.doubts(connection, [MAIJA, KALLE], TODAY) == {}


async def test_whoever_is_not_in_the_tenant_any_more_is_doubtful_until_found_again(known: Database) -> None:
    async with known.write() as connection:
        await evidence.looked_for(connection, "maija", TODAY, found=False)
        assert (await evidence.doubts(connection, [MAIJA], TODAY))["maija"].cause == "not_found"
        await evidence.looked_for(connection, "maija", TODAY, found=True)
        assert await evidence.doubts(connection, [MAIJA], TODAY) == {}


async def test_a_bounce_ends_when_the_bot_is_installed(known: Database) -> None:
    async with known.write() as connection:
        await evidence.bounced(connection, "maija", Refusal.NOT_INSTALLED, NOW)
        await evidence.bounced(connection, "kalle", Refusal.NOT_INSTALLED, NOW)
        await evidence.reached_again(connection, MAIJA.directory_id, directory_of(DirectoryContent(contacts=(MAIJA,))))
    assert await kept(known) == Evidence()
    assert await kept(known, "kalle") == Evidence(bounced_at=NOW, bounce="not_installed")
