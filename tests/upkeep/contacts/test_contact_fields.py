"""A field of a contact is described once; whoever adds one and forgets a part of it is told so here."""

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date
from typing import get_args, get_type_hints
from uuid import UUID

import pytest

from bot.tables import metadata
from bot.turns.authorisation import Member
from bot.upkeep.contacts.contact_saving import form_card, fresh_id, read_contact, read_form
from bot.upkeep.contacts.views import Desk, details_view, form_view
from cards.buttons.contact_data import ContactSaveData
from cards.contacts.contact_form import ContactFormView
from config.texts import texts
from directory.exchange.contact_rows import Ground
from directory.exchange.written_names import Names
from directory.guard.finding import public_form
from directory.people.contact_fields import (
    CONFIRMED,
    CONTACT_FIELDS,
    SUMMARISED,
    TOLD_OF_NEW,
    ContactField,
    Kind,
    contact_of_values,
    numbers_of,
    of_kinds,
)
from directory.people.contacts import Contact, Role, directory_of
from directory.records.changes import Edit
from directory.records.checking import read_records
from directory.records.diffing import Wordbook
from directory.records.records import Record, record_of
from directory.stored.directory_rows import contact_of, to_row
from directory.time.hours import WeeklyHours, parse_hours
from tests.known import CONTENT, DIRECTORY, READER, REFERENCE

MAIJA = next(one for one in CONTENT.contacts if one.name == "Maija Esimerkki")
COORDINATOR = next(one for one in CONTENT.contacts if one.organisation == "11" and one.is_a("coordinator"))
EDITOR = Member(COORDINATOR, DIRECTORY.organisations["11"])
T = texts("en")
TYPES: dict[Kind, object] = {
    **dict.fromkeys(("code", "guid", "name", "email", "phone", "text", "colleague"), str),
    **dict.fromkeys(("areas", "municipalities", "topics", "languages", "texts"), tuple[str, ...]),
    "roles": tuple[Role, ...],
    "hours": WeeklyHours | None,
    "day": date | None,
}


def value_of(place: int, name: str, kind: Kind) -> object:
    """A value that no other field has; of codes mostly those that Maija has."""
    values: dict[Kind, object] = {
        "name": "Maija Toinen",
        "email": f"osoite.{place}@alue.example",
        "phone": f"05 000 10{place:02}",
        "hours": parse_hours(f"ma-pe 8-12.{place}"),
        "text": f"Teksti {place}",
        "texts": (f"Taito {place}", "Toinen taito"),
        "languages": ("sv", "fi"),
        "municipalities": (REFERENCE.municipalities_of(MAIJA.areas[0])[0].code,),
        "day": date(2026, 11, place),
    }
    return values.get(kind, getattr(MAIJA, name))


FILLED = contact_of_values(
    {one.name: value_of(place, one.name, one.kind) for place, one in enumerate(CONTACT_FIELDS, 10)}
)
"""A contact with something in every field."""


def form_of(contact: Contact) -> ContactFormView:
    return form_view(Desk(DIRECTORY, REFERENCE, EDITOR, "en"), contact, {})


def ids_within(part: object) -> list[str]:
    """The ids of all inputs of a card."""
    if isinstance(part, dict):
        own = [part["id"]] if str(part.get("type", "")).startswith("Input.") else []
        return own + [one for value in part.values() for one in ids_within(value)]
    return [one for value in part for one in ids_within(value)] if isinstance(part, list) else []


def test_each_field_is_described_once_and_the_example_fills_them_all() -> None:
    assert sorted(one.name for one in CONTACT_FIELDS) == sorted(one.name for one in fields(Contact))
    assert [one.name for one in fields(Contact) if not getattr(FILLED, one.name)] == []


@pytest.mark.parametrize("field", CONTACT_FIELDS, ids=lambda one: one.name)
def test_a_kind_has_one_type(field: ContactField) -> None:
    assert get_type_hints(Contact)[field.name] == TYPES[field.kind]


def test_every_kind_is_somebody_s() -> None:
    assert {one.kind for one in CONTACT_FIELDS} == set(get_args(Kind))


def test_a_field_has_its_column() -> None:
    assert set(metadata().tables["contact"].columns.keys()) == {one.name for one in CONTACT_FIELDS}


def test_every_field_comes_back_from_a_file_and_from_the_database() -> None:
    content, problems = read_records([Record("contacts", 1, record_of("contacts", FILLED))], REFERENCE)
    assert (content.contacts, problems) == ((FILLED,), ())
    assert contact_of(to_row("contacts", FILLED)) == FILLED


def test_every_field_that_the_form_asks_for_is_on_it_and_comes_back() -> None:
    view = form_of(FILLED)
    inputs = set(ids_within(form_card(view, EDITOR, None, T)))
    assert inputs == {one.input for one in CONTACT_FIELDS if one.form} | {"person", "why"}
    own = set(ids_within(form_card(view, Member(MAIJA, EDITOR.organisation), None, T)))
    assert own == {one.input for one in CONTACT_FIELDS if one.form and one.own} | {"why"}
    sent = ContactSaveData.model_validate({"contact": MAIJA.id, "seen": form_of(MAIJA).seen, **view.values})
    filled = read_form(DIRECTORY, EDITOR, sent)
    on = Ground(CONTENT, EDITOR.organisation, Names(REFERENCE, READER, "en"), lambda: "new")
    made = read_contact(on, filled, None)
    assert isinstance(made, Contact)
    asked = [one.name for one in CONTACT_FIELDS if one.form and one.kind != "languages"]
    assert {name: getattr(made, name) for name in asked} == {name: getattr(FILLED, name) for name in asked}


def test_a_change_and_the_coordinator_s_card_tell_of_every_field() -> None:
    words = Wordbook(REFERENCE, {}, "en", T)
    bare = Contact(FILLED.id, "", FILLED.organisation, FILLED.tenant_id, "", "", roles=())
    told = {one.name for one in words.record(Edit("contacts", bare, FILLED)).fields}
    unsaid = {"id", "organisation", "tenant_id"}
    assert told == {one.words(T) for one in CONTACT_FIELDS if one.name not in unsaid}
    shown = {name for name, _ in details_view(Desk(DIRECTORY, REFERENCE, EDITOR, "en"), FILLED).details}
    words_shown = {one.words(T) for one in CONTACT_FIELDS if one.name not in {*unsaid, "name", "aad_object_id"}}
    assert {one.casefold() for one in shown} == {*words_shown, "id"}


def test_the_guard_asks_nobody_about_the_ways_to_reach_a_contact() -> None:
    known = directory_of(replace(CONTENT, contacts=(FILLED,))).public_details
    ways = [getattr(FILLED, name) for name in of_kinds("phone", "email")]
    assert {public_form(one) for one in ways} <= known
    assert set(numbers_of(FILLED)) == {getattr(FILLED, name) for name in of_kinds("phone")}


@pytest.mark.parametrize(
    ("listed", "all_of_them", "left_out"),
    [
        (CONFIRMED, {one.name for one in CONTACT_FIELDS if one.own}, {"skills", "verified_on"}),
        (SUMMARISED, {one.name for one in CONTACT_FIELDS if one.form == "more"}, {"roles"}),
        (
            TOLD_OF_NEW,
            {one.name for one in CONTACT_FIELDS if one.in_details},
            {"areas", "languages", "team", "place", "skills", "verified_on", "id"},
        ),
    ],
)
def test_what_a_list_leaves_out_is_left_out_on_purpose(
    listed: Collection[str], all_of_them: set[str], left_out: set[str]
) -> None:
    assert all_of_them - set(listed) == left_out
    assert set(listed) <= {one.name for one in CONTACT_FIELDS}


def test_a_new_contacts_id_is_never_taken_for_an_identity_code() -> None:
    draws = iter([UUID("03244197-0000-4000-8000-000000000000"), UUID("abcdef12-0000-4000-8000-000000000000")])
    assert fresh_id("11", draws.__next__) == "11-abcdef12"
