"""A coordinator's own contacts as the cards show them: the list, one contact's details, and the form's fields."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from bot.turns.authorisation import Member
from cards.contacts.contact_details import ContactDetailsView
from cards.contacts.contact_form import ContactFormView, FormText
from cards.contacts.contact_list import ROWS_SHOWN, ContactListView, ContactRowView
from cards.kit.place_and_topic import with_option
from cards.kit.template import Option
from config.texts import LANGUAGES, Language, Translate, texts
from directory.areas.rule_wording import begun
from directory.exchange.written_names import LONGEST_LIST
from directory.naming import organisation_name
from directory.people.contact_fields import (
    CONTACT_FIELDS,
    DEPUTY,
    FIELD_NAMED,
    PLACES,
    SUMMARISED,
    ContactField,
    FormPart,
    of_kinds,
)
from directory.people.contacts import ROLES, Contact, Directory
from directory.reading.words import normalised, without_marks
from directory.records.diffing import Wordbook
from directory.records.field_shapes import LONGEST
from directory.records.field_wording import language_words, role_words
from directory.records.records import Value, record_of
from directory.reference import KELA, Reference

CHOSEN = of_kinds("roles", "languages")
"""Fields of the form that are chosen: several codes."""
_TYPED = of_kinds("name", "email", "phone", "hours", "text", "texts")
"""Fields of the form that are typed as they stand in the directory."""
DEPUTIES_OFFERED = 20


@dataclass(frozen=True)
class Desk:
    """A coordinator's own part of the directory, in the coordinator's language."""

    directory: Directory
    reference: Reference
    editor: Member
    language: Language

    @property
    def t(self) -> Translate:
        """The coordinator's translator."""
        return texts(self.language)

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """The organisation's contacts by name."""
        own = self.editor.organisation.code
        found = (one for one in self.directory.content.contacts if one.organisation == own)
        return tuple(sorted(found, key=lambda one: normalised(one.name)))

    @cached_property
    def words(self) -> Wordbook:
        """Codes as names."""
        people = {one.id: one.name for one in self.contacts}
        return Wordbook(self.reference, people, self.language, self.t)

    @property
    def organisation(self) -> str:
        """The organisation's name."""
        return organisation_name(self.reference, self.editor.organisation.code, self.language)


def list_view(desk: Desk, search: str, first: int) -> ContactListView:
    """A page of those whose details hold all the words looked for, or who serve the place or topic by serving all."""
    wanted = without_marks(normalised(search)).split()
    found = [one for one in desk.contacts if _is_like(desk, one, wanted)]
    first = first if 0 <= first < len(found) else 0
    page = found[first : first + ROWS_SHOWN]
    rows = tuple(ContactRowView(one.id, one.name, serves_words(desk, one)) for one in page)
    return ContactListView(desk.organisation, rows, len(found), first, search)


def details_view(desk: Desk, contact: Contact) -> ContactDetailsView:
    """Everything that is known of the contact."""
    record, words, t = record_of("contacts", contact), desk.words, desk.t
    shown = (one for one in CONTACT_FIELDS if one.in_details)
    details = ((begun(one.words(t)), words.value(one.name, record[one.name])) for one in shown)
    notes = () if contact.aad_object_id else (unreachable_words(t),)
    filled = tuple((name, value) for name, value in details if value)
    return ContactDetailsView(contact.id, contact.name, filled, notes, desk.editor.contact.is_a("coordinator"))


def form_view(desk: Desk, contact: Contact | None, typed: Mapping[str, Value]) -> ContactFormView:
    """The form with what is known, what was typed on top."""
    t = desk.t
    own = desk.editor.organisation.code
    record = record_of("contacts", contact) if contact else {"roles": ["contact"]}
    values = _form_values(desk, record) | _typed_values(desk, typed)
    return ContactFormView(
        title=contact.name if contact else t("New contact"),
        who=_texts("who", t),
        reach=_texts("reach", t),
        more=_texts("more", t),
        longest=LONGEST,
        longest_list=LONGEST_LIST,
        contact=contact.id if contact else "",
        seen=seen_mark(contact),
        values=values,
        roles=tuple(Option(role, role_words(role, t)) for role in ROLES),
        languages=tuple(Option(code, language_words(code, t)) for code in LANGUAGES),
        deputies=with_option(deputies(desk, ""), values.get(DEPUTY, "")),
        summary=", ".join(filter(None, (_summarised(desk, FIELD_NAMED[name], values) for name in SUMMARISED))),
        whole_area="" if own == KELA else t("the whole of {area}", area=desk.reference.area_name(own, desk.language)),
    )


def serves_words(desk: Desk, contact: Contact) -> str:
    """Whom the contact serves and in what: "Imatra · asumismenot"; a role for one who is not offered."""
    t, words, record = desk.t, desk.words, record_of("contacts", contact)
    if not contact.is_a("contact"):
        return words.value("roles", record["roles"])
    areas = words.value("areas", record["areas"])
    places = words.value("municipalities", record["municipalities"]) or t("whole area {area}", area=areas)
    topics = words.value("topics", record["topics"]) or t("all topics")
    return f"{_cut(places)} · {_cut(topics)}"


def deputies(desk: Desk, search: str) -> tuple[Option, ...]:
    """Colleagues whose name is like what was typed; a name that several have comes with the e-mail address."""
    namesakes = Counter(one.name for one in desk.contacts)
    found = [one.name if namesakes[one.name] == 1 else one.email for one in desk.contacts]
    key = without_marks(normalised(search))
    like = [one for one in found if key in without_marks(normalised(one))]
    return tuple(Option(one, one) for one in like[:DEPUTIES_OFFERED])


def seen_mark(contact: Contact | None) -> str:
    """Tells whether a contact is still as it was when the form was filled."""
    return f"{crc32(repr(contact).encode()):08x}" if contact else ""


def unreachable_words(t: Translate) -> str:
    """Said of a contact without a directory id."""
    return t("The person has not been found in the organisation's own directory, so messages do not arrive.")


def _form_values(desk: Desk, record: Mapping[str, Value]) -> dict[str, str]:
    words = desk.words
    values = {name: _plain(record.get(name, "")) for name in _TYPED}
    areas = record.get("areas", "") if desk.editor.organisation.code == KELA else ""
    values[PLACES] = _joined(
        words.value("municipalities", record.get("municipalities", "")), words.value("areas", areas)
    )
    values["topics"] = words.value("topics", record.get("topics", ""))
    values |= {name: ",".join(record.get(name, ())) for name in CHOSEN}
    values[DEPUTY] = words.value("deputy_id", record.get("deputy_id", ""))
    return values


def _typed_values(desk: Desk, typed: Mapping[str, Value]) -> dict[str, str]:
    words = desk.words
    values: dict[str, str] = {}
    for name, value in typed.items():
        match name:
            case "topics":
                values[name] = words.value(name, value)
            case _ if name in CHOSEN:
                values[name] = ",".join(value) if isinstance(value, list) else value
            case _ if name in {PLACES, "municipalities", "areas"}:
                values[PLACES] = _joined(values.get(PLACES, ""), words.value("municipalities", value))
            case _ if name in {DEPUTY, "deputy_id"}:
                values[DEPUTY] = words.value("deputy_id", value)
            case _:
                values[name] = _plain(value)
    return values


def _texts(part: FormPart, t: Translate) -> tuple[FormText, ...]:
    fields = (one for one in CONTACT_FIELDS if one.form == part and one.name in _TYPED)
    return tuple(FormText(one.name, begun(one.words(t)), one.example(t)) for one in fields)


def _summarised(desk: Desk, field: ContactField, values: Mapping[str, str]) -> str:
    held = values.get(field.input, "")
    return desk.words.value(field.name, held.split(",")) if field.name in CHOSEN else held


def _is_like(desk: Desk, contact: Contact, wanted: Sequence[str]) -> bool:
    told = _haystack(desk, contact)
    missing = [word for word in wanted if word not in told]
    served = _served(desk, contact) if missing else ()
    return all(any(word.startswith(one) for word in served) for one in missing)


def _served(desk: Desk, contact: Contact) -> tuple[str, ...]:
    """The words of all places and topics that the contact serves; none of their own means all."""
    if not contact.is_a("contact"):
        return ()
    reference, language = desk.reference, desk.language
    everywhere = [one.code for area in contact.areas for one in reference.municipalities_of(area)]
    places = (reference.municipalities[code].name(language) for code in contact.municipalities or everywhere)
    topics = (reference.topics[slug].name(language) for slug in contact.topics or reference.topics)
    names = (*places, *topics)
    return tuple(without_marks(normalised(" ".join(names))).split())


def _haystack(desk: Desk, contact: Contact) -> str:
    parts = (getattr(contact, one.name) for one in CONTACT_FIELDS if one.searched)
    return without_marks(normalised(" ".join((*parts, serves_words(desk, contact)))))


def _plain(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _cut(words: str, length: int = 60) -> str:
    return words if len(words) <= length else f"{words[: length - 1]}…"


def names_of(contacts: Sequence[Contact]) -> str:
    """Names in a row."""
    return ", ".join(one.name for one in contacts)
