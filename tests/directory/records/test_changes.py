"""A change of the directory as data: what it does, and that it can be taken back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.people.contacts import Absence, Contact, DirectoryContent
from directory.records.changes import ChangedMeanwhile, applied, difference, put, undone, without
from directory.records.records import in_order
from tests.directory.sample_people import EKHVA, KELA, contact

NAMES = ("a", "b", "c", "d")


@st.composite
def contents(draw: st.DrawFn) -> DirectoryContent:
    """A directory of up to four contacts and their absences."""
    phones = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["", "1", "2"])))
    people: list[Contact] = [contact(name, phone=number) for name, number in phones.items()]
    away = draw(st.sets(st.sampled_from(sorted(phones)))) if phones else set()
    absences = tuple(Absence(name, date(2026, 12, 1), date(2026, 12, 5)) for name in away)
    return in_order(DirectoryContent((KELA, EKHVA), tuple(people), (), (), absences))


@given(contents(), contents())
def test_the_difference_leads_from_one_directory_to_the_other_and_back(
    a: DirectoryContent, b: DirectoryContent
) -> None:
    changes = difference(a, b)
    assert applied(a, changes) == b
    assert applied(b, undone(changes)) == a
    assert not difference(a, a)


@given(contents())
def test_a_change_of_what_has_changed_meanwhile_is_refused(content: DirectoryContent) -> None:
    first = put(content, contact("a", phone="3"))
    changes = difference(content, first)
    with pytest.raises(ChangedMeanwhile):
        applied(put(content, contact("a", phone="4")), changes)


def test_who_is_removed_leaves_no_absences_and_is_nobody_s_deputy() -> None:
    a, b = contact("a", deputy_id="b"), contact("b")
    away = Absence("a", date(2026, 12, 1), date(2026, 12, 5), deputy_id="b")
    content = DirectoryContent((KELA, EKHVA), (a, b), (), (), (away, replace(away, contact_id="b", deputy_id="")))
    left = without(content, b)
    assert left.contacts == (replace(a, deputy_id=""),)
    assert left.absences == (replace(away, deputy_id=""),)
