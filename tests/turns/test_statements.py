"""How many statements a turn and its delivery take: each row is read once, and several are written together.

A further statement is a choice: whoever adds one raises the limit and says in the commit what it is for.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.consultation.sight import in_step
from bot.dispatch.pipeline import Pipeline
from bot.outbox.delivery import Delivery
from bot.turns.answers import Answer
from bot.turns.turn import Turn
from cards.consultation.receiver_question import ReceiverQuestionView, receiver_question_card
from cards.kit.frame import Card
from config.texts import Translate
from tests.turns.office import Person

TURN = {"help": 4, "consult": 7, "send": 19, "claim": 19, "reply": 20, "close": 20}
DELIVERY = {"help": 4, "consult": 4, "send": 5, "claim": 7, "reply": 7, "close": 9}
"""Of what the turn has decided: four messages where three people are asked, five cards where the matter is closed."""


@contextmanager
def counting() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(" ".join(statement.split())[:100])

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The statements of the last turn and of its delivery."""
    last: dict[str, list[str]] = {}
    handle, deliver = Pipeline.handle, Delivery.run_until_idle

    async def handled(pipeline: Pipeline, turn: Turn) -> Answer:
        with counting() as last["turn"]:
            return await handle(pipeline, turn)

    async def delivered(delivery: Delivery) -> None:
        with counting() as last["delivery"]:
            await deliver(delivery)

    monkeypatch.setattr(Pipeline, "handle", handled)
    monkeypatch.setattr(Delivery, "run_until_idle", delivered)
    return last


async def matter(liisa: Person, maija: Person) -> AsyncIterator[str]:
    """What a matter consists of, each step named once it is done."""
    await liisa.types("/help")
    yield "help"
    await liisa.types("/consult Lappeenranta asumistuki")
    yield "consult"
    await liisa.presses(liisa.card_of("consultation.send"), "consultation.send", question="Voitteko auttaa?")
    yield "send"
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    yield "claim"
    await maija.presses(maija.main_card(), "consultation.reply", text="Kyllä, soitan huomenna.")
    yield "reply"
    await maija.presses(maija.main_card(), "consultation.close", outcome="answered")
    yield "close"


@pytest.mark.each_database
async def test_no_turn_takes_more_statements_than_it_needs(
    liisa: Person, maija: Person, counts: dict[str, list[str]]
) -> None:
    async for _ in matter(liisa, maija):  # whoever writes for the first time is written down
        pass
    async for step in matter(liisa, maija):
        assert len(counts["turn"]) <= TURN[step], (step, counts["turn"])
        assert len(counts["delivery"]) <= DELIVERY[step], (step, counts["delivery"])


async def test_a_card_is_drawn_once_for_all_that_show_the_same(
    liisa: Person, maija: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await liisa.asks("Lappeenranta asumistuki", "Voitteko auttaa?")
    drawn: list[ReceiverQuestionView] = []

    def draw(view: ReceiverQuestionView, t: Translate) -> Card:
        drawn.append(view)
        return receiver_question_card(view, t)

    monkeypatch.setattr(in_step, "receiver_question_card", draw)
    await maija.presses(maija.card_of("consultation.claim"), "consultation.claim")
    assert sorted(view.state for view in drawn) == ["mine", "taken", "taken"]  # hers answers the press, too
