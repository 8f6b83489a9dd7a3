"""The once-only rule: however often, under whatever ids and by however many people at one moment, one effect."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.local_teams.people.card_actions import texts
from bot.local_teams.people.on_screen import Seen
from bot.local_teams.people.teams_client import Persona
from tests.story.town import Town
from tests.story.wire import Wire, wire_to

pytestmark = [pytest.mark.slow, pytest.mark.each_database]

REPEATED = st.lists(st.booleans(), min_size=0, max_size=3).map(lambda rest: (False, *rest))
"""One to four deliveries; each further one under the same id or, as Teams does with presses, under a new one."""
STEPS = ("consult", "send", "claim", "reply", "type", "close")


@dataclass(repr=False)
class Wired:
    """A town whose line to the bot can repeat; without a repr, which would drown a failing example."""

    town: Town
    wire: Wire


@pytest.fixture
async def wired(town: Town) -> AsyncIterator[Wired]:
    async with wire_to(f"http://127.0.0.1:{town.bot.port}") as wire:
        wire.bot_is_up.set()
        town.teams.connect(wire.url)
        yield Wired(town, wire)


@settings(
    max_examples=4,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    times=st.fixed_dictionaries(dict.fromkeys(STEPS, REPEATED)),
    claimers=st.sampled_from([("maija",), ("kalle",), ("maija", "kalle"), ("kalle", "maija")]),
    closers=st.sampled_from([("liisa",), ("taker",), ("liisa", "taker")]),
)
@example(
    times=dict.fromkeys(STEPS, (False, True, False, True)), claimers=("maija", "kalle"), closers=("liisa", "taker")
)
async def test_one_effect(
    wired: Wired, times: dict[str, tuple[bool, ...]], claimers: Sequence[str], closers: Sequence[str]
) -> None:
    town, wire = wired.town, wired.wire
    town.clock.forward(minutes=1)  # Teams' rate limits of the story before are over
    drafts = await count(town, "consultation_draft")
    wire.renewed = times["consult"]
    await town.liisa.say("/consult Eksote asumismenot")
    form = await town.liisa.wait_for_card("consultation.send")
    assert await count(town, "consultation_draft") == drafts + 1

    wire.renewed = times["send"]
    asked = await count(town, "consultation")
    await town.liisa.press(form, "consultation.send", question="Voiko alue auttaa?")
    assert await count(town, "consultation") == asked + 1
    ((number,),) = await town.rows("SELECT max(number) FROM consultation")
    label = f"K-{number}"
    await one_card_each(town, label)

    wire.renewed = times["claim"]
    taker = await claimed_by_one(town, wire, label, [town.people[name] for name in claimers])

    wire.renewed = times["reply"]
    await taker.press(await card(taker, label, "consultation.close"), "consultation.reply", text="Kyllä voi.")
    wire.renewed = times["type"]
    await taker.say(f"/reply {label} Lisäys.")
    said = await of(town, label, "SELECT text FROM consultation_message WHERE number = ")
    assert sorted(said) == [("Kyllä voi.",), ("Lisäys.",)]
    await town.liisa.wait_for(lambda one: one.by_bot and one.says(label) and one.says("Lisäys.") and not one.edited)
    assert await of(town, label, "SELECT count(*) FROM post WHERE kind = 'message' AND consultation_id = ") == [(2,)]

    wire.renewed = times["close"]
    people = {"liisa": town.liisa, "taker": taker}
    await closed_once(town, wire, label, [people[name] for name in closers])


async def claimed_by_one(town: Town, wire: Wire, label: str, people: Sequence[Persona]) -> Persona:
    """All press at one moment: one has it, and every answer to everybody tells who."""
    cards = [await card(one, label, "consultation.claim") for one in people]
    answered = len(wire.answers)
    await asyncio.gather(*(one.press(shown, "consultation.claim") for one, shown in zip(people, cards, strict=True)))
    taken = "SELECT taker_aad_object_id, taker_name FROM consultation WHERE state = 'taken' AND number = "
    ((taker_id, name),) = await of(town, label, taken)
    assert len(wire.answers) - answered == len(wire.renewed) * len(people)
    for presser, body in wire.answers[answered:]:
        words = "\n".join(texts(body.get("value")))
        wanted = "Lähetä vastaus" if presser == taker_id else f"{name} otti tämän"
        assert wanted in words, words
    told = f"{name} otti kysymyksen {label}."
    await town.liisa.wait_for_text(told)
    await no_more_than_one(town.liisa, told)
    return next(one for one in people if one.aad_id == taker_id)


async def closed_once(town: Town, wire: Wire, label: str, people: Sequence[Persona]) -> None:
    """Whoever comes second sees the receipt; the other side is told once."""
    notices = "SELECT count(*) FROM post WHERE kind = 'notice' AND consultation_id = "
    ((before,),) = await of(town, label, notices)
    assert isinstance(before, int)
    cards = [await card(one, label, "consultation.close") for one in people]
    answered = len(wire.answers)
    await asyncio.gather(
        *(
            one.press(shown, "consultation.close", checked=False, outcome="answered")
            for one, shown in zip(people, cards, strict=True)
        )
    )
    assert len(wire.answers) - answered == len(wire.renewed) * len(people)
    for _, body in wire.answers[answered:]:
        words = "\n".join(texts(body.get("value")))
        assert "Suljettu" in words, words
    closed = [("closed", "answered")]
    assert await of(town, label, "SELECT state, outcome FROM consultation WHERE number = ") == closed
    logged = "SELECT count(*) FROM access_log WHERE action = 'close' AND consultation_id = "
    assert await of(town, label, logged) == [(1,)]
    assert await of(town, label, notices) == [(before + 1,)]


async def one_card_each(town: Town, label: str) -> None:
    receivers = await of(town, label, "SELECT name FROM consultation_receiver WHERE number = ")
    assert receivers
    for (name,) in receivers:
        person = town.people[str(name)]
        await person.wait_for_card(label)
        await no_more_than_one(person, label)


async def no_more_than_one(person: Persona, words: str) -> None:
    assert sum(one.by_bot and one.says(words) for one in await person.messages()) == 1


async def card(person: Persona, label: str, verb: str) -> Seen:
    return await person.wait_for(lambda one: one.says(label) and verb in one.verbs)


async def of(town: Town, label: str, query: str) -> list[tuple[object, ...]]:
    """Rows about one consultation; the query ends where its number belongs."""
    return await town.rows(query + label.removeprefix("K-"))


async def count(town: Town, table: str) -> int:
    ((found,),) = await town.rows(f"SELECT count(*) FROM {table}")  # noqa: S608
    assert isinstance(found, int)
    return found
