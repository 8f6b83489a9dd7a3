"""`/audit`: the access log of the auditor's own organisation, and a client's report of who has handled the matter."""

import re

from bot.audit import auditing, client_report
from bot.audit.auditing import Asked, Auditor, Reported
from bot.audit.client_report import Line, Words
from bot.errors import Denied, Expected
from bot.outbox.file_cards import FileOffer
from bot.privacy.guarding import refuse_identity_codes
from bot.privacy.hetu import InvalidHetuError, parse
from bot.turns import known_writers
from bot.turns.answers import Answer, NoAnswer
from bot.turns.authorisation import AUDITOR
from bot.turns.command import Button, Command
from bot.turns.logged import note
from bot.turns.offered_files import OfferedFile, offer_file
from bot.turns.pressed import answer_with_card
from bot.turns.services import Services
from bot.turns.speaking import show
from bot.turns.turn import Press, Turn
from bot.turns.work import Work, begin, by_itself, once_only_key
from cards.audit.audit_log import AuditLogView, LoggedView, Narrowing, audit_log_card
from cards.audit.client_report_card import (
    ClientReportFormView,
    ClientReportView,
    Period,
    client_report_card,
    client_report_form_card,
)
from cards.buttons.audit_data import AuditLogData, ClientReportData, ReportFileData
from cards.kit.frame import Card
from config.texts import LANGUAGES, Language, texts
from directory.naming import organisation_name
from directory.time.calendar import helsinki_date
from directory.time.time_wording import full_day_words

LONGEST_WORDS = 200
CLIENT_WORDS = frozenset({"client", "asiakas", "klient"})
ROW = re.compile(r"[0-9]{1,15}")
"""A number of the log's rows in an offer's context."""


async def run(services: Services, turn: Turn, rest: str) -> Answer:
    """The newest rows, those that the words name, or the form of a client's report."""
    who = auditing.auditor(services.directory.current, turn)
    refuse_identity_codes(rest)
    words = rest[:LONGEST_WORDS]
    async with begin(services, turn) as work:
        if words.casefold() in CLIENT_WORDS:
            card = client_report_form_card(ClientReportFormView(), texts(await _language(work, turn)))
        else:
            card = await _log_card(work, turn, who, auditing.asked_in(words))
        await show(work, turn, card)
    return NoAnswer()


async def turn_page(services: Services, turn: Turn, press: Press, data: AuditLogData) -> Answer:
    """Another page, or what the fields ask for."""
    who = auditing.auditor(services.directory.current, turn)
    page = data.page or 0
    asked = Asked(
        data.person[:LONGEST_WORDS],
        data.matter[:LONGEST_WORDS],
        data.day[:LONGEST_WORDS],
        page if page <= auditing.LAST_PAGE else 0,
    )
    refuse_identity_codes(asked.person, asked.consultation)
    async with begin(services, turn) as work:
        return await answer_with_card(work, turn, press, await _log_card(work, turn, who, asked))


async def client(services: Services, turn: Turn, press: Press, data: ClientReportData) -> Answer:
    """The form of a client's report, or the report that it asks for with its file."""
    who = auditing.auditor(services.directory.current, turn)
    async with begin(services, turn) as work:
        own = await _language(work, turn)
        if data.step != "find":
            return await answer_with_card(
                work, turn, press, client_report_form_card(ClientReportFormView(), texts(own))
            )
        language = _chosen_language(data.language, own)
        period: Period = "all" if data.period == "all" else "two_years"
        try:
            hetu = parse(data.client, helsinki_date(work.now))
        except InvalidHetuError as fault:
            t = texts(own)
            problem = (t("The identity code is not right"), fault.sentence(t))
            form = client_report_form_card(ClientReportFormView(period, language, problem), t)
            return await answer_with_card(work, turn, press, form)
        made = await auditing.report(work, turn, who, hetu, period)
        words = Words(who.organisation.code, language, services.reference, services.basis_lists.current)
        lines = await _lines(work, made, words)
        if lines:
            await _offer(work, turn, made, lines, words)
        return await answer_with_card(work, turn, press, _report_card(made, lines, words))


async def make_file(services: Services, turn: Turn, data: ReportFileData) -> bytes:
    """The workbook of a report that this person has just made; its saving is logged."""
    who = auditing.auditor(services.directory.current, turn)
    first, last = ROW.fullmatch(data.first), ROW.fullmatch(data.last)
    if first is None or last is None:
        raise auditing.report_gone()
    async with by_itself(services) as work:
        made = await auditing.reported_again(work, turn, who, int(first[0]), int(last[0]))
        language = _chosen_language(data.language, await _language(work, turn))
        words = Words(who.organisation.code, language, services.reference, services.basis_lists.current)
        content = client_report.to_xlsx(await _lines(work, made, words), words.t)
        if await work.once(f"file/{once_only_key(turn)}"):
            note(work, turn, auditing.FILE)
    return content


async def _log_card(work: Work, turn: Turn, who: Auditor, asked: Asked) -> Card:
    language = await _language(work, turn)
    t, problem = texts(language), ""
    words = Words(who.organisation.code, language, work.services.reference, work.services.basis_lists.current)
    rows: tuple[LoggedView, ...] = ()
    has_older = False
    try:
        found = await auditing.look(work, turn, who, asked)
    except Denied:
        raise
    except Expected as fault:
        problem = fault.sentence(t)
    else:
        names = await auditing.names_in(work, found.rows)
        rows = tuple(_view(client_report.line(row, names, words)) for row in found.rows)
        has_older = found.has_older
    view = AuditLogView(
        organisation=organisation_name(work.services.reference, who.organisation.code, language),
        rows=rows,
        page=asked.page,
        has_older=has_older,
        narrowing=Narrowing(asked.person, asked.consultation, auditing.iso_day(asked.day)),
        problem=problem,
    )
    return audit_log_card(view, t)


async def _lines(work: Work, made: Reported, words: Words) -> tuple[Line, ...]:
    names = await auditing.names_in(work, made.rows)
    return tuple(client_report.line(row, names, words) for row in made.rows)


async def _offer(work: Work, turn: Turn, made: Reported, lines: tuple[Line, ...], words: Words) -> None:
    t = texts(await _language(work, turn))
    data = ReportFileData(first=str(made.first_row), last=str(made.last_row), language=words.language)
    name = words.t("log-report-{day}", day=helsinki_date(work.now).isoformat()) + ".xlsx"
    size = len(client_report.to_xlsx(lines, words.t))
    await offer_file(work, turn, FileOffer(name, size, t("The client's log report as a workbook"), data))


def _report_card(made: Reported, lines: tuple[Line, ...], words: Words) -> Card:
    t = words.t
    view = ClientReportView(
        organisation=organisation_name(words.reference, words.organisation, words.language),
        since=full_day_words(helsinki_date(made.since), t) if made.since else "",
        rows=tuple(_view(one) for one in lines),
        law=client_report.law_note(t),
    )
    return client_report_card(view, t)


def _view(one: Line) -> LoggedView:
    about = " · ".join(part for part in (one.label, one.basis) if part)
    return LoggedView(one.at, one.person or one.organisation, one.what, about, one.refused)


def _chosen_language(chosen: str, own: Language) -> Language:
    return next((one for one in LANGUAGES if one == chosen), own)


async def _language(work: Work, turn: Turn) -> Language:
    return await known_writers.language(work, turn)


COMMAND = Command(
    name="audit",
    aliases=("loki", "logg"),
    example=lambda t: t("/audit K-1042"),
    help=lambda t: t("For the auditor: who has done what, and a client's report"),
    run=run,
    words=CLIENT_WORDS,
    order=90,
    in_manifest=False,
    roles=frozenset({"auditor"}),
)
PRESSES = (Button(AuditLogData, turn_page), Button(ClientReportData, client))
FILES = (OfferedFile(ReportFileData, make_file),)
NEEDS = {"/audit": AUDITOR, "audit.show": AUDITOR, "audit.client": AUDITOR, "file audit.client": AUDITOR}
