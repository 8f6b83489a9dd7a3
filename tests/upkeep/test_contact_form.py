"""The form of a contact, opened and accepted as it is, changes nothing."""

from collections.abc import Mapping
from datetime import date

import pytest

from bot.turns.turn import Press
from bot.upkeep.contact_views import Desk, form_view
from bot.upkeep.contacts import read_contact, read_form
from bot.upkeep.editors import Editor
from config.texts import LANGUAGES, Language
from directory.contact_rows import Ground
from directory.contacts import directory_of
from directory.reading.reader import Reader
from directory.reference import load_reference
from directory.sample import sample_content
from directory.written_names import Names

REFERENCE = load_reference()
READER = Reader(REFERENCE)
DIRECTORY = directory_of(sample_content(REFERENCE, date(2026, 11, 24)))
COORDINATORS = {one.organisation: one for one in DIRECTORY.content.contacts if one.is_a("coordinator")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_contact_of_the_sample_comes_out_of_its_form_as_it_went_in(language: Language) -> None:
    for contact in DIRECTORY.content.contacts:
        organisation = DIRECTORY.organisations[contact.organisation]
        editor = Editor(COORDINATORS[contact.organisation], organisation)
        view = form_view(Desk(DIRECTORY, REFERENCE, editor, language), contact, {})
        sent: Mapping[str, object] = {
            **view.values,
            "contact": view.contact,
            "seen": view.seen,
            "person": "",
            "why": "",
        }
        filled = read_form(DIRECTORY, editor, Press("contact.save", sent, "card"))
        on = Ground(DIRECTORY.content, organisation, Names(REFERENCE, READER, language), lambda: "uusi")
        assert read_contact(on, filled, None) == contact
