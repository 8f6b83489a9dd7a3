"""`/retention`: for how long the organisation's closed questions are kept."""

import re

from bot.consultation.rules import retention_period
from bot.consultation.rules.retention_period import Period
from bot.errors import Expected
from bot.retention import periods, store
from bot.turns import known_writers, logged
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import KEEPER, Member, keeper
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from cards.buttons.time_data import RetentionData
from cards.kit.frame import Card
from cards.time.retention import RetentionView, retention_card
from config.texts import texts
from directory.naming import organisation_name

TYPED = re.compile(r"(\d{1,9})\s*(?:d|days?|pv|päivää|dagar|dygn)?", re.IGNORECASE)
CHANGED = "retention_changed"
"""What the access log calls it."""


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The period in force, with a field for another one; a typed number of days already stands in it."""
    async with begin(services, turn) as work:
        who = keeper(work.directory, turn)
        typed = TYPED.fullmatch(rest.strip())
        if rest.strip() and typed is None:
            raise _out_of_range()
        wanted = _period(int(typed[1])) if typed is not None else None
        card = await _card(
            work, turn, who, await store.period_of(work.connection, who.organisation.code), wanted=wanted
        )
        await show(work, turn, card)
    return NoAnswer()


async def save(services: Services, turn: Turn, press: Press, data: RetentionData) -> Answer:
    """Another period, for what is closed from now on. Raises Expected when it is out of range."""
    async with begin(services, turn) as work:
        who = keeper(work.directory, turn)
        period = _period(data.days)
        await store.set_period(work.connection, who.organisation.code, period, work.now)
        card = await _card(work, turn, who, period, saved=True)
        answer = await answer_with_card(work, turn, press, card)
        logged.note(work, turn, CHANGED, basis=f"{period.days}d")
        return answer


async def _card(
    work: Work, turn: Turn, who: Member, period: Period, *, wanted: Period | None = None, saved: bool = False
) -> Card:
    language = await known_writers.language(work, turn)
    view = RetentionView(
        organisation=organisation_name(work.services.reference, who.organisation.code, language),
        days=period.days,
        wanted=(wanted or period).days,
        shortest=retention_period.SHORTEST_DAYS,
        longest=retention_period.LONGEST_DAYS,
        offered_before=periods.OFFERED_BEFORE,
        saved=saved,
    )
    return retention_card(view, texts(language))


def _period(days: int | None) -> Period:
    try:
        return Period(days if days is not None else 0)
    except ValueError:
        raise _out_of_range() from None


def _out_of_range() -> Expected:
    return Expected(
        lambda t: t(
            "Give a number from {shortest} to {longest}. Nothing was changed.",
            shortest=retention_period.SHORTEST_DAYS,
            longest=retention_period.LONGEST_DAYS,
        ),
        code="period_out_of_range",
        keeps_card=True,
    )


COMMAND = Command(
    name="retention",
    aliases=("säilytys", "gallring"),
    example=lambda t: t("/retention"),
    help=lambda t: t("For coordinators and data protection: how long closed questions are kept"),
    run=run,
    order=78,
    in_manifest=False,
    roles=frozenset({"coordinator", "data_protection"}),
)
PRESSES = (Button(RetentionData, save),)
NEEDS = {"/retention": KEEPER, "retention.save": KEEPER}
