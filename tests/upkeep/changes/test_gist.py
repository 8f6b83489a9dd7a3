"""What is told of edits beforehand is what going through all of them would tell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.upkeep.changes import model
from bot.upkeep.changes.editors import second_coordinators
from bot.upkeep.changes.model import gist_of
from directory.areas.areas import AreaRule
from directory.people.contacts import Absence, Contact, DirectoryId, Role, directory_of
from directory.records.changes import Changeset, Edit, undone
from directory.reference import load_reference
from directory.stored.sample import sample_content

DIRECTORY = directory_of(sample_content(load_reference(), date(2026, 11, 24)))
MAKER = DirectoryId("t", "maker")
ROLES: tuple[Role, ...] = ("contact", "deputy", "coordinator", "auditor", "data_protection")
RULES: tuple[Callable[[Changeset], object], ...] = (
    model.needs_second,
    model.removes_many,
    model.never_alone,
    model.changes_rules,
    model.changes_watchers,
    model.names_coordinator,
    model.changes_keepers,
    model.given,
    model.taken,
    model.watchers_made,
    model.given_to,
    lambda edits: second_coordinators(DIRECTORY, "11", edits, MAKER),
)


@st.composite
def edits_of_contacts(draw: st.DrawFn) -> Changeset:
    """Contacts who come, go and change, some of whom decide or watch; now and then a rule or an absence."""
    found: list[Edit] = []
    for number in range(draw(st.integers(0, 12))):
        roles = draw(st.tuples(*[st.sampled_from(ROLES)] * 2))
        one = Contact(
            f"n{number}", draw(st.sampled_from("ÅaBb")), "11", "t", draw(st.sampled_from(["", f"a{number}"])), ""
        )
        before, after = (replace(one, roles=(role,)) for role in roles)
        found.append(
            draw(
                st.sampled_from(
                    [Edit("contacts", before, after), Edit("contacts", before, None), Edit("contacts", None, after)]
                )
            )
        )
    others = (
        Edit("areas", AreaRule("11"), AreaRule("11", urgency="excluded")),
        Edit("absences", None, Absence("n0", date(2026, 12, 1), date(2026, 12, 2))),
    )
    return tuple(draw(st.permutations([*found, *draw(st.sets(st.sampled_from(others)))])))


@pytest.mark.parametrize("rule", RULES)
@given(edits=edits_of_contacts())
def test_a_rule_says_the_same_of_the_decisive_edits_as_of_all(
    rule: Callable[[Changeset], object], edits: Changeset
) -> None:
    assert rule(gist_of(edits).decisive) == rule(edits)


@given(edits_of_contacts())
def test_taking_back_is_decided_by_the_same_edits(edits: Changeset) -> None:
    assert model.never_alone(undone(gist_of(edits).decisive)) == model.never_alone(undone(edits))


@given(edits_of_contacts())
def test_all_are_shown_and_what_nobody_decides_alone_first(edits: Changeset) -> None:
    gist = gist_of(edits)
    assert sorted(map(id, gist.in_order)) == sorted(map(id, edits))
    alone = [not model.never_alone((one,)) for one in gist.in_order]
    assert alone == sorted(alone)
    assert sum(gist.tally.values()) == len(edits)


def test_of_thousands_of_new_contacts_nothing_is_decisive() -> None:
    new = tuple(Edit("contacts", None, Contact(f"n{one}", "", "11", "t", f"a{one}", "")) for one in range(2_000))
    assert gist_of(new).decisive == ()
    assert len(gist_of(undone(new)).decisive) == model.REMOVED_AT_MOST + 1
