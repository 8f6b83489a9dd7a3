"""Turns away, with one kind sentence, whoever sends more than a person or an organisation does."""

from functools import partial
from math import ceil

import structlog

from bot.dispatch.pipeline import Pipeline
from bot.dispatch.rate_limits import Over, RateLimits, Sent
from bot.errors import Expected
from bot.turns.answers import Answer, NoAnswer, SearchAnswer
from bot.turns.turn import Deleted, Doing, Edited, FileAnswer, Installed, Message, Press, Search, Turn
from bot.turns.work import once_only_key
from config.texts import Translate

log = structlog.get_logger()

SMALL = 0.2
"""What typeahead and signs of life cost: a client sends them by itself, several for one word that is typed."""


class Limited:
    """Hands turns on to the pipeline, as many as the limits allow."""

    def __init__(self, pipeline: Pipeline, limits: RateLimits) -> None:
        self._pipeline = pipeline
        self._limits = limits

    async def handle(self, turn: Turn) -> Answer:
        """The pipeline's answer, or the sentence: for a press each time, for what was typed once in a wait."""
        over = self._limits.take(_sent(turn))
        if over is None:
            return await self._pipeline.handle(turn)
        if not over.told:
            log.warning("turns_limited", whose=over.whose, type=turn.activity_type)
        if isinstance(turn.doing, Search):
            return SearchAnswer(())
        if isinstance(turn.doing, Press) or (not over.told and _wants_words(turn.doing)):
            return await self._pipeline.refuse(turn, _too_many(over))
        return NoAnswer()


def _sent(turn: Turn) -> Sent:
    counts = isinstance(turn.doing, Message | Press | Edited | Deleted | Installed | FileAnswer)
    return Sent(
        tenant_id=turn.actor.tenant_id,
        person=turn.actor.aad_object_id,
        key=once_only_key(turn),
        cost=1.0 if counts else SMALL,
        may_owe=isinstance(turn.doing, Edited | Deleted),
    )


def _wants_words(doing: Doing) -> bool:
    return isinstance(doing, Message | Edited | Deleted | FileAnswer)


def _too_many(over: Over) -> Expected:
    return Expected(partial(_sentence, ceil(over.wait)), code="too_many", keeps_card=True)


def _sentence(seconds: int, t: Translate) -> str:
    return t(
        "A great many messages came at once. Wait {count} second and send again: this was not saved.",
        plural="A great many messages came at once. Wait {count} seconds and send again: this was not saved.",
        count=seconds,
    )
