"""What an attacker would try, over HTTP and on both databases: forged tokens, others' matters, markup, replays."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy.engine import make_url

from bot.privacy.access_log import verify
from tests.security.guarded_bot import CODE, QUESTION, Body, GuardedBot, guarded_bot
from tests.teams.signing import KEYS

STRANGERS = ["colleague", "other county", "unknown tenant"]
OF_A_MATTER = [
    "consultation.claim", "consultation.release", "consultation.reply", "consultation.close", "consultation.reveal",
    "consultation.send", "consultation.choose",
]  # fmt: skip


def as_(bot: GuardedBot, who: str, verb: str, **data: object) -> Body:
    return bot.press(*bot.people()[who], verb, {"verb": verb, "consultation": 1001, "version": 1, **data})


@pytest.mark.parametrize(
    "token",
    [
        {"exp": 1_700_000_000}, {"nbf": 2**40}, {"aud": "another-bot"}, {"iss": "https://evil.example"},
        {"key": KEYS[1]}, {"kid": "k2"}, {"key": "a secret that is long enough for HS256", "algorithm": "HS256"},
        {"key": None, "algorithm": "none"}, {"without": "exp"}, {"without": "aud"}, {"without": "iss"},
    ],
    ids=range(11),
)  # fmt: skip
async def test_a_forged_token_opens_nothing(bot: GuardedBot, token: dict[str, Any]) -> None:
    before = await bot.protected()
    status, answer = await bot.post(as_(bot, "asked", "consultation.claim"), **token)
    assert (status, QUESTION in answer) == (401, False)
    assert await bot.protected() == before


async def test_a_token_for_another_service_address_opens_nothing(bot: GuardedBot) -> None:
    before = await bot.protected()
    body = as_(bot, "asked", "consultation.claim")
    assert (await bot.post(body, serviceurl="https://smba.trafficmanager.net/emea/"))[0] == 403
    assert (await bot.post({**body, "serviceUrl": "https://smba.trafficmanager.net/emea/"}))[0] == 403
    assert (await bot.post(body, without="serviceurl"))[0] == 403
    assert await bot.protected() == before


async def test_a_recorded_request_sent_again_has_no_second_effect(bot: GuardedBot) -> None:
    claim = as_(bot, "asked", "consultation.claim")
    assert (await bot.post(claim))[0] == 200
    before = await bot.protected()
    logged = await bot.rows("SELECT count(*) FROM access_log")
    for _ in range(3):
        assert (await bot.post(claim))[0] == 200
    assert await bot.protected() == before
    assert await bot.rows("SELECT count(*) FROM access_log") == logged


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("verb", OF_A_MATTER)
async def test_a_forged_press_does_nothing_its_sender_may_not_do(bot: GuardedBot, who: str, verb: str) -> None:
    [(draft,)] = await bot.rows("SELECT id FROM consultation_draft")
    before = await bot.protected()
    for step in ("", "show", "correct", "unwanted"):
        data = {"draft": draft, "step": step, "text": "x", "outcome": "answered", "question": "x", "takeover": True}
        status, answer = await bot.post(as_(bot, who, verb, **data))
        assert status in {200, 403}
        assert not [secret for secret in (QUESTION, CODE, "Maija", draft) if str(secret) in answer]
    assert await bot.protected() == before


@pytest.mark.parametrize("who", ["colleague", "other county"])
async def test_a_stranger_does_not_learn_whether_a_matter_exists(bot: GuardedBot, who: str) -> None:
    """The same sentence for a matter of others and for a number that nobody has."""

    async def answer(number: int) -> str:
        press = bot.press(*bot.people()[who], "consultation.claim", {"consultation": number})
        return (await bot.post(press))[1].replace(str(number), "N")

    assert await answer(1001) == await answer(9999)


async def test_each_try_at_anothers_matter_is_in_the_log_once(bot: GuardedBot) -> None:
    press = as_(bot, "other county", "consultation.claim")
    for _ in range(2):
        await bot.post(press)
    rows = await bot.rows("SELECT organisation, consultation_id, role FROM access_log WHERE result = 'refused'")
    assert rows == [("10", 1001, "coordinator")]
    async with bot.running.services.database.read() as connection:
        assert await verify(connection) == []


@pytest.mark.parametrize("who", STRANGERS)
async def test_nobody_else_opens_the_client(bot: GuardedBot, who: str) -> None:
    data = {"verb": "consultation.reveal", "consultation": 1001, "msteams": {"type": "task/fetch"}}
    status, answer = await bot.post(
        bot.activity(*bot.people()[who], "invoke", name="task/fetch", value={"data": data, "context": {}})
    )
    assert (status, CODE in answer) == (200, False)


@pytest.mark.parametrize(
    "line",
    [
        "<at>Maija Esimerkki</at> hei", "[Kelan sivu](https://evil.example)", "<script>alert(1)</script>",
        "![x](https://evil.example/x.png)", "{{DATE(2026-01-01T00:00:00Z, SHORT)}} ${secret}", "<https://evil.example>",
        '{"type": "AdaptiveCard", "body": []}', "[soita](tel:0600123456)", "&lt;at&gt;Kaikki&lt;/at&gt;",
    ],
    ids=range(9),
)  # fmt: skip
async def test_a_relayed_line_brings_no_mention_link_or_card(bot: GuardedBot, line: str) -> None:
    await bot.settled()
    bot.received.clear()
    await bot.post(bot.activity(*bot.people()["asker"], text=f"/reply K-1001 {line}"))
    await bot.settled()
    assert bot.received
    for activity in bot.received:
        assert "entities" not in activity
        for part in _parts(activity):
            if part.get("type") == "TextBlock":
                assert not any(mark in str(part["text"]) for mark in ("evil.example", "tel:0600", "<at>", "<script"))
        assert not [one for one in _parts(activity) if one.get("type") == "Action.OpenUrl"]
        if "text" in activity:
            assert "evil.example" not in activity["text"]


def _parts(value: object) -> list[Body]:
    match value:
        case dict():
            return [value, *(part for inner in value.values() for part in _parts(inner))]
        case list():
            return [part for inner in value for part in _parts(inner)]
        case _:
            return []


@pytest.mark.parametrize("where", ["name", "id", "locale", "conversation", "timestamp"])
async def test_odd_identities_are_neither_believed_nor_logged(bot: GuardedBot, where: str) -> None:
    odd = "Robert'); DROP TABLE consultation;--\u202e istutettu"
    tenant, person = bot.people()["colleague"]
    body = bot.activity(tenant, person, text="/open")
    if where in {"locale", "timestamp"}:
        body[where] = odd
    elif where == "conversation":
        body["conversation"]["id"] = odd
    else:
        body["from"]["aadObjectId" if where == "id" else "name"] = odd
    before = await bot.protected()
    with structlog.testing.capture_logs() as logged:
        status, _ = await bot.post(body)
    assert status in {200, 400}
    assert not [line for line in logged if "istutettu" in str(line) or line["log_level"] == "error"]
    assert await bot.protected() == before


@pytest.mark.parametrize("verb", ["consultation.claim", "audit.show", "contact.save"])
async def test_an_odd_directory_id_is_refused_like_any_stranger(bot: GuardedBot, verb: str) -> None:
    body = as_(bot, "other county", verb)
    body["from"]["aadObjectId"] = "Liisa Näyte 010594Y9032"
    with structlog.testing.capture_logs() as logged:
        status, _ = await bot.post(body)
    assert status in {200, 400}
    assert not [line for line in logged if line["log_level"] == "error"]
    assert CODE not in str(await bot.rows("SELECT * FROM access_log"))


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
    assert QUESTION.encode() in kept
    assert sealed not in kept
    assert CODE.encode() not in kept
