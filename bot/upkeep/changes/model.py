"""A change of the directory and its rules: who may decide over it in which state. No input or output here."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Literal

from bot.errors import Denied, Expected
from directory.people.contacts import GUARDED_ROLES, Contact, DirectoryId, Role
from directory.records.changes import Changeset, Edit
from directory.records.diffing import How, counts
from directory.records.fields import Problem
from directory.records.merging import identity
from directory.records.records import SECTIONS

State = Literal["proposed", "second", "done", "dropped", "undone"]
"""proposed: its maker has not accepted it yet. second: another coordinator has to accept it."""
REMOVED_AT_MOST = 5
"""So many contacts a coordinator may remove at once alone."""
PROBLEMS_KEPT = 50
_DECIDE_OR_WATCH: frozenset[Role] = frozenset({"coordinator", *GUARDED_ROLES})


@dataclass(frozen=True, slots=True)
class Aside:
    """What a table does not change: its wrong rows, and the organisation's contacts that are not in it."""

    problems: tuple[Problem, ...] = ()
    """At most `PROBLEMS_KEPT` of them."""
    good_rows: int = 0
    bad_rows: int = 0
    missing: tuple[str, ...] = ()
    """Contact ids."""
    stays: tuple[str, ...] = ()
    """Names of what undoing a table leaves as it is, because it has been changed since."""


NOTHING_ASIDE = Aside()


@dataclass(frozen=True, slots=True)
class Gist:
    """Edits with all that rules and cards ask of them as a whole: they may be a table of thousands, which nobody goes
    through while others wait for the database. Make it with `gist_of`."""

    edits: Changeset
    decisive: Changeset
    """What decides who has to accept them: of these the rules below say the same as of all."""
    in_order: Changeset
    """As they are shown: what nobody decides alone stands first, so that the second sees it in a table of hundreds."""
    tally: Mapping[How, int]
    names: dict[str, str]
    """Of the contacts whom they add, change or remove, by id."""
    unreachable: tuple[str, ...]
    """Names of those contacts to whom messages do not arrive: without a directory id."""


def gist_of(edits: Changeset) -> Gist:
    """Goes through the edits: of thousands beside the loop."""
    removed = islice((one for one in edits if one.section == "contacts" and one.after is None), REMOVED_AT_MOST + 1)
    few = {id(one) for one in removed}
    sides = (side for one in edits for side in (one.after, one.before) if isinstance(side, Contact))
    made = (one.after for one in edits if isinstance(one.after, Contact))
    return Gist(
        edits=edits,
        decisive=tuple(one for one in edits if id(one) in few or _decides(one)),
        in_order=tuple(sorted(edits, key=_place)),
        tally=counts(edits),
        names={one.id: one.name for one in sides},
        unreachable=tuple(sorted(one.name for one in made if one.is_a("contact") and not one.aad_object_id)),
    )


def _place(edit: Edit) -> tuple[bool, int, Hashable]:
    item, alone = edit.item, not (_decides(edit) and never_alone((edit,)))
    return alone, SECTIONS.index(edit.section), item.name.casefold() if isinstance(item, Contact) else identity(item)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one organisation's part of the directory. Shown to people as M-12."""

    id: int
    organisation: str
    kind: str
    state: State
    gist: Gist
    why: str
    made_by: DirectoryId
    made_by_name: str
    made_at: datetime
    decided_by_name: str = ""
    decided_at: datetime | None = None
    undone_by_name: str = ""
    undone_at: datetime | None = None
    aside: Aside = NOTHING_ASIDE

    @property
    def edits(self) -> Changeset:
        """What it changes."""
        return self.gist.edits


def change_label(change_id: int) -> str:
    """How a change is shown to people: M-12."""
    return f"M-{change_id}"


def needs_second(edits: Changeset) -> bool:
    """Whether one coordinator is not enough: many contacts removed, or something that is never decided alone."""
    return removes_many(edits) or never_alone(edits)


def removes_many(edits: Changeset) -> bool:
    """Whether more contacts are removed than a coordinator may remove at once alone."""
    return sum(edit.section == "contacts" and edit.after is None for edit in edits) > REMOVED_AT_MOST


def never_alone(edits: Changeset) -> bool:
    """Whether an area's rules are changed, a coordinator is named, or a role that watches is given or taken."""
    return changes_rules(edits) or changes_watchers(edits) or names_coordinator(edits)


def _decides(edit: Edit) -> bool:
    """Whether it is of an area's rules, or of somebody who decides or watches."""
    return edit.section == "areas" or bool(_held(edit.before) or _held(edit.after))


def changes_rules(edits: Changeset) -> bool:
    """Whether the rules of an area are changed."""
    return any(edit.section == "areas" for edit in edits)


def changes_watchers(edits: Changeset) -> bool:
    """Whether a role that watches over the others is given or taken."""
    return any(one.role in GUARDED_ROLES for one in (*given(edits), *taken(edits)))


def names_coordinator(edits: Changeset, who: DirectoryId | None = None) -> bool:
    """Whether somebody, or this very person, becomes a coordinator who was none."""
    return any(one.role == "coordinator" and who in {None, one.who} for one in given(edits))


def changes_keepers(edits: Changeset) -> bool:
    """Whether anybody gets or loses a role that decides or watches."""
    return bool(given(edits) or taken(edits))


@dataclass(frozen=True, slots=True)
class Held:
    """A role that decides or watches, in the hands of one account: another account on the same entry is another."""

    role: Role
    who: DirectoryId
    name: str


def given(edits: Changeset) -> tuple[Held, ...]:
    """The roles that decide or watch which the change gives."""
    return tuple(one for edit in edits for one in _held(edit.after) if _key(one) not in map(_key, _held(edit.before)))


def taken(edits: Changeset) -> tuple[Held, ...]:
    """The roles that decide or watch which the change takes away."""
    return tuple(one for edit in edits for one in _held(edit.before) if _key(one) not in map(_key, _held(edit.after)))


def _held(item: object) -> tuple[Held, ...]:
    if not isinstance(item, Contact) or _DECIDE_OR_WATCH.isdisjoint(item.roles):
        return ()
    who = DirectoryId(item.tenant_id.lower(), item.aad_object_id.lower())
    return tuple(Held(role, who, item.name) for role in sorted(_DECIDE_OR_WATCH) if role in item.roles)


def _key(one: Held) -> tuple[Role, DirectoryId]:
    return one.role, one.who


def entries_moved(edits: Changeset) -> tuple[Contact, ...]:
    """The entries, as they were and as they are, that lose or change what a part in a matter rests on."""
    moved: list[Contact] = []
    for edit in edits:
        match edit.before, edit.after:
            case Contact() as one, Contact() as other:
                rests_on = (one.directory_id, one.organisation, one.roles)
                moved += [one, other] if rests_on != (other.directory_id, other.organisation, other.roles) else []
            case (Contact() as one, None) | (None, Contact() as one):
                moved.append(one)
    return tuple(moved)


def watchers_made(edits: Changeset) -> frozenset[DirectoryId]:
    """Who gets a role that watches over the others: they do not ask for it themselves."""
    return frozenset(one.who for one in given(edits) if one.role in GUARDED_ROLES)


def given_to(edits: Changeset) -> frozenset[DirectoryId]:
    """Who gets a role that decides or watches: nobody accepts their own."""
    return frozenset(one.who for one in given(edits))


def is_own_slip(change: Change, by: DirectoryId) -> bool:
    """Whether somebody takes back what they did alone: it only brings back what had been decided before."""
    return change.made_by == by and not needs_second(change.gist.decisive)


def accepted(change: Change, by: DirectoryId, name: str, seconds: tuple[DirectoryId, ...], now: datetime) -> Change:
    """The change after somebody's *Hyväksy*: done, or waiting for a second coordinator. Raises Expected."""
    _waiting(change)
    if change.state == "second":
        if by not in seconds:
            raise _another_accepts(change) if by == change.made_by else _not_for_you(change)
        return replace(change, state="done", decided_by_name=name, decided_at=now)
    if by != change.made_by:
        raise _not_for_you(change)
    return replace(change, state="second" if needs_second(change.gist.decisive) else "done", decided_at=now)


def dropped(change: Change, by: DirectoryId, name: str, seconds: tuple[DirectoryId, ...], now: datetime) -> Change:
    """The change after somebody's *Hylkää*: its maker's, or a second coordinator's. Raises Expected."""
    _waiting(change)
    if by != change.made_by and not (change.state == "second" and by in seconds):
        raise _not_for_you(change)
    return replace(change, state="dropped", decided_by_name=name, decided_at=now)


def taken_back(change: Change, name: str, now: datetime) -> Change:
    """The change after *Kumoa*. Raises Expected when it is not in force."""
    label = change_label(change.id)
    if change.state == "undone":
        raise Expected(lambda t: t("{label} has been undone already.", label=label), code="undone_already")
    if change.state != "done":
        raise Expected(
            lambda t: t("{label} has not been made, so there is nothing to undo.", label=label), code="not_done"
        )
    return replace(change, state="undone", undone_by_name=name, undone_at=now)


def _waiting(change: Change) -> None:
    label = change_label(change.id)
    if change.state in {"done", "undone"}:
        raise Expected(lambda t: t("{label} has been accepted already.", label=label), code="decided")
    if change.state == "dropped":
        raise Expected(lambda t: t("{label} has been rejected. Make the change again.", label=label), code="decided")


def _another_accepts(change: Change) -> Expected:
    label = change_label(change.id)
    return Expected(
        lambda t: t("{label} waits for another coordinator: nobody accepts such a change alone.", label=label),
        code="second_needed",
    )


def _not_for_you(change: Change) -> Denied:
    label = change_label(change.id)
    return Denied(lambda t: t("{label} is not for you to decide.", label=label), code="not_your_change")
