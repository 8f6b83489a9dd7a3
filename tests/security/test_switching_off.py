"""One organisation is cut off while the bot runs: its people get one sentence, the other side the telephones."""

import asyncio
import time
from datetime import timedelta

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.access_log.log_checking import verify
from bot.jobs.schedule import USUAL
from bot.upkeep.organisations.switching_off import UnknownOrganisationError, switch
from tests.security.guarded_bot import QUESTION, TUESDAY_MORNING, Body, GuardedBot

OFF = "Kuntayhteys on toistaiseksi poissa käytöstä tässä organisaatiossa."
UNREACHABLE = "ei ole nyt tavoitettavissa Kuntayhteydessä"
PATIENCE_S = 60
"""Seconds in which what has to come comes on any machine."""


async def switched(bot: GuardedBot, code: str, *, off: bool) -> None:
    """As the command line does it, from another process; returns when this process has seen it."""
    if off:
        await bot.settled()
    bot.received.clear()
    async with bot.running.services.database.write() as connection:
        assert await switch(connection, code, TUESDAY_MORNING, off=off)
    assert timedelta(seconds=2) >= USUAL.directory
    await bot.running.ticker.tick("directory")
    assert bot.running.services.directory.current.organisations[code].switched_off is off
    await bot.running.ticker.tick("timers")
    began = time.monotonic()
    while await bot.rows("SELECT id FROM timer WHERE kind = 'switched' AND state = 'pending'"):
        assert time.monotonic() - began < PATIENCE_S
        await asyncio.sleep(0.05)


async def shown(bot: GuardedBot, part: str) -> Body:
    """Waits for something the bot sends to Microsoft."""
    for _ in range(600):
        found = [one for one in bot.received if part in str(one)]
        if found:
            return found[-1]
        await asyncio.sleep(0.05)
    raise TimeoutError(part)


async def held(bot: GuardedBot) -> list[tuple[object, ...]]:
    """What waits to be sent to the county asked."""
    tenant = bot.people()["asked"][0]
    waiting = "SELECT outbox.id FROM outbox JOIN post ON post.id = outbox.post_id WHERE outbox.state = 'pending'"
    return await bot.rows(f"{waiting} AND post.tenant_id = '{tenant}'")


def claim(bot: GuardedBot) -> Body:
    return bot.press(*bot.people()["asked"], "consultation.claim", {"consultation": 1001, "version": 1})


async def test_its_people_get_one_sentence_and_nothing_of_theirs_is_processed(bot: GuardedBot) -> None:
    await switched(bot, "11", off=True)
    before = await bot.protected()
    people = await bot.rows("SELECT * FROM person")
    status, answer = await bot.post(claim(bot))
    assert (status, OFF in answer, QUESTION in answer) == (200, True, False)
    assert OFF not in (await bot.post({**claim(bot), "locale": "sv-FI"}))[1]
    for words in ("/open", "/reply K-1001 Voidaan tukea.", "/contact", "K-1001"):
        assert (await bot.post(bot.activity(*bot.people()["asked"], text=words)))[0] == 200
    await bot.settled()
    assert [one["text"][: len(OFF)] for one in bot.received if "text" in one] == [OFF]
    assert await bot.protected() == before
    assert await bot.rows("SELECT * FROM person") == people


async def test_the_others_read_that_it_cannot_be_reached_and_whom_to_call(bot: GuardedBot) -> None:
    await switched(bot, "11", off=True)
    card = await shown(bot, UNREACHABLE)
    assert "Aikuissosiaalityön neuvonta: soita 05" in str(card)
    bot.received.clear()
    await bot.post(bot.activity(*bot.people()["asker"], text="/consult Eksote asumismenot"))
    answer = str(await shown(bot, UNREACHABLE))
    assert "Mitään ei lähetetty" in answer
    assert "consultation.send" not in answer


async def test_a_form_that_was_open_sends_nothing_any_more(bot: GuardedBot) -> None:
    tenant, liisa = bot.people()["asker"]
    await bot.post(bot.activity(tenant, liisa, text="/consult Eksote asumismenot"))
    [(draft,)] = await bot.rows("SELECT id FROM consultation_draft WHERE number IS NULL")
    await switched(bot, "11", off=True)
    data = {"verb": "consultation.send", "draft": draft, "question": "Toinen kysymys", "about": "11/11//housing"}
    status, _ = await bot.post(bot.press(tenant, liisa, "consultation.send", data))
    assert status == 200
    assert await bot.rows("SELECT number FROM consultation") == [(1001,)]


async def test_what_is_written_meanwhile_waits_and_goes_out_when_it_is_on_again(bot: GuardedBot) -> None:
    await bot.settled()
    await bot.post(claim(bot))
    async with bot.running.services.database.write() as connection:  # an id is the same however it is written
        await connection.execute(text("UPDATE organisation SET tenant_id = upper(tenant_id) WHERE code = '11'"))
    await switched(bot, "11", off=True)
    await bot.post(bot.activity(*bot.people()["asker"], text="/reply K-1001 Odottava rivi"))
    await shown(bot, "K-1001: Etelä-Karjalan hyvinvointialue ei ole nyt tavoitettavissa Kuntayhteydessä.")
    await asyncio.sleep(0.5)
    assert len(await held(bot)) >= 1
    await switched(bot, "11", off=False)
    began = time.monotonic()
    while await held(bot):
        assert time.monotonic() - began < PATIENCE_S
        await asyncio.sleep(0.05)
    status, answer = await bot.post(bot.activity(*bot.people()["asked"], text="/reply K-1001 Taas täällä"))
    assert (status, OFF in answer) == (200, False)
    await shown(bot, "Taas täällä")


async def test_the_rest_go_on_as_before(bot: GuardedBot) -> None:
    await bot.settled()
    await switched(bot, "10", off=True)
    assert (await bot.post(claim(bot)))[0] == 200
    assert await bot.rows("SELECT state FROM consultation") == [("taken",)]
    await bot.settled()
    assert UNREACHABLE not in str(bot.received)


async def test_it_is_in_the_log_and_twice_is_as_once(bot: GuardedBot) -> None:
    database = bot.running.services.database
    async with database.write() as connection:
        assert [await switch(connection, "11", TUESDAY_MORNING, off=True) for _ in range(2)] == [True, False]
        assert await switch(connection, "11", TUESDAY_MORNING, off=False)
        with pytest.raises(UnknownOrganisationError):
            await switch(connection, "99", TUESDAY_MORNING, off=True)
    rows = await bot.rows("SELECT action, organisation, role FROM access_log WHERE role = 'command-line' ORDER BY id")
    assert rows == [("organisation_off", "11", "command-line"), ("organisation_on", "11", "command-line")]
    async with database.read() as connection:
        assert await verify(connection) == []


def test_the_command_says_what_it_did(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNTAYHTEYS_DATABASE_URL", sqlite_url)
    run = CliRunner()
    assert run.invoke(cli, ["export", "--sample-data"]).exit_code == 0
    said = [
        run.invoke(cli, ["tenant", *words]).output.strip()
        for words in (["off", "kela"], ["off", "KELA"], ["on", "KELA"])
    ]
    assert said == ["KELA is switched off.", "KELA was switched off already.", "KELA is switched on."]
    unknown = run.invoke(cli, ["tenant", "off", "99"])
    assert (unknown.exit_code, "No organisation 99" in unknown.output) == (2, True)
