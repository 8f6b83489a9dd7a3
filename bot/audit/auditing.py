"""What the auditor of an organisation may look at: its own part of the access log, and a client's report. Each look is
logged."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.access_log.tables import AccessRow
from bot.audit import client_report, log_reading
from bot.errors import Denied, Expected
from bot.privacy.hetu import Hetu
from bot.turns.authorisation import required
from bot.turns.logged import note, note_now
from bot.turns.turn import Turn
from bot.turns.work import Work
from cards.audit.client_report_card import Period
from cards.kit.k_number import leading_number
from config.clock import HELSINKI
from config.texts import Translate
from directory.people.contacts import Contact, Directory, DirectoryId, Organisation
from directory.reference import KELA

LOOK, FILE = "audit_look", "client_report_file"
REPORTS: dict[Period, str] = {"two_years": "client_report", "all": "client_report_older"}
"""What the log calls a report, by the time it covers."""
PAIRS_AT_MOST = 100
LAST_PAGE = 10_000
_FINNISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Auditor:
    """A person who reads the access log, and the organisation whose part of it they read."""

    contact: Contact
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class Asked:
    """What an auditor wants to see, as typed or chosen; unvalidated."""

    person: str = ""
    consultation: str = ""
    day: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Reported:
    """A client's report: its rows, the newest first, and the log's own rows that tell of its making."""

    rows: tuple[AccessRow, ...]
    since: datetime | None
    first_row: int
    last_row: int


def auditor(directory: Directory, turn: Turn) -> Auditor:
    """Whoever sent the turn, as an auditor of their organisation, in their own chat. Raises Expected for others."""
    me = required(directory, turn, "auditor")
    if turn.place.kind != "personal":
        raise Expected(
            lambda t: t("The access log is read only in the 1:1 chat with Kuntayhteys. Type the same command there."),
            code="audit_elsewhere",
        )
    return Auditor(me.contact, me.organisation)


def asked_in(words: str) -> Asked:
    """Reads what follows the command: a matter's number, a day, a person's name, in any order."""
    number, day, names = "", "", []
    for word in words.split():
        if _day(word):
            day = word
        elif _number(word) is not None:
            number = word
        else:
            names.append(word)
    return Asked(" ".join(names), number, day)


async def look(work: Work, turn: Turn, who: Auditor, asked: Asked) -> log_reading.Page:
    """A page of the organisation's rows; the look is logged. Raises Expected for what cannot be looked for."""
    wanted = await _wanted(work, who, asked)
    found = await log_reading.page(work.connection, wanted, min(max(asked.page, 0), LAST_PAGE))
    # A number of which the organisation has no row is not kept: it may be another's matter.
    note(work, turn, LOOK, wanted.consultation if found.rows else None)
    return found


async def report(work: Work, turn: Turn, who: Auditor, client: Hetu, period: Period) -> Reported:
    """Who has handled the client's matters. One row of the log tells of the report for each pair it touches."""
    possible = _pseudonyms(work, who.organisation.code, client)
    known = await log_reading.known_pseudonyms(work.connection, possible)
    first, last = await note_now(work, turn, REPORTS[period], known or ("",))
    since = _since(period, work.now)
    found = await log_reading.about_client(work.connection, who.organisation.code, known, since or _EVER, first)
    return Reported(found, since, first, last)


async def reported_again(work: Work, turn: Turn, who: Auditor, first: int, last: int) -> Reported:
    """The same report for its file, found by the log's own rows of it: no identity code is kept in between.

    Raises Expected when the rows are not of a report that this very person made.
    """
    me = DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id)
    if await log_reading.is_of_others(work.connection, (first, last), me):
        raise Denied(_report_gone, code="not_your_report")
    made = await log_reading.rows_between(work.connection, first, last, me, REPORTS.values(), PAIRS_AT_MOST)
    actions = {row.action for row in made}
    period = next((one for one, action in REPORTS.items() if actions == {action}), None)
    if period is None or [made[0].id, made[-1].id] != [first, last]:
        raise report_gone()
    since = _since(period, made[0].at)
    pseudonyms = {row.pseudonym for row in made} - {""}
    rows = await log_reading.about_client(
        work.connection, who.organisation.code, pseudonyms, since or _EVER, made[0].id
    )
    return Reported(rows, since, first, last)


def report_gone() -> Expected:
    """The report that a file was offered of cannot be found."""
    return Expected(_report_gone, code="report_gone")


def _report_gone(t: Translate) -> str:
    return t("This report can no longer be found. Make it again with /audit.")


def iso_day(text: str) -> str:
    """A typed day as a card's field keeps it; empty when it is none."""
    day = _day(text)
    return day.isoformat() if day else ""


async def names_in(work: Work, rows: Iterable[AccessRow]) -> Mapping[DirectoryId, str]:
    """The names of everybody who acted in these rows."""
    people = {DirectoryId(row.actor_tenant_id, row.actor_aad_object_id) for row in rows}
    return await log_reading.names_of(work.connection, work.directory, people)


_EVER = datetime(2000, 1, 1, tzinfo=UTC)


def _since(period: Period, now: datetime) -> datetime | None:
    return client_report.two_years_before(now) if period == "two_years" else None


def _pseudonyms(work: Work, organisation: str, client: Hetu) -> list[str]:
    """One for each organisation with which this one may have written about the client."""
    counties = {*work.services.reference.areas, *work.directory.organisations}
    others = sorted(counties | {KELA}) if organisation == KELA else [KELA, organisation]
    return [work.services.pseudonymiser.pseudonym(client, organisation, other) for other in others]


async def _wanted(work: Work, who: Auditor, asked: Asked) -> log_reading.Wanted:
    people = None
    if words := asked.person.split():
        people = await log_reading.people_called(work.connection, work.directory, who.organisation.code, words)
        if not people:
            raise Expected(
                lambda t: t("Nobody of this name was found. Type the beginning of a first name or surname."),
                code="nobody_called",
            )
    number = _number(asked.consultation)
    if asked.consultation and number is None:
        raise Expected(lambda t: t("Type the number of the question, for example K-1042."), code="not_a_number")
    day = _day(asked.day)
    if asked.day and day is None:
        raise Expected(lambda t: t("Type the day, for example 24.11.2026."), code="not_a_day")
    begins = datetime(day.year, day.month, day.day, tzinfo=HELSINKI) if day else None
    return log_reading.Wanted(
        who.organisation.code,
        people,
        number,
        begins,
        datetime.combine(day + timedelta(days=1), datetime.min.time(), HELSINKI) if day else None,
    )


def _number(text: str) -> int | None:
    found = leading_number(text)
    return found.number if found is not None and not found.rest else None


def _day(text: str) -> date | None:
    """A day as people or cards write it. Only days on which somebody can have done something."""
    found = _FINNISH_DAY.fullmatch(text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 9999 else None
