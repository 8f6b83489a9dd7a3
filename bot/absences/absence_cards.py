"""The cards of `/absence`: what they show of somebody's absences, and what has to be asked first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.absences.absence_saving import AT_MOST, Planned, absences_of, deputies_away
from cards.absences.absence_choice import AbsenceChoiceView, CandidateView, absence_choice_card
from cards.absences.absence_list import AbsenceFormView, AbsencesView, AbsenceView, absences_card
from cards.kit.frame import Card
from cards.kit.template import Option
from config.texts import Translate
from directory.people.contact_wording import work_words
from directory.people.contacts import Contact, Directory
from directory.people.standing_in import deputy_of, may_stand_in, why_not
from directory.reading.typeahead import likeliest
from directory.time.time_wording import span_words

OFFERED_AT_MOST = 12
"""Colleagues in the deputy field before anything is typed."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose absences are looked at, by whom, and when."""

    directory: Directory
    contact: Contact
    own: bool
    """The reader's own absences; otherwise the reader is a coordinator."""
    today: date
    t: Translate


@dataclass(frozen=True, slots=True)
class Shown:
    """What the card says beside the absences."""

    happened: str = ""
    missing: str = ""
    notes: tuple[str, ...] = ()
    can_hand_over: bool = False
    first: date | None = None
    last: date | None = None
    deputy: str = ""


def list_card(desk: Desk, shown: Shown) -> Card:
    """The absences, what has just happened to them, and the form."""
    contact, t = desk.contact, desk.t
    usual = desk.directory.contacts.get(contact.deputy_id)
    form = AbsenceFormView(
        deputies=_options(desk, shown.deputy),
        usual_deputy=usual.name if usual else "",
        first=shown.first.isoformat() if shown.first else "",
        last=shown.last.isoformat() if shown.last else "",
        deputy=shown.deputy,
        earliest=desk.today.isoformat(),
        latest=(desk.today + 2 * AT_MOST - timedelta(days=2)).isoformat(),
    )
    view = AbsencesView(
        contact=contact.id,
        form=form,
        name="" if desk.own else contact.name,
        absences=tuple(
            AbsenceView(
                one.starts_on.isoformat(),
                span_words(one.starts_on, one.ends_on, t),
                _name(desk.directory, deputy_of(one, desk.directory.contacts)),
                running=one.covers(desk.today),
            )
            for one in absences_of(desk.directory.content, contact, desk.today)
        ),
        happened=shown.happened,
        missing=shown.missing,
        notes=shown.notes,
        can_hand_over=shown.can_hand_over,
    )
    return absences_card(view, t)


def saved_words(desk: Desk, planned: Planned) -> str:
    """What was saved, as one sentence."""
    t, days = desk.t, span_words(planned.first, planned.last, desk.t)
    if desk.own:
        return t("Saved: away {days}.", days=days)
    return t("Saved: {name} is away {days}.", name=desk.contact.name, days=days)


def planned_notes(desk: Desk, planned: Planned, *, left_out: bool) -> tuple[str, ...]:
    """What is good to know of an absence that was saved: no deputy, a deputy who is away, words left out."""
    t, notes = desk.t, []
    if not deputy_of(planned.absence, desk.directory.contacts):
        notes.append(t("There is no deputy: new questions go to the other contacts. A deputy can still be named."))
    for deputy, absence, instead in deputies_away(planned, desk.directory):
        days = span_words(absence.starts_on, absence.ends_on, t)
        if instead is None:
            notes.append(t("{deputy} is away {days}, and nobody stands in then.", deputy=deputy.name, days=days))
        else:
            notes.append(
                t("{deputy} is away {days}: then {name} stands in.", deputy=deputy.name, days=days, name=instead.name)
            )
    if left_out:
        notes.append(t("Other words were left out: the reason is not asked and not stored."))
    return tuple(notes)


def choice_card(
    desk: Desk, asks_for: str, people: Iterable[Contact], first: date, last: date, chosen: str = ""
) -> Card:
    """Which colleague is meant; `chosen` is the contact id of the other one, where it is known."""
    view = AbsenceChoiceView(
        asks_for=asks_for,
        days=span_words(first, last, desk.t),
        candidates=tuple(CandidateView(one.id, one.name, work_words(one)) for one in people),
        first=first.isoformat(),
        last=last.isoformat(),
        contact=chosen if asks_for == "deputy" else "",
        deputy=chosen if asks_for == "contact" else "",
    )
    return absence_choice_card(view, desk.t)


def colleagues(directory: Directory, organisation: str) -> tuple[Contact, ...]:
    """Everybody of an organisation."""
    return tuple(one for one in directory.content.contacts if one.organisation == organisation)


def titles(people: Sequence[Contact]) -> dict[str, Contact]:
    """People by what a choice of them says: the name, with the work behind it for namesakes.

    Choices go by their titles: some clients send the title of what was found by searching.
    """
    namesakes = Counter(one.name for one in people)
    return {
        one.name if namesakes[one.name] == 1 else f"{one.name} ({work_words(one) or one.email})": one for one in people
    }


def deputies_found(directory: Directory, organisation: str, query: str, limit: int) -> list[str]:
    """The titles of colleagues who have a role that stands in, and whose name is like the query."""
    people = colleagues(directory, organisation)
    named = titles(people)
    return likeliest((title for title, one in named.items() if may_stand_in(one)), query, limit)


def _options(desk: Desk, chosen: str) -> tuple[Option, ...]:
    people = titles(colleagues(desk.directory, desk.contact.organisation))
    likely = [title for title, one in people.items() if why_not(one, desk.contact) is None][:OFFERED_AT_MOST]
    return tuple(Option(title, title) for title in dict.fromkeys((*([chosen] if chosen else []), *likely)))


def _name(directory: Directory, contact_id: str) -> str:
    found = directory.contacts.get(contact_id)
    return found.name if found else ""
