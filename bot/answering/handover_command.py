"""`/handover K-1042 Otto Testi`, and the button of a taken question: a colleague has it in one's place.

A coordinator types it for a question of their own organisation whose asker has left: the colleague asks on.
"""

from bot.answering import handing_over
from bot.consultation.acting import leavers, pressed_cards
from bot.consultation.acting.acting import acting
from bot.errors import Denied, Expected
from bot.turns import known_writers, logged
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import HANDOVER, RECEIVING, in_role
from bot.turns.command import Button, Command
from bot.turns.services import Services
from bot.turns.speaking import say
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from cards.buttons.consultation_data import HandoverData
from cards.kit.k_number import consultation_label, leading_number
from config.texts import texts
from directory.people.colleagues import find_colleague
from directory.people.contacts import Contact, DirectoryId
from directory.people.standing_in import ROLES_THAT_STAND_IN
from directory.time.calendar import helsinki_date

NAMED_AT_MOST = 5


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The number, then the colleague's name, in any case of it."""
    found = leading_number(rest)
    if found is None or not found.rest.strip():
        raise _say_what()
    async with begin(services, turn) as work:
        number = found.number
        colleague = await _ask_on(work, turn, number, found.rest)
        if colleague is None:
            number = (await acting(work, turn, number)).case.number
            giver = _contact(work, turn, number)
            colleague = _named(found.rest, _colleagues(work, giver))
            await _hand_over(work, turn, giver, colleague, number)
        t = texts(await known_writers.language(work, turn))
        await say(work, turn, t("{label} is now with {name}.", label=consultation_label(number), name=colleague.name))
    return NoAnswer()


async def press(services: Services, turn: Turn, press: Press, data: HandoverData) -> Answer:
    """The colleague was chosen on the question's card."""
    async with begin(services, turn) as work:
        number = (await acting(work, turn, data.consultation)).case.number
        giver = _contact(work, turn, number)
        colleague = next((one for one in _colleagues(work, giver) if one.id == data.whose), None)
        if colleague is None:
            raise Expected(
                lambda t: t("Choose from the list to whom the question goes. Nothing was changed."),
                code="no_colleague",
                keeps_card=True,
            )
        await _hand_over(work, turn, giver, colleague, number)
        return await pressed_cards.answer_with_case(work, turn, press, await leavers.load(work, number))


async def _ask_on(work: Work, turn: Turn, number: int, words: str) -> Contact | None:
    """Who asks on, named by a coordinator of the asking side whose asker has left; None in every other case."""
    keeper = in_role(work.directory, turn, "coordinator")
    case = await leavers.without_asker(work, number, keeper.organisation.code) if keeper else None
    if keeper is None or case is None:
        return None
    colleague = _named(words, _colleagues(work, keeper.contact))
    _check_there(work, colleague)
    await leavers.name_asker(work, case, colleague)
    logged.note(work, turn, "hand_over", number, basis=case.basis)
    return colleague


async def _hand_over(work: Work, turn: Turn, giver: Contact, colleague: Contact, number: int) -> None:
    _check_there(work, colleague)
    await handing_over.move(work, turn, giver, colleague, [number])


def _check_there(work: Work, colleague: Contact) -> None:
    if work.directory.absence(colleague.id, helsinki_date(work.now)) is not None:
        raise Expected(
            lambda t: t("{name} is away. Choose somebody else. Nothing was changed.", name=colleague.name),
            code="colleague_away",
            keeps_card=True,
        )


def _contact(work: Work, turn: Turn, number: int) -> Contact:
    contact = work.directory.person(DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id))
    if contact is None:
        raise Denied(
            lambda t: t("Only people of the directory hand a question over. Give it back to the others instead."),
            code="not_in_directory",
            number=number,
        )
    return contact


def _colleagues(work: Work, giver: Contact) -> tuple[Contact, ...]:
    """Who may have a question in the giver's place: those of the same organisation who may be asked or stand in."""
    return tuple(
        one
        for one in work.directory.content.contacts
        if one.organisation == giver.organisation
        and one.id != giver.id
        and one.aad_object_id
        and any(one.is_a(role) for role in ROLES_THAT_STAND_IN)
    )


def _named(words: str, colleagues: tuple[Contact, ...]) -> Contact:
    """The one colleague whom the words name. Raises Expected."""
    found = find_colleague(words, colleagues)
    if found.sure and not found.rest:
        return found.people[0]
    names = ", ".join(one.name for one in found.people[:NAMED_AT_MOST])
    if names:
        raise Expected(
            lambda t: t("Write the whole name, and nothing else: {names}. Nothing was changed.", names=names),
            code="which_colleague",
        )
    raise Expected(
        lambda t: t("There is no such colleague in the directory. Nothing was changed."), code="no_colleague"
    )


def _say_what() -> Expected:
    return Expected(
        lambda t: t("Type the number and the colleague's name: /handover K-1042 Otto Testi"), code="which_consultation"
    )


COMMAND = Command(
    name="handover",
    aliases=("siirrä", "överlåt"),
    example=lambda t: t("/handover K-1042 Otto Testi"),
    help=lambda t: t("Hand a question over to a colleague"),
    run=run,
    order=23,
    in_manifest=False,
)
PRESSES = (Button(HandoverData, press),)
NEEDS = {"/handover": HANDOVER, "consultation.handover": RECEIVING}
