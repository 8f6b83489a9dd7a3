"""Who hears of an absence besides whoever told of it: the deputy, and the absent person when a coordinator did."""

from bot.errors import Wording
from bot.outbox.posting import About, post, text_activity
from bot.turns.speaking import personal
from bot.turns.turn import Turn
from bot.turns.work import Work
from config.texts import Translate, texts
from directory.people.contacts import Absence, Contact, DirectoryId
from directory.people.standing_in import deputy_of
from directory.time.time_wording import span_words


async def tell_saved(work: Work, turn: Turn, contact: Contact, absence: Absence, before: Absence | None = None) -> None:
    """The deputy is told of standing in, the absent person of what a coordinator saved.

    `before`: the absence whose place this one takes. A deputy it had is told when another takes over, and nobody is
    told twice of the same days.
    """
    deputy = work.directory.contacts.get(deputy_of(absence, work.directory.contacts))
    earlier = work.directory.contacts.get(deputy_of(before, work.directory.contacts)) if before else None
    if before and (before.ends_on, earlier) == (absence.ends_on, deputy):
        return
    if before and earlier is not None and earlier != deputy:
        await _tell(work, turn, earlier, _another_stands_in(contact, before, deputy.name if deputy else ""))
    if deputy is not None:
        await _tell(work, turn, deputy, _stands_in(contact, absence))
    await _tell(work, turn, contact, _saved_for_you(absence, deputy.name if deputy else ""))


async def tell_over(work: Work, turn: Turn, contact: Contact, absence: Absence) -> None:
    """The same of an absence that was cancelled or has ended early."""
    deputy = work.directory.contacts.get(deputy_of(absence, work.directory.contacts))
    if deputy is not None:
        await _tell(work, turn, deputy, _stands_in_no_more(contact, absence))
    await _tell(work, turn, contact, _over_for_you(absence))


async def _tell(work: Work, turn: Turn, contact: Contact, wording: Wording) -> None:
    """A sentence in the contact's own chat; whoever acted knows already."""
    acted = contact.directory_id == DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id)
    if acted or not contact.aad_object_id:
        return
    address, language = await personal(work, contact, turn.place.service_url)
    about = About("notice", language, contact_id=contact.id)
    await post(work, address, about, text_activity(wording(texts(language))))


def _stands_in(contact: Contact, absence: Absence) -> Wording:
    def wording(t: Translate) -> str:
        days = span_words(absence.starts_on, absence.ends_on, t)
        return t("Standing in {days}: {name} is away, and questions come here.", days=days, name=contact.name)

    return wording


def _stands_in_no_more(contact: Contact, absence: Absence) -> Wording:
    def wording(t: Translate) -> str:
        days = span_words(absence.starts_on, absence.ends_on, t)
        return t("No longer standing in {days}: {name} is at work.", days=days, name=contact.name)

    return wording


def _another_stands_in(contact: Contact, before: Absence, deputy: str) -> Wording:
    def wording(t: Translate) -> str:
        days = span_words(before.starts_on, before.ends_on, t)
        if deputy:
            return t(
                "No longer standing in {days} for {name}: {deputy} does.", days=days, name=contact.name, deputy=deputy
            )
        return t("No longer standing in {days} for {name}.", days=days, name=contact.name)

    return wording


def _saved_for_you(absence: Absence, deputy: str) -> Wording:
    def wording(t: Translate) -> str:
        days = span_words(absence.starts_on, absence.ends_on, t)
        if deputy:
            return t("A coordinator saved your absence {days}. Deputy: {name}.", days=days, name=deputy)
        return t("A coordinator saved your absence {days}. There is no deputy.", days=days)

    return wording


def _over_for_you(absence: Absence) -> Wording:
    def wording(t: Translate) -> str:
        days = span_words(absence.starts_on, absence.ends_on, t)
        return t("A coordinator took away your absence {days}: questions come here again.", days=days)

    return wording
