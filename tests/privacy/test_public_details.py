"""What the directory tells everybody is worked out once of each number and address, and never while a line is read."""

import sys
from collections.abc import Callable
from dataclasses import replace
from types import FrameType

import pytest
from sqlalchemy.dialects import sqlite

from bot.privacy.guarding import doubtful
from config.texts import texts
from directory.guard.finding import Kind, public_form
from directory.people import contacts
from directory.people.contacts import Contact, Directory, DirectoryContent, directory_of
from directory.records.changes import difference
from directory.stored.next_version import next_of
from tests.known import CONTENT

SOMEBODY = CONTENT.contacts[0]
TEXT = "Soita numeroon 040 123 4567, se on minun"


def content_of(people: int) -> DirectoryContent:
    """The sample with so many people who have a number and an address of their own."""
    many = (numbered(one, f"040 500 {one:04}") for one in range(people))
    return replace(CONTENT, contacts=tuple(many), absences=())


def numbered(one: int, phone: str) -> Contact:
    return replace(SOMEBODY, id=f"n{one}", email=f"n{one}@example.fi", phone=phone)


def calls_of(work: Callable[[], object]) -> int:
    """Python's calls while something is done."""
    calls = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def asked_of(text: str, directory: Directory) -> frozenset[Kind]:
    return doubtful(text, directory, texts("fi")).kinds


def test_a_line_that_holds_a_number_costs_the_same_whatever_the_directory_holds() -> None:
    few, many = directory_of(content_of(10)), directory_of(content_of(400))
    assert asked_of(TEXT, few) == asked_of(TEXT, many) == {Kind.PHONE}
    assert calls_of(lambda: asked_of(TEXT, many)) == calls_of(lambda: asked_of(TEXT, few)) > 0


def test_a_new_version_works_out_only_what_is_new_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before, worked_out = directory_of(content_of(50)), list[str]()

    def noted(detail: str) -> str:
        worked_out.append(detail)
        return public_form(detail)

    monkeypatch.setattr(contacts, "public_form", noted)
    changed = tuple(
        replace(one, phone="040 765 4321") if one.id == "n7" else one
        for one in before.content.contacts
        if one.id != "n8"
    )
    content = replace(before.content, contacts=changed)
    next_of(before, difference(before.content, content), sqlite.dialect())
    directory = directory_of(content, before=before)
    assert worked_out == ["040 765 4321"] * 2
    assert directory == directory_of(content)


@pytest.mark.parametrize("everybody", [frozenset[str](), frozenset({"040 500 0008"})])
def test_a_number_that_nobody_has_any_more_is_asked_about(everybody: frozenset[str]) -> None:
    """Who else has the same number keeps it public."""
    also = tuple(numbered(100, one) for one in everybody)
    before = directory_of(replace(content_of(20), contacts=(*content_of(20).contacts, *also)))
    content = replace(before.content, contacts=tuple(one for one in before.content.contacts if one.id != "n8"))
    after = directory_of(content, before=before)
    assert asked_of("Hänen numeronsa on 040 500 0007", after) == frozenset()
    assert asked_of("Hänen numeronsa on 040 500 0008", before) == frozenset()
    assert asked_of("Hänen numeronsa on 040 500 0008", after) == (frozenset() if everybody else {Kind.PHONE})
    assert asked_of("Hänen osoitteensa on n8@example.fi", after) == {Kind.EMAIL}
