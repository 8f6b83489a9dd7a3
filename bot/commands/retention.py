"""`/retention`: for how long the organisation's closed questions are kept."""

from bot.commands.command import Command
from bot.consultations.acting import whole_number
from bot.errors import Expected
from bot.privacy.authorisation import KEEPER, Member, keeper
from bot.retention import model, store
from bot.retention.model import Period
from bot.services import Services
from bot.turns import logged, people
from bot.turns.answers import Answer, NoAnswer
from bot.turns.pressed import answer_with_card
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from cards.frame import Card
from cards.retention import RetentionView, retention_card
from config.texts import texts
from directory.naming import organisation_name

CHANGED = "retention_changed"
"""What the access log calls it."""


async def run(services: Services, turn: Turn, _rest: str) -> Answer:
    """The period in force, with a field for another one."""
    async with begin(services, turn) as work:
        who = keeper(work.directory, turn)
        card = await _card(work, turn, who, await store.period_of(work.connection, who.organisation.code))
        await show(work, turn, card, str(card["fallbackText"]))
    return NoAnswer()


async def save(services: Services, turn: Turn, press: Press) -> Answer:
    """Another period, for what is closed from now on. Raises Expected when it is out of range."""
    async with begin(services, turn) as work:
        who = keeper(work.directory, turn)
        period = _period(press)
        await store.set_period(work.connection, who.organisation.code, period, work.now)
        card = await _card(work, turn, who, period, saved=True)
        answer = await answer_with_card(work, turn, press, card)
        await logged.note(work, turn, CHANGED, basis=f"{period.days}d")
        return answer


async def _card(work: Work, turn: Turn, who: Member, period: Period, *, saved: bool = False) -> Card:
    language = await people.language(work.connection, turn)
    view = RetentionView(
        organisation=organisation_name(work.services.reference, who.organisation.code, language),
        days=period.days,
        shortest=model.SHORTEST_DAYS,
        longest=model.LONGEST_DAYS,
        offered_before=model.OFFERED_BEFORE,
        saved=saved,
    )
    return retention_card(view, texts(language))


def _period(press: Press) -> Period:
    days = whole_number(press, "days")
    try:
        return Period(days if days is not None else 0)
    except ValueError:
        raise Expected(
            lambda t: t(
                "Give a number from {shortest} to {longest}. Nothing was changed.",
                shortest=model.SHORTEST_DAYS,
                longest=model.LONGEST_DAYS,
            ),
            code="period_out_of_range",
            keeps_card=True,
        ) from None


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
PRESSES = {"retention.save": save}
NEEDS = {"/retention": KEEPER, "retention.save": KEEPER}
