"""Two people do something at one moment: it goes as if one had come first, and all are told what the database says."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, select

from bot.consultation.stored.store import CONSULTATION, MESSAGE
from bot.privacy.sealed_texts import opened
from bot.turns.turn import Press
from tests.faults.matters import Matter, new_matter, sign
from tests.faults.mortal_office import Installation
from tests.faults.witness import Verdict, Witness
from tests.turns.office import Person

CLAIM, CLOSE, PASS_ON, REPLY = "consultation.claim", "consultation.close", "consultation.release", "consultation.reply"


@dataclass(frozen=True, slots=True)
class Runner:
    """What one of the two does: a press, or something to a line that was typed just before."""

    who: str
    """The name of a field of the matter, or the place among the others who were asked."""
    does: str
    """The verb of a press, `edit` or `delete`."""


@dataclass(frozen=True, slots=True)
class Race:
    """The two, in a matter that is taken, or not yet."""

    taken: bool
    first: Runner
    second: Runner


RACES: Mapping[str, Race] = {
    "claim and claim": Race(False, Runner("taker", CLAIM), Runner("other", CLAIM)),
    "claim and close": Race(False, Runner("taker", CLAIM), Runner("liisa", CLOSE)),
    "pass on and claim": Race(False, Runner("taker", PASS_ON), Runner("other", CLAIM)),
    "pass on and claim on two devices": Race(False, Runner("taker", PASS_ON), Runner("taker", CLAIM)),
    "reply and close": Race(True, Runner("taker", REPLY), Runner("liisa", CLOSE)),
    "reply and reply": Race(True, Runner("taker", REPLY), Runner("liisa", REPLY)),
    "close and close": Race(True, Runner("taker", CLOSE), Runner("liisa", CLOSE)),
    "edit and delete": Race(True, Runner("liisa", "edit"), Runner("liisa", "delete")),
    "edit and close": Race(True, Runner("liisa", "edit"), Runner("taker", CLOSE)),
}


async def raced(office: Installation, race: Race, heads: Iterable[int]) -> Verdict:
    """The race over and over, the second one by so many rounds of the event loop later; what came of it."""
    witness, verdict = Witness(), Verdict()
    for head in heads:
        matter, typed = new_matter(office, witness), ""
        await matter.consult()
        await matter.send()
        if race.taken:
            await matter.claim()
            words = sign()
            typed = await matter.liisa.types(f"/reply K-{matter.number} Vielä. {words}.")
            witness.expect(words, matter.taker)
        first = asyncio.create_task(_does(matter, race.first, typed))
        for _ in range(head):
            await asyncio.sleep(0)
        said = await asyncio.gather(first, _does(matter, race.second, typed))
        await office.run_until_idle()
        await _expect_what_is_stored(office, matter, said)
        verdict.runs += 1
    verdict.add(await witness.judge(office))
    return verdict


async def _does(matter: Matter, runner: Runner, line: str) -> str:
    """The words that were written with it."""
    person, words = matter.others[0] if runner.who == "other" else getattr(matter, runner.who), sign()
    assert isinstance(person, Person)
    if runner.does == "edit":
        await person.edits(line, f"/reply K-{matter.number} Vielä. {words}.")
    elif runner.does == "delete":
        await person.deletes(line)
    else:
        more = {CLOSE: {"outcome": "kela_can_decide"}, REPLY: {"text": f"Näin on. {words}."}}.get(runner.does, {})
        await person.sends(Press(runner.does, {"consultation": matter.number, **more}, "card"))
    return words


async def _expect_what_is_stored(office: Installation, matter: Matter, said: Sequence[str]) -> None:
    """What was told is what is stored: who has taken it, that it is closed, and each line in its last words."""
    async with office.looking.read() as connection:
        found = select(CONSULTATION).where(CONSULTATION.c.number == matter.number)
        stored = (await connection.execute(found)).mappings().one()
        rows = (await connection.execute(select(MESSAGE).where(MESSAGE.c.number == matter.number))).mappings()
        lines = [opened(connection, MESSAGE, row) for row in rows]
    _expect_its_state(matter, stored)
    witness = matter.witness
    in_force = " ".join(one["text"] for one in lines if one["deleted_at"] is None)
    for words in said:
        for person in (matter.liisa, matter.taker):
            ours = any(words in one["text"] and one["author_name"] == person.actor.name for one in lines)
            if not ours:
                witness.shows[person.chat, words] = words in in_force


def _expect_its_state(matter: Matter, stored: RowMapping) -> None:
    """Whoever has taken it is named to the asker once; who did not close it is told who did; both cards say so."""
    witness, asker, number = matter.witness, matter.liisa, matter.number
    taker = None
    for person in (matter.taker, matter.others[0]):
        words = f"{person.actor.name} otti kysymyksen K-{number}."
        if stored["taker_name"] == person.actor.name:
            taker = person
            if not matter.taken:
                witness.expect(words, asker)
        elif stored["taker_name"]:  # where nobody has it, whoever took it may have passed it on since
            witness.shows[asker.chat, words] = False
    for one in [one for one in witness.stands if one[1] == number]:
        del witness.stands[one]
    if taker is not None:
        answered = "Vastattu" if stored["answered_at"] else "Otettu"
        words = "Suljettu" if stored["state"] == "closed" else answered
        witness.stands[asker.chat, number] = witness.stands[taker.chat, number] = words
    if stored["state"] == "closed" and taker is not None:
        witness.expect(f"sulki kysymyksen K-{number}", asker if stored["closed_by_name"] == taker.actor.name else taker)
