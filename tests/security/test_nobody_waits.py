"""Whatever of 256 KB somebody sends, in whatever place of it: the others are served meanwhile.

What is measured is the CPU time for which the event loop does nothing else: other programs on the machine do not count.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.dispatch.discovery import discover
from bot.turns.bounds import LONGEST_TYPED
from tests.security.guarded_bot import Body, GuardedBot
from tests.security.slowness import TEXTS, text_of
from tests.teams.signing import APP_ID

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is read before anything is stored is the same on each."""
LONGEST_STALL = 0.2
"""Seconds."""
NEARLY_ALL = 250_000
"""Bytes: what is left of the largest body beside its frame."""
BLANKS = ("K", " ", "x")
TRIES = 3
STARTED = """
import sys, types
from datetime import UTC, datetime
from bot.bootstrap import Outside, bootstrap
from bot.privacy.pseudonyms import Pseudonymiser
from bot.privacy.sealing import Sealer
from config.database import Database
from config.settings import Settings
from cryptography.fernet import Fernet
from directory.time.calendar import helsinki_date
from config.texts import texts
from directory.guard.finding import Kind, check
from directory.time.moments import find_moment
from directory.urgency.dangers import dangers_in
from directory.urgency.needs import urgent_needs_in
now = datetime(2026, 12, 1, 7, tzinfo=UTC)
nobody = types.SimpleNamespace(send=None)
outside = Outside(lambda: now, nobody, *[None] * 5)
secrets = {"sealer": Sealer([Fernet.generate_key().decode()]), "pseudonymiser": Pseudonymiser("pepper")}
started = bootstrap(Settings(), Database("sqlite:///never-opened.db"), outside, **secrets)
read, text = [], "Imatra: uhkaa itsemurhalla, häätö huomenna klo 9, soita 040 123 4567"
sys.addaudithook(lambda event, given: read.append(str(given[0])) if event in {"open", "import"} else None)
assert dangers_in(text) and urgent_needs_in(text, helsinki_date(now))
assert started.services.reader.read(text).area and find_moment(text, now)
assert [check(text, dict.fromkeys(Kind, texts(one)("Hello"))).asks for one in ("fi", "sv", "en")] == [True] * 3
print(*read, sep="\\n", end="")
"""


@dataclass
class Stall:
    """The longest time for which the loop did one thing."""

    seconds: float = 0.0


@asynccontextmanager
async def watched() -> AsyncIterator[Stall]:
    """Looks at the loop as often as it comes round."""
    stall = Stall()

    async def look() -> None:
        while True:
            began = time.thread_time()
            await asyncio.sleep(0)
            stall.seconds = max(stall.seconds, time.thread_time() - began)

    looking = asyncio.create_task(look())
    try:
        yield stall
    finally:
        looking.cancel()


async def stalls(bot: GuardedBot, bodies: list[Body]) -> dict[str, float]:
    """The bodies for which the loop stood still longer than it may, each time of several."""
    found: dict[str, float] = {}
    for body in bodies:
        least = 1e9
        for _ in range(TRIES):
            async with watched() as stall:
                status, _ = await bot.post({**body, "id": str(next(bot.ids))})
            assert status in {200, 400, 413}
            least = min(least, stall.seconds)
            if least <= LONGEST_STALL:
                break
        else:
            found[f"{body['type']} {str(body)[-400:][:80]}"] = least
    return found


@ON_ONE
async def test_whoever_asks_for_health_is_answered_meanwhile(bot: GuardedBot) -> None:
    """Over HTTP: a body is sent, and before its answer has come somebody asks whether the bot lives."""
    tenant, person = coordinator(bot)
    shapes = [TEXTS[0], *TEXTS[4 :: len(TEXTS) // 6]]
    bodies = [body for shape in shapes for body in everywhere(bot, tenant, person, text_of(shape, 32_000))]
    bodies += [bot.activity(tenant, person, text=f"/close {text_of(BLANKS, NEARLY_ALL)}")]
    slow = [body["type"] for body in bodies if await health_wait(bot, body) > LONGEST_STALL]
    assert not slow


async def health_wait(bot: GuardedBot, body: Body) -> float:
    """CPU time of the process that passes before `/healthz` answers while the body is read; the least of several."""
    least, url = 1e9, f"http://127.0.0.1:{bot.running.port}/healthz"
    for _ in range(TRIES):
        sending = asyncio.create_task(bot.post({**body, "id": str(next(bot.ids))}))
        await asyncio.sleep(0)
        began = time.thread_time()
        async with bot.session.get(url) as response:
            assert response.status == 200
        least = min(least, time.thread_time() - began)
        await sending
        if least <= LONGEST_STALL:
            break
    return least


async def test_the_probe_sees_a_stall() -> None:
    async with watched() as stall:
        await asyncio.sleep(0)
        began = time.thread_time()
        while time.thread_time() - began < LONGEST_STALL * 1.5:
            pass
        await asyncio.sleep(0)
    assert stall.seconds > LONGEST_STALL


@ON_ONE
async def test_no_command_and_no_page_makes_others_wait(bot: GuardedBot) -> None:
    tenant, person = coordinator(bot)
    bodies = []
    for name in discover().by_name:
        for line in (f"/{name} {text_of(BLANKS, NEARLY_ALL)}", f"{name} {text_of(BLANKS, LONGEST_TYPED - 50)}"):
            bodies.append(bot.activity(tenant, person, text=line))  # noqa: PERF401 - two loops read better
    pages = [shape for shape in TEXTS if "<" in "".join(shape) or "&" in "".join(shape)]
    for shape in pages:
        page = {
            "contentType": "text/html",
            "content": text_of((f"<table><tr><td>{shape[0]}", *shape[1:]), NEARLY_ALL // 2),
        }
        bodies.append(bot.activity(tenant, person, text=text_of(shape, NEARLY_ALL // 4), attachments=[page]))
    assert await stalls(bot, bodies) == {}


@ON_ONE
async def test_no_long_line_makes_others_wait(bot: GuardedBot) -> None:
    tenant, person = coordinator(bot)
    names = ("reply", "contact add", "consult", "absence", "followup K-1001", "snooze", "area neuvonta", "own", "topic")
    shapes = TEXTS[:: len(TEXTS) // 12]
    bodies = [
        bot.activity(tenant, person, text=f"/{name} {text_of(shape, length)}")
        for name, length in zip(names, (3_900, 950, 950, 290, 3_900, 3_900, 290, 950, 950), strict=True)
        for shape in shapes
    ]
    assert await stalls(bot, bodies) == {}


@ON_ONE
async def test_no_other_part_of_an_activity_makes_others_wait(bot: GuardedBot) -> None:
    tenant, person = coordinator(bot)
    shapes = TEXTS[:: len(TEXTS) // 12]
    bodies = [body for shape in shapes for body in everywhere(bot, tenant, person, text_of(shape, 32_000))]
    assert await stalls(bot, bodies) == {}


def everywhere(bot: GuardedBot, tenant: str, person: str, text: str) -> Iterator[Body]:
    """The text in each part of an activity that people or their clients fill."""
    page = {"contentType": "text/html", "content": f"<table><tr><td>{text}"}
    search = {"dataset": "places", "queryText": text, "queryOptions": {"skip": 0, "top": 15}}
    mention = {"type": "mention", "text": text[:40], "mentioned": {"id": f"28:{APP_ID}", "name": text[:400]}}
    fields = ("question", "place", "client", "name", "phone_hours", "step", "text", "when")
    form, short = dict.fromkeys(fields, text[:6_000]), dict.fromkeys(fields, text[:4_000])
    filled = dict.fromkeys(fields, text[:1_000])
    yield bot.activity(tenant, person, text="lista", attachments=[page])
    yield bot.activity(tenant, person, text=text, textFormat=text, entities=[mention] * 20)
    yield bot.activity(tenant, person, "messageUpdate", text=text)
    yield bot.activity(tenant, person, "invoke", name="application/search", value=search)
    yield bot.press(tenant, person, "consultation.send", form)
    yield bot.press(tenant, person, "consultation.send", short)
    yield bot.press(tenant, person, "contact.save", filled)


def coordinator(bot: GuardedBot) -> tuple[str, str]:
    """Somebody whom nearly every command lets in."""
    found = bot.contact("Ritva Keksitty")
    return found.tenant_id, found.aad_object_id


def test_the_first_line_waits_for_no_file_and_no_module(tmp_path: Path) -> None:
    """In a process that has just put its parts together: whatever reads what is typed has read its words."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KUNTAYHTEYS_")}
    ended = subprocess.run(
        [sys.executable, "-c", STARTED],
        cwd=tmp_path,
        env=inherited | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stdout.splitlines()[:5]) == (0, []), ended.stderr
