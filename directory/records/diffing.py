"""What a change of the directory says in words: which record, and each field before and after."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from config.texts import Language, Translate
from directory.areas.areas import AreaRule, ServiceLine, in_force
from directory.areas.rule_wording import rule_difference
from directory.naming import organisation_name
from directory.people.contact_fields import CONTACT_FIELDS, TOLD_OF_NEW, Kind
from directory.people.contact_wording import line_name
from directory.people.contacts import GUARDED_ROLES, Absence, Contact, Organisation
from directory.records.changes import Changeset, Edit, fields_changed
from directory.records.field_wording import field_words, language_words, role_words
from directory.records.merging import Item
from directory.records.records import Value
from directory.reference import Reference
from directory.time.hours import HoursError, parse_hours
from directory.time.time_wording import full_day_words, hours_words

How = Literal["added", "changed", "removed"]
_MACHINE = frozenset({"id", "tenant_id", "organisation", "contact_id", "area", "owner"})
"""Fields that say nothing to people, or that the record's title says."""
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("checked_on", "valid_from", "starts_on", "ends_on"), "day"),
    **{one.name: one.kind for one in CONTACT_FIELDS},
}
"""Of the fields whose values are worded otherwise than they are written."""


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One field before and after; an empty side says that there is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordWords:
    """One record of a change."""

    how: How
    title: str
    fields: tuple[FieldWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Wordbook:
    """With what codes are turned into names: the facts, the names of contacts by id, and the reader's language."""

    reference: Reference
    people: Mapping[str, str]
    language: Language
    t: Translate
    rules: Mapping[str, tuple[AreaRule, ...]] = field(default_factory=dict)
    """The areas' rules: a new one is told by what it changes."""

    def record(self, edit: Edit) -> RecordWords:
        """One edit in words."""
        if isinstance(edit.item, AreaRule):
            return self._rule(edit)
        how, changed = how_of(edit), fields_changed(edit)
        told = {"added": _of_new_one(edit.item) or tuple(changed), "changed": tuple(changed)}
        names = [name for name in told.get(how, ()) if name in changed and name not in _MACHINE]
        if how == "added" and changed.get("roles") == ("", ["contact"]):
            names.remove("roles")
        shown = tuple(one for one in (self._field(name, *changed[name]) for name in names) if one.before or one.after)
        return RecordWords(how, self.title(edit), shown)

    def title(self, edit: Edit) -> str:
        """Which record it is."""
        t, item = self.t, edit.item
        match item:
            case Contact() | Organisation():
                return item.name
            case AreaRule():
                area = self.reference.area_name(item.area, self.language)
                return t("{area}: ways of working", area=area)
            case ServiceLine():
                area = self.reference.area_name(item.owner, self.language)
                return t("{area}: {line}", area=area, line=line_name(item.kind, t))
            case Absence():
                first, last = full_day_words(item.starts_on, t), full_day_words(item.ends_on, t)
                return t("{name} away {first}–{last}", name=self._person(item.contact_id), first=first, last=last)

    def value(self, name: str, value: Value) -> str:
        """A field's value in words; empty for an empty one."""
        if _KINDS.get(name) == "hours" and isinstance(value, str):
            return _hours(value, self.t)
        parts = [value] if isinstance(value, str) else value
        return ", ".join(self._part(name, part) for part in parts if part)

    def _rule(self, edit: Edit) -> RecordWords:
        """An area's rule: a dated one beside the rule that it follows, which is in force again if it is removed."""
        before, after = (one if isinstance(one, AreaRule) else None for one in (edit.before, edit.after))
        if before is None and after is not None:
            before = self._rule_before(after)
        elif before is not None and after is None:
            after = self._rule_before(before)
        fields = tuple(FieldWords(*row) for row in rule_difference(before, after, self.t)) if after else ()
        how: How = "removed" if after is None else "changed"
        return RecordWords(how, self.title(edit), fields)

    def _rule_before(self, rule: AreaRule) -> AreaRule | None:
        earlier = (one for one in self.rules.get(rule.area, ()) if one.valid_from < rule.valid_from)
        return in_force(earlier, rule.valid_from)

    def _field(self, name: str, before: Value, after: Value) -> FieldWords:
        return FieldWords(field_words(name, self.t), self.value(name, before), self.value(name, after))

    def _part(self, name: str, part: str) -> str:
        known, t = self.reference, self.t
        match _KINDS.get(name):
            case "municipalities" if part in known.municipalities:
                return known.municipalities[part].name(self.language)
            case "topics" if part in known.topics:
                return known.topics[part].name(self.language)
            case "areas":
                return self._area(part)
            case "colleague":
                return self._person(part)
            case "roles":
                return role_words(part, t)
            case "languages":
                return language_words(part, t)
            case "day":
                return full_day_words(date.fromisoformat(part), t)
            case "guid":
                return f"{part[:8]}…"
        return part

    def _area(self, code: str) -> str:
        """The short name, except where it is a municipality's too."""
        name = self.reference.area_name(code, self.language)
        also = any(name == one.name(self.language) for one in self.reference.municipalities_of(code))
        return organisation_name(self.reference, code, self.language) if also else name

    def _person(self, contact_id: str) -> str:
        return self.people.get(contact_id, contact_id)


def _of_new_one(item: Item) -> tuple[str, ...]:
    """What is told of a contact who is added. Of whoever will decide or watch first the roles and the account: a name
    and an address do not say who it is, and a long list of municipalities leaves no room for what follows.
    """
    if not isinstance(item, Contact):
        return ()
    first = ("roles", "aad_object_id") if {"coordinator", *GUARDED_ROLES} & set(item.roles) else ()
    return tuple(dict.fromkeys((*first, *TOLD_OF_NEW)))


def _hours(written: str, t: Translate) -> str:
    try:
        return hours_words(parse_hours(written), t)
    except HoursError:
        return written


def how_of(edit: Edit) -> How:
    """Whether the record is added, changed or removed."""
    if edit.before is None:
        return "added"
    return "removed" if edit.after is None else "changed"


def counts(changes: Changeset) -> Mapping[How, int]:
    """How many records are added, changed and removed."""
    return Counter(how_of(edit) for edit in changes)
