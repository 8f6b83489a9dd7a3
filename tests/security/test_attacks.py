"""What an attacker would try, over HTTP and on both databases: forged tokens, others' matters, markup, replays."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import structlog
from sqlalchemy.engine import make_url

from bot.access_log.log_checking import verify
from bot.dispatch.discovery import discover
from tests.security.guarded_bot import CODE, QUESTION, Body, GuardedBot, guarded_bot

STRANGERS = ["colleague", "other county", "unknown tenant"]
OF_A_MATTER = [
    "consultation.claim", "consultation.release", "consultation.reply", "consultation.close", "consultation.reveal",
    "consultation.send", "consultation.choose",
]  # fmt: skip
VERBS = sorted(discover().by_verb)
STANDING = pytest.mark.asyncio(loop_scope="package")


def as_(bot: GuardedBot, who: str, verb: str, **data: object) -> Body:
    return bot.press(*bot.people()[who], verb, {"verb": verb, "consultation": 1001, "version": 1, **data})


async def test_a_recorded_request_sent_again_has_no_second_effect(bot: GuardedBot) -> None:
    claim = as_(bot, "asked", "consultation.claim")
    assert (await bot.post(claim))[0] == 200
    before = await bot.protected()
    logged = await bot.rows("SELECT count(*) FROM access_log")
    for _ in range(3):
        assert (await bot.post(claim))[0] == 200
    assert await bot.protected() == before
    assert await bot.rows("SELECT count(*) FROM access_log") == logged


@STANDING
@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("verb", OF_A_MATTER)
async def test_a_forged_press_does_nothing_its_sender_may_not_do(standing: GuardedBot, who: str, verb: str) -> None:
    [(draft,)] = await standing.rows("SELECT id FROM consultation_draft")
    before = await standing.protected()
    for step in ("", "show", "correct", "unwanted"):
        data = {"draft": draft, "step": step, "text": "x", "outcome": "answered", "question": "x", "takeover": True}
        status, answer = await standing.post(as_(standing, who, verb, **data))
        assert status in {200, 403}
        assert not [secret for secret in (QUESTION, CODE, "Maija", draft) if str(secret) in answer]
    assert await standing.protected() == before


@STANDING
@pytest.mark.parametrize("who", STRANGERS)
async def test_no_button_of_the_bot_does_anything_of_others_for_a_stranger(standing: GuardedBot, who: str) -> None:
    """Each verb there is, with the numbers and names of county 11 in its data, as a press and as a dialog."""
    [(draft,), *_] = await standing.rows("SELECT id FROM consultation_draft")
    maija = standing.contact("Maija Esimerkki").id
    ids = {"consultation": 1001, "version": 1, "draft": draft, "contact": maija, "whose": maija, "worker": maija}
    more = {
        "area": "11",
        "county": "11",
        "from": "11",
        "change": 1,
        "misroute": 1,
        "organisation": "11",
        "client": CODE,
    }
    words = {"text": "x", "question": "x", "name": "x", "why": "x", "phrase": "x", "topic": "asumismenot"}
    for verb in VERBS:
        data = {"verb": verb, **ids, **more, **words}
        bodies = [standing.press(*standing.people()[who], verb, {**data, "step": step}) for step in ("save", "accept")]
        bodies.append(standing.activity(*standing.people()[who], "invoke", name="task/fetch", value={"data": data}))
        for status, answer in [await standing.post(body) for body in bodies]:
            assert status in {200, 403}
            assert not [secret for secret in (QUESTION, CODE, draft) if str(secret) in answer], verb
    now = await standing.protected()
    assert {name for name in now if now[name] != standing.as_it_was[name]} == set()


@STANDING
@pytest.mark.parametrize("who", ["colleague", "other county"])
async def test_a_stranger_does_not_learn_whether_a_matter_exists(standing: GuardedBot, who: str) -> None:
    """The same sentence for a matter of others and for a number that nobody has."""

    async def answer(number: int) -> str:
        press = standing.press(*standing.people()[who], "consultation.claim", {"consultation": number})
        return (await standing.post(press))[1].replace(str(number), "N")

    assert await answer(1001) == await answer(9999)


async def test_each_try_at_anothers_matter_is_in_the_log_once(bot: GuardedBot) -> None:
    press = as_(bot, "other county", "consultation.claim")
    for _ in range(2):
        await bot.post(press)
    rows = await bot.rows("SELECT organisation, consultation_id, role FROM access_log WHERE result = 'refused'")
    assert rows == [("10", 1001, "coordinator")]
    async with bot.running.services.database.read() as connection:
        assert await verify(connection) == []


@STANDING
@pytest.mark.parametrize("who", STRANGERS)
async def test_nobody_else_opens_the_client(standing: GuardedBot, who: str) -> None:
    data = {"verb": "consultation.reveal", "consultation": 1001, "msteams": {"type": "task/fetch"}}
    status, answer = await standing.post(
        standing.activity(*standing.people()[who], "invoke", name="task/fetch", value={"data": data, "context": {}})
    )
    assert (status, CODE in answer) == (200, False)


@STANDING
@pytest.mark.parametrize("where", ["name", "id", "locale", "conversation", "timestamp"])
async def test_odd_identities_are_neither_believed_nor_logged(standing: GuardedBot, where: str) -> None:
    odd = "Robert'); DROP TABLE consultation;--\u202e istutettu"
    tenant, person = standing.people()["colleague"]
    body = standing.activity(tenant, person, text="/open")
    if where in {"locale", "timestamp"}:
        body[where] = odd
    elif where == "conversation":
        body["conversation"]["id"] = odd
    else:
        body["from"]["aadObjectId" if where == "id" else "name"] = odd
    before = await standing.protected()
    with structlog.testing.capture_logs() as logged:
        status, _ = await standing.post(body)
    assert status in {200, 400}
    assert not [line for line in logged if "istutettu" in str(line) or line["log_level"] == "error"]
    assert await standing.protected() == before


@STANDING
@pytest.mark.parametrize("verb", ["consultation.claim", "audit.show", "contact.save"])
async def test_an_odd_directory_id_is_refused_like_any_stranger(standing: GuardedBot, verb: str) -> None:
    body = as_(standing, "other county", verb)
    body["from"]["aadObjectId"] = "Liisa Näyte 010594Y9032"
    with structlog.testing.capture_logs() as logged:
        status, _ = await standing.post(body)
    assert status in {200, 400}
    assert not [line for line in logged if line["log_level"] == "error"]
    assert CODE not in str(await standing.rows("SELECT * FROM access_log"))


async def test_a_destroyed_copy_is_gone_from_the_database_file(sqlite_url: str, tmp_path: Path) -> None:
    file = Path(str(make_url(sqlite_url).database))
    async with guarded_bot(sqlite_url, tmp_path) as bot:
        [(sealed,)] = await bot.rows("SELECT client_sealed FROM consultation")
        assert isinstance(sealed, bytes)
        await bot.post(as_(bot, "asked", "consultation.claim"))
        outcome = {"outcome": "kela_can_decide", "client_reached": "yes", "kelmu": "done"}
        await bot.post(as_(bot, "asked", "consultation.close", **outcome))
        assert await bot.rows("SELECT client_sealed FROM consultation") == [(None,)]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in file.parent.glob(file.name + "*"))
    assert b"kela_can_decide" in kept
    assert QUESTION.encode() not in kept
    assert sealed not in kept
    assert CODE.encode() not in kept
