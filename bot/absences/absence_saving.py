"""Absences: saved, ended and cancelled, by whoever is away or by their organisation's coordinator."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.absences.absence_refusals import no_such_contact, not_to_oneself, overlaps, refused, unfit_deputy
from bot.turns.authorisation import coordinator, listed
from bot.turns.turn import Turn
from bot.turns.work import Work
from bot.upkeep.changes import store
from bot.upkeep.changes.changing import Request, change
from bot.upkeep.changes.model import Change
from directory.people.contacts import Absence, Contact, Directory, DirectoryContent
from directory.people.standing_in import comes_back, stand_in, why_not
from directory.records.changes import put, without
from directory.time.calendar import helsinki_date
from directory.time.time_wording import day_words

AT_MOST = timedelta(days=366)
"""How long an absence may last, and how far ahead it may begin."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An absence to be saved: Finnish days, both ends included."""

    contact: Contact
    first: date
    last: date
    deputy: Contact | None = None
    """None for the contact's usual deputy, if there is one."""

    @property
    def absence(self) -> Absence:
        """As the directory keeps it."""
        return Absence(self.contact.id, self.first, self.last, self.deputy.id if self.deputy else "")


def of_editor(directory: Directory, turn: Turn, contact_id: str) -> Contact:
    """The contact whose absences whoever sent the turn may change: their own entry, or for a coordinator one of theirs.

    The right is asked before the entry is looked up: whoever lacks it does not learn whether there is such an entry.
    Raises Denied.
    """
    me = listed(directory, turn)
    if me.contact.id == contact_id:
        return me.contact
    editor = coordinator(directory, turn)
    found = directory.contacts.get(contact_id)
    if found is None or found.organisation != editor.organisation.code:
        raise no_such_contact()
    return found


async def check_not_to_oneself(work: Work, turn: Turn, contact: Contact, deputy: Contact) -> None:
    """A coordinator hands a colleague's open questions to others, never to themselves.

    Unless they are the colleague's usual deputy, and somebody else has named them that. Raises Denied.
    """
    me = listed(work.directory, turn)
    if contact.id == me.contact.id or deputy.id != me.contact.id:
        return
    if contact.deputy_id != deputy.id:
        raise not_to_oneself(contact.name)
    own, entry = me.contact.directory_id, ("id", contact.id)
    mine = await store.made_of(work.connection, me.organisation.code, work.services.reference, own, entry)
    named = any(
        isinstance(edit.after, Contact)
        and (edit.after.id, edit.after.deputy_id) == (contact.id, deputy.id)
        and (edit.before is None or (isinstance(edit.before, Contact) and edit.before.deputy_id != deputy.id))
        for edit in mine
    )
    if named:
        raise not_to_oneself(contact.name)


async def save(work: Work, turn: Turn, planned: Planned) -> Change:
    """Stores the absence, in the place of one that begins on the same day. Raises Expected, and then stores nothing."""
    of_editor(work.directory, turn, planned.contact.id)
    check(planned, work.directory, helsinki_date(work.now))
    return await change(work, turn, Request("absence", lambda known: put(known, planned.absence)))


async def cancel(work: Work, turn: Turn, absence: Absence) -> Change:
    """*Perun*: the absence is taken away."""
    return await change(work, turn, Request("absence", lambda known: without(known, absence)))


async def end(work: Work, turn: Turn, absence: Absence) -> Change:
    """*Olen takaisin*: away until yesterday; an absence that began today is taken away."""
    yesterday = helsinki_date(work.now) - timedelta(days=1)
    if absence.starts_on > yesterday:
        return await cancel(work, turn, absence)
    ended = replace(absence, ends_on=yesterday)
    return await change(work, turn, Request("absence", lambda known: put(known, ended)))


def absences_of(content: DirectoryContent, contact: Contact, today: date) -> tuple[Absence, ...]:
    """The contact's absences that run or are to come, the earliest first."""
    mine = (one for one in content.absences if one.contact_id == contact.id and one.ends_on >= today)
    return tuple(sorted(mine, key=lambda one: one.starts_on))


def beginning_on(content: DirectoryContent, contact: Contact, first: date) -> Absence | None:
    """The contact's absence that begins on this day: saving another takes its place."""
    return next((one for one in content.absences if (one.contact_id, one.starts_on) == (contact.id, first)), None)


def check(planned: Planned, directory: Directory, today: date) -> None:
    """Whether the absence can be saved. Raises Expected."""
    if planned.last < planned.first:
        raise refused(lambda t: t("The absence ends before it begins."), "ends_before_start")
    if planned.first < today:
        day = today
        raise refused(
            lambda t: t("An absence cannot begin in the past. The first possible day is {day}.", day=day_words(day, t)),
            "past",
        )
    if planned.last - planned.first >= AT_MOST or planned.first - today >= AT_MOST:
        raise refused(
            lambda t: t("An absence lasts at most a year, and begins within a year. Check the years."), "too_long"
        )
    for one in absences_of(directory.content, planned.contact, today):
        if one.starts_on != planned.first and one.starts_on <= planned.last and planned.first <= one.ends_on:
            raise overlaps(planned.contact, one)
    _check_deputy(planned, directory)


def deputies_away(planned: Planned, directory: Directory) -> Iterator[tuple[Contact, Absence, Contact | None]]:
    """When the deputy is away during the absence, and who then stands in."""
    deputy = planned.deputy or directory.contacts.get(planned.contact.deputy_id)
    known = replace_absence(directory.content, planned.absence)
    for one in absences_of(known, deputy, planned.first) if deputy else ():
        if deputy and one.starts_on <= planned.last:
            yield deputy, one, stand_in(directory, deputy, max(one.starts_on, planned.first))


def replace_absence(content: DirectoryContent, absence: Absence) -> DirectoryContent:
    """The content with this absence, as it will be once it is saved."""
    others = (
        one for one in content.absences if (one.contact_id, one.starts_on) != (absence.contact_id, absence.starts_on)
    )
    return replace(content, absences=(*others, absence))


def _check_deputy(planned: Planned, directory: Directory) -> None:
    deputy, contact = planned.deputy, planned.contact
    if deputy is None:
        return
    if unfit := why_not(deputy, contact):
        raise unfit_deputy(unfit, deputy.name, contact.name)
    of_contact: dict[str, list[Absence]] = {}
    for one in directory.content.absences:
        of_contact.setdefault(one.contact_id, []).append(one)
    if comes_back(planned.absence, of_contact, directory.contacts):
        raise refused(
            lambda t: t(
                "{deputy} is away at the same time, and the deputy then is {name}. Choose another deputy.",
                deputy=deputy.name,
                name=contact.name,
            ),
            "deputy_cycle",
        )
