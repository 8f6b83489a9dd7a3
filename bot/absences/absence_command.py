"""`/absence`: days away with a deputy, for oneself, and by a coordinator for anybody of the own organisation."""

from dataclasses import dataclass, replace
from datetime import date

from bot.absences import absence_cards, absence_notices, absence_refusals, absence_saving
from bot.absences.absence_cards import Desk, Shown
from bot.absences.absence_saving import Planned
from bot.absences.open_questions import Away, card_for, offer
from bot.answering.handing_over import open_of
from bot.turns import known_writers
from bot.turns.answers import Answer, Choice, NoAnswer, SearchAnswer
from bot.turns.authorisation import LISTED, OWN_ENTRY, coordinator, listed
from bot.turns.command import Button, Command
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Search, Turn
from bot.turns.work import Work, begin
from cards.buttons.absence_data import AbsenceData
from cards.kit.frame import Card
from config.texts import texts
from directory.people.absence_reading import AbsenceRead, read_absence
from directory.people.colleagues import FoundColleague, find_colleague
from directory.people.contacts import Absence, Contact, Directory, DirectoryId, directory_of
from directory.people.standing_in import why_not
from directory.time.calendar import helsinki_date
from directory.time.day_spans import DaySpan, NoSuchDayError

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Said:
    """The answer, and whose open questions are offered after it, over the directory as it will be."""

    card: Card
    away: Away | None = None
    directory: Directory | None = None


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """Saves what was typed, asks for what is missing, or shows the absences and the form."""
    if len(rest) > LONGEST:
        raise absence_refusals.not_read()
    async with begin(services, turn) as work:
        me = listed(work.directory, turn).contact
        everybody = absence_cards.colleagues(work.directory, me.organisation)
        try:
            read = read_absence(rest, everybody, helsinki_date(work.now))
        except NoSuchDayError:
            raise absence_refusals.no_such_day() from None
        said = await _typed(work, turn, read, me)
        await show(work, turn, said.card)
        await _offer(work, turn, said)
    return NoAnswer()


async def press(services: Services, turn: Turn, press: Press, data: AbsenceData) -> Answer:
    """The form, a colleague chosen, *Perun* or *Olen takaisin*."""
    async with begin(services, turn) as work:
        contact = absence_saving.of_editor(work.directory, turn, data.contact)
        match data.step:
            case "cancel" | "back":
                said = await _over(work, turn, data, contact)
            case "choose":
                planned = _planned(data, contact, _deputy_chosen(work, contact, data.deputy))
                said = await _save(work, turn, planned)
            case _:
                planned = _planned(data, contact, _deputy_typed(work, contact, data.deputy))
                said = await _save(work, turn, planned)
        answer = await answer_with_card(work, turn, press, said.card)
        await _offer(work, turn, said)
        return answer


async def deputies(services: Services, turn: Turn, search: Search) -> SearchAnswer:
    """Typeahead over colleagues who may stand in for whoever types."""
    directory = services.directory.current
    me = directory.person(DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id))
    if me is None:
        return SearchAnswer(())
    found = absence_cards.deputies_found(directory, me.organisation, search.query, search.skip + search.top)
    return SearchAnswer(tuple(Choice(title, title) for title in found[search.skip :]))


async def _typed(work: Work, turn: Turn, read: AbsenceRead, me: Contact) -> Said:
    who = _who(work, turn, read.who, me)
    desk = await _desk(work, turn, who[0])
    span = read.span
    if span is None or span.last is None:
        return Said(await _form(work, desk, read, span))
    if len(who) > 1:
        deputy = read.deputy.people[0].id if read.deputy and read.deputy.sure else ""
        if read.deputy and read.deputy.people and not deputy:
            raise absence_refusals.write_whole_names()
        return Said(absence_cards.choice_card(desk, "contact", who, span.first, span.last, deputy))
    if read.deputy is not None and not read.deputy.people:
        raise absence_refusals.unknown_deputy()
    if read.deputy is not None and not read.deputy.sure:
        fit = [one for one in read.deputy.people if why_not(one, who[0]) is None] or read.deputy.people
        return Said(absence_cards.choice_card(desk, "deputy", fit, span.first, span.last, who[0].id))
    planned = Planned(who[0], span.first, span.last, read.deputy.people[0] if read.deputy else None)
    return await _save(work, turn, planned, left_out=read.left_out)


def _who(work: Work, turn: Turn, named: FoundColleague | None, me: Contact) -> tuple[Contact, ...]:
    """Who may be meant; naming anybody but oneself is for a coordinator. Raises Expected."""
    if named is None or (named.sure and named.people == (me,)):
        return (me,)
    coordinator(work.directory, turn)
    if not named.people:
        raise absence_refusals.unknown_person()
    return named.people if named.sure or len(named.people) > 1 else (named.people[0], me)


async def _form(work: Work, desk: Desk, read: AbsenceRead, span: DaySpan | None) -> Card:
    t = desk.t
    deputy = read.deputy.people[0].name if read.deputy and read.deputy.sure else ""
    if span is None and not read.left_out and not deputy:
        return absence_cards.list_card(desk, Shown(can_hand_over=await _has_open(work, desk.contact)))
    missing = t("The last day is missing.") if span else t("The days are missing.")
    return absence_cards.list_card(desk, Shown(missing=missing, first=span.first if span else None, deputy=deputy))


async def _save(work: Work, turn: Turn, planned: Planned, *, left_out: bool = False) -> Said:
    before = absence_saving.beginning_on(work.directory.content, planned.contact, planned.first)
    await absence_saving.save(work, turn, planned)
    now = _with(work, absence_saving.replace_absence(work.directory.content, planned.absence).absences)
    desk = await _desk(now, turn, planned.contact)
    await absence_notices.tell_saved(now, turn, planned.contact, planned.absence, before)
    runs = planned.first <= desk.today
    shown = Shown(
        absence_cards.saved_words(desk, planned),
        notes=absence_cards.planned_notes(desk, planned, left_out=left_out),
        can_hand_over=runs and await _has_open(now, desk.contact),
    )
    begun = Away(desk.contact, planned.absence, planned.first.isoformat()) if runs else None
    return Said(absence_cards.list_card(desk, shown), begun, now.directory)


async def _over(work: Work, turn: Turn, data: AbsenceData, contact: Contact) -> Said:
    """The absence is cancelled or ended. Raises Expected when it is gone already."""
    starts, step = data.starts, data.step
    mine = absence_saving.absences_of(work.directory.content, contact, helsinki_date(work.now))
    absence = next((one for one in mine if one.starts_on.isoformat() == starts), None)
    if absence is None:
        raise absence_refusals.gone()
    await (absence_saving.end if step == "back" else absence_saving.cancel)(work, turn, absence)
    now = _with(work, tuple(one for one in work.directory.content.absences if one != absence))
    desk = await _desk(now, turn, contact)
    await absence_notices.tell_over(now, turn, contact, absence)
    ended = Away(contact, None, starts) if step == "back" else None
    happened = desk.t("Welcome back: new questions come to you again.") if step == "back" and desk.own else ""
    card = absence_cards.list_card(desk, Shown(happened or desk.t("The absence was taken away.")))
    return Said(card, ended, now.directory)


async def _offer(work: Work, turn: Turn, said: Said) -> None:
    """Offers the open questions to whoever is away or back, and to the coordinator who saved that somebody is away."""
    away, directory = said.away, said.directory
    if away is None or directory is None:
        return
    now = replace(work, directory=directory)
    await offer(now, away, turn.place.service_url)
    own = away.contact.directory_id == DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id)
    if away.absence is not None and not own and await _has_open(now, away.contact):
        card = await card_for(now, away, await known_writers.language(work, turn), own=False)
        await show(work, turn, card)


async def _has_open(work: Work, contact: Contact) -> bool:
    found = await open_of(work, contact)
    return bool(found.held or found.moved)


async def _desk(work: Work, turn: Turn, contact: Contact) -> Desk:
    own = contact.directory_id == DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id)
    t = texts(await known_writers.language(work, turn))
    return Desk(work.directory, contact, own, helsinki_date(work.now), t)


def _with(work: Work, known: tuple[Absence, ...]) -> Work:
    """The work over the directory as it is once this transaction has been committed."""
    content = replace(work.directory.content, absences=known)
    return replace(work, directory=directory_of(content, work.directory.version, before=work.directory))


def _deputy_chosen(work: Work, contact: Contact, contact_id: str) -> Contact | None:
    """The colleague of a button. Raises Expected for anybody else: another organisation's names are not told."""
    found = work.directory.contacts.get(contact_id)
    if contact_id and (found is None or found.organisation != contact.organisation):
        raise absence_refusals.no_such_deputy()
    return found


def _deputy_typed(work: Work, contact: Contact, typed: str) -> Contact | None:
    """The colleague in the form's field, by title or as typed by hand. Raises Expected."""
    if not typed:
        return None
    people = absence_cards.colleagues(work.directory, contact.organisation)
    chosen = absence_cards.titles(people).get(typed)
    found = find_colleague(typed, people)
    if chosen is None and not found.sure:
        raise absence_refusals.unknown_deputy()
    return chosen or found.people[0]


def _planned(data: AbsenceData, contact: Contact, deputy: Contact | None) -> Planned:
    return Planned(contact, _day(data.first), _day(data.last), deputy)


def _day(chosen: str) -> date:
    try:
        return date.fromisoformat(chosen[:10])
    except ValueError:
        raise absence_refusals.no_such_day() from None


COMMAND = Command(
    name="absence",
    aliases=("poissa", "frånvaro"),
    example=absence_refusals.example,
    help=lambda t: t("Tell when you are away, and who stands in"),
    run=run,
    order=30,
)
PRESSES = (Button(AbsenceData, press),)
SEARCHES = {"deputies": deputies}
NEEDS = {"/absence": LISTED, "absence.save": OWN_ENTRY, "typeahead deputies": LISTED}
