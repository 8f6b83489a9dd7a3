"""A turn that PostgreSQL chose as the loser of a circle of waiting transactions is tried again, and has one effect."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from bot.turns.answers import Answer, NoAnswer, SentenceAnswer
from bot.turns.authorisation import ANYBODY
from bot.turns.services import Services
from bot.turns.speaking import say
from bot.turns.turn import Press, Turn
from bot.turns.work import begin
from tests.turns.office import Office

pytestmark = pytest.mark.each_database


class Driver(Exception):  # noqa: N818 - as a database driver tells of a state
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(("sqlstate", "tries"), [("40P01", 2), ("40001", 2), ("22003", 1)])
async def test_a_beaten_turn_is_tried_again(office: Office, sqlstate: str, tries: int) -> None:
    seen: list[str] = []

    async def press(services: Services, turn: Turn, press: Press) -> Answer:
        async with begin(services, turn) as work:
            seen.append(press.verb)
            await say(work, turn, "done")
            if len(seen) == 1:
                raise DBAPIError("UPDATE post", {}, Driver(sqlstate))
        return NoAnswer()

    commands = replace(office.pipeline.commands, by_verb={"test": press}, needs={"test": ANYBODY})
    office.pipeline = replace(office.pipeline, commands=commands)
    liisa = office.of("KELA", "Liisa")
    answer = await liisa.sends(Press("test", {}, "card"))
    assert len(seen) == tries
    assert [one.activity.get("text") for one in liisa.sees()] == ["done"] * (tries - 1)
    assert isinstance(answer, NoAnswer if tries == 2 else SentenceAnswer)
