"""The form of a contact, opened and accepted as it is, changes nothing; a large organisation is searched quickly."""

import time
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.turns.authorisation import Member
from bot.upkeep.contacts.contact_saving import read_contact, read_form
from bot.upkeep.contacts.views import Desk, form_view, list_view
from cards.buttons.contact_data import ContactSaveData
from config.texts import LANGUAGES, Language
from directory.exchange.contact_rows import Ground
from directory.exchange.written_names import Names
from directory.people.contacts import directory_of
from tests.known import DIRECTORY, READER, REFERENCE

COORDINATORS = {one.organisation: one for one in DIRECTORY.content.contacts if one.is_a("coordinator")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_contact_of_the_sample_comes_out_of_its_form_as_it_went_in(language: Language) -> None:
    for contact in DIRECTORY.content.contacts:
        organisation = DIRECTORY.organisations[contact.organisation]
        editor = Member(COORDINATORS[contact.organisation], organisation)
        view = form_view(Desk(DIRECTORY, REFERENCE, editor, language), contact, {})
        sent: Mapping[str, object] = {
            **view.values,
            "contact": view.contact,
            "seen": view.seen,
            "person": "",
            "why": "",
        }
        filled = read_form(DIRECTORY, editor, ContactSaveData.model_validate(sent))
        on = Ground(DIRECTORY.content, organisation, Names(REFERENCE, READER, language), lambda: "uusi")
        assert read_contact(on, filled, None) == contact


def seconds_to_search(people: int) -> float:
    one = next(one for one in DIRECTORY.content.contacts if one.organisation == "11")
    many = tuple(replace(one, id=f"11-{number}", name=f"Henkilö {number:05}") for number in range(people))
    directory = directory_of(replace(DIRECTORY.content, contacts=many))
    began = time.process_time()
    desk = Desk(directory, REFERENCE, Member(one, directory.organisations["11"]), "fi")
    assert list_view(desk, f"henkilo {people - 1:05}", 0).total == 1
    return time.process_time() - began


def test_searching_ten_times_as_many_people_takes_about_ten_times_as_long() -> None:
    seconds_to_search(10)
    assert min(seconds_to_search(1500) for _ in range(2)) < 40 * min(seconds_to_search(150) for _ in range(3))
