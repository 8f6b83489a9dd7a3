"""`/contact`: a coordinator keeps the organisation's contacts by chat; a contact corrects their own details."""

from collections.abc import Awaitable, Callable, Mapping

from bot.errors import Expected
from bot.privacy.guarding import refuse_identity_codes
from bot.turns.answers import Answer, Choice, NoAnswer, SearchAnswer
from bot.turns.authorisation import COORDINATOR, LISTED, OWN_ENTRY, Member, coordinator, listed
from bot.turns.command import Button, Command
from bot.turns.offered_files import OfferedFile
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Search, Turn
from bot.turns.work import begin, language_of_writer
from bot.upkeep.changes.change_cards import show_made
from bot.upkeep.changes.changing import change, prepared
from bot.upkeep.checks import verifying
from bot.upkeep.contacts import contact_export, contact_import, contact_saving
from bot.upkeep.contacts.views import Desk, deputies, details_view, list_view
from cards.buttons.contact_data import ContactFileData, ContactSaveData, ContactShowData
from cards.contacts.contact_details import contact_details_card, contact_removal_card
from cards.contacts.contact_list import contact_list_card
from cards.kit.frame import Card
from directory.exchange.one_line import Typed, read_line
from directory.exchange.written_names import Names
from directory.people.colleagues import find_colleague
from directory.people.contacts import Contact

LONGEST = 1000
NAMES_TOLD = 5
_WORDS = {
    "add": "lisää uusi lägg tillägg ny new",
    "edit": "muuta muokkaa korjaa ändra change",
    "remove": "poista ta radera delete",
    "show": "näytä visa",
    "list": "luettelo lista listaa kaikki alla all",
    "import": "tuo importera",
    "export": "vie exportera",
    "verify": "vahvista tarkista bekräfta worklist työlista arbetslista",
}
STEPS = {word: step for step, words in _WORDS.items() for word in (step, *words.split())}
_SECOND_WORDS = {"lägg": "till", "ta": "bort"}
"""Swedish verbs of two words."""


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Reads the first word as what to do; without one, the list, and for a contact their own details."""
    if contact_import.has_table(turn):
        return await contact_import.run(services, turn, rest)
    if len(rest) > LONGEST:
        raise _too_long(len(rest))
    refuse_identity_codes(rest)
    first, _, after = rest.partition(" ")
    step = STEPS.get(first.casefold().strip(":,"))
    if step is None:
        return await _show_or_list(services, turn, rest)
    if after.split(maxsplit=1)[:1] == [_SECOND_WORDS.get(first.casefold(), "")]:
        after = "".join(after.split(maxsplit=1)[1:])
    return await _TYPED[step](services, turn, after.strip())


async def save(services: Services, turn: Turn, press: Press, data: ContactSaveData) -> Answer:
    """*Hyväksy* on the form, *Poista* on the question, or opening the form from another card."""
    match data.step:
        case "remove":
            return await _remove_now(services, turn, press, data)
        case "open":
            return await _open_form(services, turn, press, data.contact)
        case _:
            return await _save_form(services, turn, press, data)


async def look(services: Services, turn: Turn, press: Press, data: ContactShowData) -> Answer:
    """A page of the list, one contact, its form, or the question whether to remove it."""
    match data.step:
        case "list":
            return await _turn_page(services, turn, press, data)
        case "edit":
            return await _open_form(services, turn, press, data.contact)
        case "remove":
            return await _ask_removal(services, turn, press, data.contact)
        case _:
            return await _show_pressed(services, turn, press, data.contact)


async def colleagues(services: Services, turn: Turn, search: Search) -> SearchAnswer:
    """Typeahead over the contacts of one's own organisation."""
    editor = listed(services.directory.current, turn)
    desk = Desk(services.directory.current, services.reference, editor, "fi")
    found = deputies(desk, search.query)[search.skip : search.skip + search.top]
    return SearchAnswer(tuple(Choice(one.title, one.value) for one in found))


async def _add(services: Services, turn: Turn, rest: str) -> Answer:
    editor = coordinator(services.directory.current, turn)
    return await _answer_form(services, turn, editor, None, rest)


async def _edit(services: Services, turn: Turn, rest: str) -> Answer:
    directory = services.directory.current
    me = listed(directory, turn)
    contact, after = _edited(_editable(services, me), me, rest)
    return await _answer_form(services, turn, contact_saving.editor_of(directory, turn, contact.id), contact, after)


async def _remove(services: Services, turn: Turn, rest: str) -> Answer:
    editor = coordinator(services.directory.current, turn)
    desk = await _desk(services, turn, editor)
    contact, after = _named(desk.contacts, rest)
    why = read_line(after, Names(services.reference, services.reader, desk.language), contact.name).why
    async with begin(services, turn) as work:
        card = contact_removal_card(await contact_saving.removal_view(work, desk, contact, why), desk.t)
        await show(work, turn, card)
    return NoAnswer()


async def _show(services: Services, turn: Turn, rest: str) -> Answer:
    me = listed(services.directory.current, turn)
    desk = await _desk(services, turn, me)
    contact = me.contact if not rest else _named(_editable(services, me), rest)[0]
    return await _answer(services, turn, contact_details_card(details_view(desk, contact), desk.t))


async def _list(services: Services, turn: Turn, rest: str) -> Answer:
    desk = await _desk(services, turn, coordinator(services.directory.current, turn))
    return await _answer(services, turn, contact_list_card(list_view(desk, rest, 0), desk.t))


async def _show_or_list(services: Services, turn: Turn, rest: str) -> Answer:
    """A name shows the contact; anything else is looked for in the list. A contact sees their own details."""
    me = listed(services.directory.current, turn)
    if not me.contact.is_a("coordinator"):
        return await _show(services, turn, rest)
    desk = await _desk(services, turn, me)
    found = find_colleague(rest, desk.contacts)
    if rest and len(found.people) == 1 and not found.rest:
        return await _answer(services, turn, contact_details_card(details_view(desk, found.people[0]), desk.t))
    return await _list(services, turn, rest)


async def _answer_form(services: Services, turn: Turn, editor: Member, contact: Contact | None, text: str) -> Answer:
    """The form filled with what was understood; the address is looked up in the organisation's own directory."""
    desk = await _desk(services, turn, editor)
    names = Names(services.reference, services.reader, desk.language)
    typed = read_line(text, names, contact.name if contact else "")
    view = contact_saving.form_of(desk, contact_saving.ground(services, editor, desk.language), contact, typed)
    filled = contact_saving.Filled(contact, typed.fields, "", typed.why)
    found = await contact_saving.find(services, editor, filled) if contact is None else None
    return await _answer(services, turn, contact_saving.form_card(view, editor, found, desk.t))


async def _open_form(services: Services, turn: Turn, press: Press, contact_id: str) -> Answer:
    editor, contact = _pressed(services, turn, contact_id)
    desk = await _desk(services, turn, editor)
    view = contact_saving.form_of(desk, contact_saving.ground(services, editor, desk.language), contact, Typed())
    return await _replace(services, turn, press, contact_saving.form_card(view, editor, None, desk.t))


async def _save_form(services: Services, turn: Turn, press: Press, data: ContactSaveData) -> Answer:
    directory = services.directory.current
    editor = contact_saving.editor_of(directory, turn, data.contact)
    filled = contact_saving.read_form(directory, editor, data)
    found = await contact_saving.find(services, editor, filled)
    desk = await _desk(services, turn, editor)
    read = contact_saving.read_contact(contact_saving.ground(services, editor, desk.language), filled, found)
    if isinstance(read, contact_saving.Faulty):
        view = contact_saving.form_again(desk, filled, read)
        return await _replace(services, turn, press, contact_saving.form_card(view, editor, found, desk.t))
    request = await prepared(services, editor, contact_saving.saving(read, filled))
    async with begin(services, turn) as work:
        made = await change(work, turn, request)
        return await show_made(work, turn, made, press)


async def _remove_now(services: Services, turn: Turn, press: Press, data: ContactSaveData) -> Answer:
    editor = coordinator(services.directory.current, turn)
    _, contact = _pressed(services, turn, data.contact)
    request = await prepared(services, editor, contact_saving.removing(contact, data.fields.get("why", "")))
    async with begin(services, turn) as work:
        made = await change(work, turn, request)
        return await show_made(work, turn, made, press)


async def _ask_removal(services: Services, turn: Turn, press: Press, contact_id: str) -> Answer:
    editor = coordinator(services.directory.current, turn)
    _, contact = _pressed(services, turn, contact_id)
    desk = await _desk(services, turn, editor)
    async with begin(services, turn) as work:
        card = contact_removal_card(await contact_saving.removal_view(work, desk, contact), desk.t)
        return await answer_with_card(work, turn, press, card)


async def _turn_page(services: Services, turn: Turn, press: Press, data: ContactShowData) -> Answer:
    desk = await _desk(services, turn, coordinator(services.directory.current, turn))
    looked_for = data.search[:100]
    refuse_identity_codes(looked_for)
    view = list_view(desk, looked_for, data.first or 0)
    return await _replace(services, turn, press, contact_list_card(view, desk.t))


async def _show_pressed(services: Services, turn: Turn, press: Press, contact_id: str) -> Answer:
    editor, contact = _pressed(services, turn, contact_id)
    desk = await _desk(services, turn, editor)
    return await _replace(services, turn, press, contact_details_card(details_view(desk, contact), desk.t))


def _pressed(services: Services, turn: Turn, contact_id: str) -> tuple[Member, Contact]:
    directory = services.directory.current
    editor = contact_saving.editor_of(directory, turn, contact_id)
    return editor, contact_saving.own_contact(directory, editor, contact_id)


def _editable(services: Services, me: Member) -> tuple[Contact, ...]:
    """Whom one may see and change by name: a coordinator the whole organisation, others themselves."""
    if not me.contact.is_a("coordinator"):
        return (me.contact,)
    own = me.organisation.code
    return tuple(one for one in services.directory.current.content.contacts if one.organisation == own)


def _edited(known: tuple[Contact, ...], me: Member, text: str) -> tuple[Contact, str]:
    """The contact named, and the rest. Who has only their own details to change need not name anybody."""
    alone = not me.contact.is_a("coordinator")
    if not text or (alone and not find_colleague(text.partition(",")[0], known).people):
        return me.contact, text
    return _named(known, text)


def _named(known: tuple[Contact, ...], text: str) -> tuple[Contact, str]:
    """The contact whose name the text begins with, and the rest. Raises Expected for nobody or several."""
    head, comma, tail = text.partition(",")
    found = find_colleague(head, known)
    if not found.people:
        raise contact_saving.nobody_called_so()
    if len(found.people) > 1:
        raise _several(found.people)
    left = " ".join(found.rest)
    return found.people[0], f"{left}{comma}{tail}".strip(" ,")


async def _desk(services: Services, turn: Turn, editor: Member) -> Desk:
    language = await language_of_writer(services, turn)
    return Desk(services.directory.current, services.reference, editor, language)


async def _answer(services: Services, turn: Turn, card: Card) -> Answer:
    async with begin(services, turn) as work:
        await show(work, turn, card)
    return NoAnswer()


async def _replace(services: Services, turn: Turn, press: Press, card: Card) -> Answer:
    async with begin(services, turn) as work:
        return await answer_with_card(work, turn, press, card)


def _several(found: tuple[Contact, ...]) -> Expected:
    names = ", ".join(f"{one.name} ({one.email or one.id})" for one in found[:NAMES_TOLD])
    return Expected(
        lambda t: t("Several people fit: {names}. Give the e-mail address.", names=names), code="several_people"
    )


def _too_long(length: int) -> Expected:
    return Expected(
        lambda t: t("The line is too long ({length} characters). Send a table as a file instead.", length=length),
        code="too_long",
    )


_TYPED: Mapping[str, Callable[[Services, Turn, str], Awaitable[Answer]]] = {
    "add": _add,
    "edit": _edit,
    "remove": _remove,
    "show": _show,
    "list": _list,
    "import": contact_import.run,
    "export": contact_export.run,
    "verify": verifying.run,
}
COMMAND = Command(
    name="contact",
    aliases=("yhteys", "kontakt"),
    example=lambda t: t("/contact list"),
    help=lambda t: t("Keep the contacts of your organisation"),
    run=run,
    words=frozenset(STEPS),
    reads_table=True,
    takes=contact_import.takes,
    order=60,
    roles=frozenset({"coordinator", "contact", "deputy", "own_worker"}),
)
PRESSES = (Button(ContactSaveData, save), Button(ContactShowData, look))
SEARCHES = {"colleagues": colleagues}
FILES = (OfferedFile(ContactFileData, contact_export.make),)
NEEDS = dict.fromkeys(("/contact", "typeahead colleagues"), LISTED) | {"file contact.export": COORDINATOR}
NEEDS |= dict.fromkeys(("contact.save", "contact.show"), OWN_ENTRY)
