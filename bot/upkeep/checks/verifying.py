"""`/contact verify`: a contact confirms their own details, a coordinator goes through the work-list."""

from bot.errors import Denied, Expected, Wording
from bot.turns import known_writers, logged
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import coordinator, is_coordinator, listed
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show, show_to
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin
from bot.upkeep.checks import evidence
from bot.upkeep.checks.views import list_card, own_card
from config.texts import LANGUAGES, texts
from directory.people.contacts import Contact
from directory.people.standing_in import ROLES_THAT_STAND_IN
from directory.time.calendar import helsinki_date

KIND = "verify"


async def run(services: Services, turn: Turn, rest: str) -> Answer:  # noqa: ARG001 - takes no words
    """The own details for whoever may be asked, the work-list for a coordinator. Raises Expected for anybody else."""
    async with begin(services, turn) as work:
        me = listed(work.directory, turn)
        language = await known_writers.language(work, turn)
        confirms, coordinates = _confirms(me.contact), is_coordinator(work.directory, turn)
        if not confirms and not coordinates:
            raise _nothing_to_confirm()
        if confirms:
            card = await own_card(work, me.contact, language)
            await show(work, turn, card, kind=KIND)
        if coordinates:
            card = await list_card(work, me.organisation.code, language)
            await show(work, turn, card)
    return NoAnswer()


async def confirm(work: Work, turn: Turn, press: Press, contact_id: str, page: int | None) -> Answer:
    """*Tiedot ovat oikein*, pressed by the contact or by a coordinator on a page of the work-list. Raises Expected."""
    contact = _of_mine(work, turn, contact_id)
    await evidence.confirmed(work.connection, contact.id, helsinki_date(work.now))
    if page is not None:
        answer = await turn_page(work, turn, press, page, lambda t: t("{name}: confirmed.", name=contact.name))
    else:
        language = await known_writers.language(work, turn)
        answer = await answer_with_card(work, turn, press, await own_card(work, contact, language, just_now=True))
    logged.note(work, turn, "details_confirmed")
    return answer


async def send(work: Work, turn: Turn, press: Press, contact_id: str, page: int) -> Answer:
    """A coordinator has the contact asked now. Raises Expected."""
    coordinator(work.directory, turn)
    contact = _of_mine(work, turn, contact_id)
    await evidence.asked_again(work.connection, contact.id, helsinki_date(work.now))
    cards = {language: await own_card(work, contact, language) for language in LANGUAGES}
    await show_to(work, turn, contact, cards.__getitem__, kind=KIND)
    return await turn_page(work, turn, press, page, lambda t: t("{name}: asked to confirm.", name=contact.name))


async def turn_page(work: Work, turn: Turn, press: Press, page: int, done: Wording = lambda _: "") -> Answer:
    """The work-list on this page. Raises Expected for whoever is not a coordinator."""
    organisation = coordinator(work.directory, turn).organisation.code
    language = await known_writers.language(work, turn)
    card = await list_card(work, organisation, language, page, done(texts(language)))
    return await answer_with_card(work, turn, press, card)


def _of_mine(work: Work, turn: Turn, contact_id: str) -> Contact:
    """Oneself, or for a coordinator somebody of the same organisation. Raises Expected for anybody else."""
    me = listed(work.directory, turn)
    contact = work.directory.contacts.get(contact_id)
    if contact is not None and contact.id == me.contact.id:
        return contact
    coordinator(work.directory, turn)
    if contact is None or contact.organisation != me.organisation.code:
        raise Denied(
            lambda t: t("There is no such person in your organisation's part of the directory."),
            code="unknown_contact",
        )
    return contact


def _confirms(contact: Contact) -> bool:
    return any(contact.is_a(role) for role in ROLES_THAT_STAND_IN)


def _nothing_to_confirm() -> Expected:
    return Expected(
        lambda t: t("There is nothing to confirm: nobody is led to this entry of the directory."),
        code="nothing_to_confirm",
    )
