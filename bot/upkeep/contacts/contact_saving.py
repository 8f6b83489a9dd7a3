"""Contacts by chat: the form filled from what was typed, saving it, removing a contact."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from bot.consultation.stored.store import open_load
from bot.errors import Denied, Expected
from bot.ownworkers.store import count_by_worker
from bot.privacy.guarding import refuse_identity_codes
from bot.turns.authorisation import Member, coordinator, listed
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.changes.changing import Request
from bot.upkeep.changes.outlook import made_from
from bot.upkeep.contacts.views import CHOSEN, Desk, form_view, names_of, seen_mark, unreachable_words
from cards.buttons.contact_data import ContactSaveData
from cards.contacts.contact_details import ContactRemovalView
from cards.contacts.contact_form import ContactFormView, contact_form_card
from cards.kit.frame import Card
from config.texts import Translate
from directory.exchange.contact_rows import Ground, lay
from directory.exchange.one_line import Typed
from directory.exchange.table_import import plan_table
from directory.exchange.written_names import Names
from directory.graph.found_people import FoundPerson, NotFound
from directory.people.contact_fields import CONTACT_FIELDS, PLACES
from directory.people.contacts import Contact, Directory, DirectoryContent
from directory.records.changes import Edit, without
from directory.records.field_wording import field_words
from directory.records.fields import Problem, holds_identity_code
from directory.records.problem_wording import fault_words
from directory.records.records import Record, Value
from directory.time.calendar import helsinki_date

_NEW_ID = re.compile(r"[0-9a-f]{8}")
_IN_FORM = tuple(one for one in CONTACT_FIELDS if one.form)
_TEXTS = tuple(dict.fromkeys(one.input for one in _IN_FORM if one.name not in CHOSEN))
_OWN_IN_FORM = frozenset(one.input for one in _IN_FORM if one.own)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent: fields of one table row, and whose details they are."""

    contact: Contact | None
    fields: Mapping[str, Value]
    picked: str
    """The directory id chosen in the people picker."""
    why: str
    draft: str = ""
    """The id of a new contact."""


@dataclass(frozen=True, slots=True)
class Faulty:
    """What has to be corrected in the form."""

    problems: tuple[Problem, ...]


def ground(services: Services, editor: Member, language: str) -> Ground:
    """What typed details are laid over: the organisation's own part of the directory as it is now."""
    names = Names(services.reference, services.reader, language)
    code = editor.organisation.code.lower()
    return Ground(services.directory.current.content, editor.organisation, names, lambda: fresh_id(code))


def fresh_id(code: str, draw: Callable[[], UUID] = uuid4) -> str:
    """An id for a new contact, which nothing takes for an identity code: the contact would be refused."""
    made = f"{code}-{draw().hex[:8]}"
    return fresh_id(code, draw) if holds_identity_code("id", made) else made


def form_of(desk: Desk, on: Ground, contact: Contact | None, typed: Typed) -> ContactFormView:
    """The form with what was typed, over the contact's details if it is a known one."""
    fields = dict(typed.fields) | ({"id": contact.id} if contact else {})
    laid = lay([Record("contacts", 1, fields)], on)
    known = contact or next((desk.directory.contacts[one] for one in laid.about), None)
    t = desk.t
    notes = (
        [t("This person is in the directory already: the form changes the details.")] if known and not contact else []
    )
    if typed.left:
        notes.append(t("Not recognised: {words}", words=", ".join(typed.left)))
    view = form_view(desk, known, typed.fields)
    problems = problem_lines(laid.problems, t)
    draft = "" if known else on.new_id()
    return replace(view, draft=draft, notes=tuple(notes), problems=problems, values={**view.values, "why": typed.why})


def form_again(desk: Desk, filled: Filled, faulty: Faulty) -> ContactFormView:
    """The form as it was sent, with what to correct."""
    view = form_view(desk, filled.contact, {})
    typed = {name: value if isinstance(value, str) else ",".join(value) for name, value in filled.fields.items()}
    values = {**view.values, **typed, PLACES: typed.get(PLACES, view.values.get(PLACES, "")), "why": filled.why}
    return replace(view, draft=filled.draft, values=values, problems=problem_lines(faulty.problems, desk.t))


def form_card(view: ContactFormView, editor: Member, found: FoundPerson | NotFound | None, t: Translate) -> Card:
    """The card of the form: whole for a coordinator, only the own fields for a contact."""
    person = found_words(found, t)
    return contact_form_card(replace(view, person=person, only_own=not editor.contact.is_a("coordinator")), t)


def problem_lines(problems: tuple[Problem, ...], t: Translate) -> tuple[str, ...]:
    """What to correct on a form, each with the name of its field."""
    return tuple(f"{field_words(one.column, t).capitalize()}: {fault_words(one, t)}" for one in problems)


def editor_of(directory: Directory, turn: Turn, contact_id: str) -> Member:
    """Whoever may change this contact: a coordinator, or the contact. Raises Expected for anybody else."""
    me = listed(directory, turn)
    return me if me.contact.id == contact_id else coordinator(directory, turn)


def own_contact(directory: Directory, editor: Member, contact_id: str) -> Contact:
    """A contact of the editor's own organisation. Raises Expected for any other, as if it was not there."""
    found = directory.contacts.get(contact_id)
    if found is None or found.organisation != editor.organisation.code:
        raise no_such_contact()
    return found


def read_form(directory: Directory, editor: Member, data: ContactSaveData) -> Filled:
    """The form's fields. Raises Expected for an identity code anywhere, or for a form that is out of date.

    Teams leaves an empty field out of what it sends: one that is not there has been emptied.
    """
    sent = data.fields
    texts = {name: sent.get(name, "") for name in _TEXTS}
    why = sent.get("why", "")
    refuse_identity_codes(*texts.values(), why)
    contact = own_contact(directory, editor, data.contact) if data.contact else None
    if data.seen != seen_mark(contact):
        raise _changed_meanwhile(contact)
    fields: dict[str, Value] = dict(texts)
    fields |= {name: _in_known_order(sent.get(name, ""), name, contact) for name in CHOSEN}
    if not editor.contact.is_a("coordinator"):
        fields = {name: value for name, value in fields.items() if name in _OWN_IN_FORM}
    draft, own = data.draft, f"{editor.organisation.code.lower()}-"
    if not (draft.startswith(own) and _NEW_ID.fullmatch(draft, len(own))):
        draft = ""
    return Filled(contact, fields, sent.get("person", "").split(",", maxsplit=1)[0], why, draft)


def read_contact(on: Ground, filled: Filled, found: FoundPerson | NotFound | None) -> Contact | Faulty:
    """The whole contact that the form makes, or what is wrong with it."""
    contact_id = filled.contact.id if filled.contact else filled.draft or on.new_id()
    fields: dict[str, Value] = {**filled.fields, "id": contact_id}
    if isinstance(found, FoundPerson):
        given = {"name": found.name, "email": found.email}
        fields |= {name: value for name, value in given.items() if name in fields and not fields[name]}
        fields["aad_object_id"] = found.aad_object_id
    elif filled.picked:
        fields["aad_object_id"] = filled.picked
    missing = [name for name in ("name", "email") if name in fields and not fields[name]]
    if missing:
        return Faulty(tuple(Problem("contacts", 1, name, "missing") for name in missing))
    plan = plan_table([Record("contacts", 1, fields)], on)
    made = [one for one in plan.items if isinstance(one, Contact)]
    return made[0] if made and not plan.problems else Faulty(plan.problems)


def saving(contact: Contact, filled: Filled) -> Request:
    """The change that stores the contact, made from the details that the form was laid over."""

    def wanted(known: DirectoryContent) -> DirectoryContent:
        if contact in known.contacts:
            return known
        return made_from(known, (Edit("contacts", filled.contact, contact),))

    return Request("contact_changed" if filled.contact else "contact_added", wanted, filled.why)


def removing(contact: Contact, why: str) -> Request:
    """The change that removes the contact."""

    def wanted(known: DirectoryContent) -> DirectoryContent:
        stored = [one for one in known.contacts if one.id == contact.id]
        return without(known, *stored)

    return Request("contact_removed", wanted, why)


async def find(services: Services, editor: Member, filled: Filled) -> FoundPerson | NotFound | None:
    """Looks up in the organisation's own directory who was picked or has a new e-mail address.

    None when there is no need.
    """
    if filled.picked:
        return await services.find_person(editor.organisation.tenant_id, filled.picked)
    email = str(filled.fields.get("email", ""))
    known = filled.contact
    if not email or (known and known.aad_object_id and known.email.lower() == email.lower()):
        return None
    return await services.find_person(editor.organisation.tenant_id, email)


def found_words(found: FoundPerson | NotFound | None, t: Translate) -> str:
    """Whom the organisation's own directory gave, or why it gave nobody."""
    if found is None:
        return ""
    if isinstance(found, FoundPerson):
        return t("In your organisation's directory: {name}.", name=found.name)
    words: dict[NotFound, str] = {
        "not_found": unreachable_words(t),
        "no_consent": t("Your organisation has not allowed looking people up by address. Choose the person below."),
        "unreachable": t("The organisation's directory did not answer. Choose the person below, or save again later."),
    }
    return words[found]


async def removal_view(work: Work, desk: Desk, contact: Contact, why: str = "") -> ContactRemovalView:
    """The question whether to remove the contact, with what hangs on them."""
    t, today = desk.t, helsinki_date(work.now)
    taken = (await open_load(work.connection)).get(contact.id, 0)
    clients = (await count_by_worker(work.connection, today)).get((contact.organisation, contact.id), 0)
    stands_in = [one for one in desk.contacts if one.deputy_id == contact.id]
    sentences = (
        (
            taken,
            t(
                "Open questions taken by {name}: {count}. They go to the others who were asked or to the deputy.",
                name=contact.name,
                count=taken,
            ),
        ),
        (stands_in, t("Deputy of: {names}. They are left without one.", names=names_of(stands_in))),
        (clients, t("Own worker of clients: {count}. These links are not told any more.", count=clients)),
        (
            desk.editor.contact.id == contact.id,
            t("This is your own entry: after this somebody else keeps the directory."),
        ),
    )
    return ContactRemovalView(contact.id, contact.name, tuple(words for holds, words in sentences if holds), why)


def no_such_contact() -> Denied:
    """A button names a contact that is unknown or another organisation's: both look the same."""
    return Denied(_no_such_contact, code="unknown_contact")


def nobody_called_so() -> Expected:
    """Nobody in the organisation has the typed name."""
    return Expected(_no_such_contact, code="nobody_called_so")


def _no_such_contact(t: Translate) -> str:
    return t("There is no such contact in your organisation. /contact list shows all.")


def _in_known_order(written: str, name: str, contact: Contact | None) -> list[str]:
    """The chosen codes. A client sends them in the order of the choices; the order known means something."""
    chosen = [one for one in written.split(",") if one]
    known = list(getattr(contact, name)) if contact else []
    return [*(one for one in known if one in chosen), *(one for one in chosen if one not in known)]


def _changed_meanwhile(contact: Contact | None) -> Expected:
    name = contact.name if contact else ""
    return Expected(
        lambda t: t("{name} has been changed since the form was opened. Open it again: /contact show.", name=name),
        code="changed_meanwhile",
    )
