"""The whole bot behind its door: tokens checked, a matter about a client in its database, a well for Microsoft."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr
from sqlalchemy import text

from bot.app import Mode, Running, running
from bot.privacy.secrets import local_secrets
from bot.tables import metadata
from config.settings import Settings
from directory.people.contacts import Contact
from tests.teams import signing
from tests.teams.signing import APP_ID, Issuer
from tests.turns.consents import ORAL

TUESDAY_MORNING = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
CODE = "010594Y9032"
ASKER = "aaaaaaaa-0000-0000-0000-00000000000a"
QUESTION = "Kysymys-jota-kukaan-muu-ei-lue 7391"
MAY_CHANGE = frozenset({"seen_activity", "person", "post", "outbox", "access_log", "access_log_head", "held_line"})
MAY_CHANGE_TOO = frozenset({"consultation_draft", "reading_correction", "timer"})
"""What somebody who only types and presses may leave behind: marks, their own forms, answers to them."""
OWN_PART = {
    "absence": "contact_id LIKE '10-%'",
    "contact": "id LIKE '10-%'",
    "contact_evidence": "contact_id LIKE '10-%'",
    "directory_change": "organisation = '10'",
    "directory_change_edits": "change_id IN (SELECT id FROM directory_change WHERE organisation = '10')",
    "snooze": "contact_id LIKE '10-%'",
}
"""Rows that a contact of county 10 may change: their own absence, telephone, confirmation."""
FOLLOWS = frozenset({"directory_version", "directory_change_post"})
"""What changes with those rows."""
Body = dict[str, Any]


@dataclass(repr=False)  # the event loop writes out what a fixture gives, each time
class GuardedBot:
    """What an attacker has before them, and what a guard can look at."""

    running: Running
    issuer: Issuer
    session: aiohttp.ClientSession
    service: str
    received: list[Body] = field(default_factory=list)
    """What the bot has sent to Microsoft, oldest first."""
    as_it_was: dict[str, str] = field(default_factory=dict)
    """What nobody may have changed, kept between two looks by a test that looks often."""
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1_790_000_000_000))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.running.port}/api/messages"

    async def post(self, body: Body | bytes, **token: object) -> tuple[int, str]:
        """Sends a body with a good token, except for what is given; status and answer."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        claims = {"serviceurl": self.service, **token}
        headers = {"Content-Type": "application/json", "Authorization": self.issuer.authorization(**claims)}
        async with self.session.post(self.url, data=BytesIO(content), headers=headers) as response:
            return response.status, await response.text()

    def contact(self, name: str) -> Contact:
        return next(one for one in self.running.services.directory.current.contacts.values() if one.name == name)

    def activity(self, tenant_id: str, person: str, kind: str = "message", **more: Any) -> Body:
        """A 1:1 activity of somebody."""
        return {
            "type": kind,
            "id": str(next(self.ids)),
            "timestamp": "2026-11-24T07:12:00.123Z",
            "serviceUrl": self.service,
            "channelId": "msteams",
            "from": {"id": f"29:{person}", "name": "Joku", "aadObjectId": person},
            "recipient": {"id": f"28:{APP_ID}", "name": "Kuntayhteys"},
            "conversation": {"conversationType": "personal", "tenantId": tenant_id, "id": f"a:{person}"},
            "channelData": {"tenant": {"id": tenant_id}},
            "locale": "fi-FI",
            **more,
        }

    def press(self, tenant_id: str, person: str, verb: object, data: object) -> Body:
        """A pressed card button."""
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
        return self.activity(tenant_id, person, "invoke", name="adaptiveCard/action", value=value)

    def people(self) -> dict[str, tuple[str, str]]:
        """Tenant and directory id of those who act: the asker, the asked, and three who take no part."""
        maija, harri = self.contact("Maija Esimerkki"), self.contact("Harri Hahmotelma")
        kela = self.running.services.directory.current.organisations["KELA"].tenant_id
        return {
            "asker": (kela, ASKER),
            "asked": (maija.tenant_id, maija.aad_object_id),
            "colleague": (maija.tenant_id, "dddddddd-0000-0000-0000-00000000000d"),
            "other county": (harri.tenant_id, harri.aad_object_id),
            "unknown tenant": ("99999999-0000-0000-0000-000000000009", "cccccccc-0000-0000-0000-00000000000c"),
        }

    async def settled(self) -> None:
        """Waits until all that is due has been sent."""
        for _ in range(600):
            if not await self.rows("SELECT id FROM outbox WHERE state = 'pending' AND attempts = 0"):
                return
            await asyncio.sleep(0.05)
        raise TimeoutError("the outbox does not empty")

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        async with self.running.services.database.read() as connection:
            return [tuple(row) for row in await connection.execute(text(query))]

    async def protected(self) -> dict[str, str]:
        """All that strangers must not change, table by table."""
        names = metadata().tables.keys() - MAY_CHANGE - MAY_CHANGE_TOO - FOLLOWS
        where = {name: f"NOT ({OWN_PART[name]})" if name in OWN_PART else "TRUE" for name in names}
        return {
            name: str(sorted(map(str, await self.rows(f'SELECT * FROM "{name}" WHERE {where[name]}'))))  # noqa: S608
            for name in sorted(names)
        }


@asynccontextmanager
async def guarded_bot(database_url: str, folder: Path, **limits: int) -> AsyncIterator[GuardedBot]:
    """Runs the bot until the block ends. K-1001 is a question of Kela's to county 11 about a client.

    Whoever tries things out one after another is not limited, unless `limits` are given.
    """
    async with AsyncExitStack() as stack:
        issuer = await stack.enter_async_context(signing.running(Issuer(lambda: TUESDAY_MORNING)))
        received: list[Body] = []
        well = await stack.enter_async_context(TestServer(_well(received)))
        secrets = local_secrets(folder / "secrets.env")
        settings = Settings(
            database_url=database_url,
            port=0,
            app_id=APP_ID,
            app_password=SecretStr("a-secret-of-the-test"),
            app_tenant="00000000-0000-0000-0000-0000000000aa",
            openid_url=issuer.openid_url,
            login_url=str(well.make_url("/login")),
            graph_url=str(well.make_url("/graph")),
            connector_url=str(well.make_url("/")),
            service_hosts=(f"127.0.0.1:{well.port}",),
            file_hosts=(f"127.0.0.1:{well.port}",),
            keys=tuple(SecretStr(key) for key in secrets.keys),
            pepper=SecretStr(secrets.pepper),
            _env_file=None,
        ).model_copy(update={"person_turns_per_minute": 10**9, "tenant_turns_per_minute": 10**9} | limits)
        bot = await stack.enter_async_context(running(settings, Mode(sample_data=True), lambda: TUESDAY_MORNING))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        found = GuardedBot(bot, issuer, session, str(well.make_url("/")), received)
        await _ask(found)
        yield found


async def _ask(bot: GuardedBot) -> None:
    kela, liisa = bot.people()["asker"]
    await bot.post(bot.activity(kela, liisa, text="/consult Eksote asumismenot"))
    [(draft,)] = await bot.rows("SELECT id FROM consultation_draft")
    answers = {"draft": draft, "question": QUESTION, "client": CODE, **ORAL}
    await bot.post(bot.press(kela, liisa, "consultation.send", {"verb": "consultation.send", **answers}))
    assert await bot.rows("SELECT number FROM consultation") == [(1001,)]


def _well(received: list[Body]) -> web.Application:
    ids = itertools.count(1)

    async def answer(request: web.Request) -> web.Response:
        number = next(ids)
        if request.content_type == "application/json":
            received.append(await request.json())
        found = {"id": f"m{number}", "access_token": "t", "expires_in": 3600, "token_type": "Bearer", "value": []}
        return web.json_response(found, status=200)

    app = web.Application(client_max_size=10**8)
    app.router.add_route("*", "/{path:.*}", answer)
    return app
