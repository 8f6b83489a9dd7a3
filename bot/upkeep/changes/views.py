"""A change of the directory as one reader sees it: worded rows, who may still do what, and the card."""

from collections import ChainMap
from dataclasses import replace

from bot.turns.work import Work
from bot.upkeep.changes.editors import second_coordinators
from bot.upkeep.changes.model import Change, change_label, given, needs_second, taken
from cards.contacts.change import ROWS_SHOWN, ChangeView, FieldView, RowView, change_card
from cards.contacts.change import Reader as Part
from cards.kit.frame import Card
from config.texts import Language, Translate, texts
from directory.naming import organisation_name
from directory.people.contacts import Contact, Directory, DirectoryId
from directory.records.changes import undone
from directory.records.diffing import RecordWords, Wordbook
from directory.records.field_wording import role_words
from directory.records.problem_wording import problem_words
from directory.reference import Reference
from directory.time.time_wording import full_moment_words

SECONDS_NAMED = 5


def wordbook(directory: Directory, reference: Reference, language: Language, *changes: Change) -> Wordbook:
    """Turns codes into names, also those of contacts whom the changes add or remove."""
    listed = {one.id: one.name for one in directory.contacts.values()}
    people = ChainMap(listed, *(one.gist.names for one in changes))
    return Wordbook(reference, people, language, texts(language), directory.rules)


def card_of(
    work: Work, change: Change, reader: DirectoryId, language: Language, *, first: int = 0, asks_to_undo: bool = False
) -> Card:
    """The change's card for this reader. `first` is the number of rows before the page shown."""
    t, gist = texts(language), change.gist
    words = wordbook(work.directory, work.services.reference, language, change)
    shown = gist.in_order[first : first + ROWS_SHOWN]
    view = ChangeView(
        change=change.id,
        title=kind_words(change, t),
        state=change.state,
        reader=_part(work, change, reader),
        maker=change.made_by_name,
        made_at=full_moment_words(change.made_at, t),
        rows=tuple(_row(words.record(edit)) for edit in shown),
        added=gist.tally["added"],
        changed=gist.tally["changed"],
        removed=gist.tally["removed"],
        first=first,
        total=len(gist.edits),
        why=why_words(change),
        decided=decided_words(change, t),
        unreachable=gist.unreachable,
        asks_to_undo=asks_to_undo,
        stays=change.aside.stays,
        seconds=_second_names(work, change, language) if needs_second(gist.decisive) else "",
    )
    return change_card(view, t) if change.state != "proposed" else change_card(_with_aside(view, change, words, t), t)


def why_words(change: Change) -> str:
    """The reason that its maker gave; empty where the title tells it all."""
    return "" if change.kind == "undo" else change.why


def kind_words(change: Change, t: Translate) -> str:
    """What kind of change it is."""
    words = {
        "contact_added": t("New contact"),
        "contact_changed": t("Contact's details"),
        "contact_removed": t("Contact removed"),
        "import": t("Table taken in"),
        "absence": t("Absence"),
        "area_rule": t("Ways of working"),
        "service_line": t("Telephone service"),
        "verified": t("Details confirmed"),
        "correction": t("Correction of the directory"),
        "undo": t("Undoing {change}", change=change.why),
        "coordinator": t("First coordinator"),
    }
    return words.get(change.kind, t("Change of the directory"))


def decided_words(change: Change, t: Translate) -> str:
    """Who else decided over the change and when; empty when nobody did."""
    if change.undone_at is not None:
        moment = full_moment_words(change.undone_at, t)
        return t("Undone by {name}, {time}", name=change.undone_by_name, time=moment)
    if change.decided_at is None or change.decided_by_name in {"", change.made_by_name}:
        return ""
    moment = full_moment_words(change.decided_at, t)
    if change.state == "dropped":
        return t("Rejected by {name}, {time}", name=change.decided_by_name, time=moment)
    return t("Accepted by {name}, {time}", name=change.decided_by_name, time=moment)


def keepers_words(change: Change, t: Translate) -> str:
    """Who has come among those who keep or watch over the organisation's part, and who has gone, by which change."""
    decisive = change.gist.decisive
    edits = decisive if change.state == "done" else undone(decisive)
    news = [t("{name} now has the role: {role}.", name=one.name, role=role_words(one.role, t)) for one in given(edits)]
    news += [
        t("{name} no longer has the role: {role}.", name=one.name, role=role_words(one.role, t)) for one in taken(edits)
    ]
    return t(
        "{label}, made by {name}: {what} If this is wrong: /history",
        label=change_label(change.id),
        name=change.made_by_name,
        what=" ".join(news),
    )


def _part(work: Work, change: Change, reader: DirectoryId) -> Part:
    """What the reader may do: the maker's and the second's buttons; undoing is for the organisation's coordinators."""
    person = work.directory.person(reader)
    of_the_organisation = person is not None and person.organisation == change.organisation
    if change.state == "second" and reader in {one.directory_id for one in _seconds(work, change)}:
        return "second"
    if change.state in {"proposed", "second"}:
        return "maker" if reader == change.made_by else "onlooker"
    return "maker" if of_the_organisation and person is not None and person.is_a("coordinator") else "onlooker"


def _second_names(work: Work, change: Change, language: Language) -> str:
    """Who may accept it, with the organisation of those who are of another one."""
    reference = work.services.reference
    return ", ".join(
        one.name
        if one.organisation == change.organisation
        else f"{one.name} ({organisation_name(reference, one.organisation, language)})"
        for one in _seconds(work, change)[:SECONDS_NAMED]
    )


def _seconds(work: Work, change: Change) -> tuple[Contact, ...]:
    return second_coordinators(work.directory, change.organisation, change.gist.decisive, change.made_by)


def _with_aside(view: ChangeView, change: Change, words: Wordbook, t: Translate) -> ChangeView:
    aside = change.aside
    return replace(
        view,
        faults=tuple(problem_words(one, t) for one in aside.problems),
        bad_rows=aside.bad_rows,
        good_rows=aside.good_rows,
        missing=tuple(words.people.get(one, one) for one in aside.missing),
    )


def _row(record: RecordWords) -> RowView:
    return RowView(record.how, record.title, tuple(FieldView(one.name, one.before, one.after) for one in record.fields))
