"""The access log of the reader's own organisation, a page at a time, with fields that narrow it (/audit)."""

from dataclasses import dataclass, field

from microsoft_teams.cards import Action, CardElement, Container, DateInput, TextInput

from cards.buttons.audit_data import AuditLogData, ClientReportData
from cards.kit.actions import button, row, switch
from cards.kit.frame import Card, finished
from cards.kit.pieces import fact_row, heading, line, note, notice, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class LoggedView:
    """One event, worded by the caller."""

    when: str
    who: str
    what: str
    about: str = ""
    """ "K-1042 · Asiakkaan suostumus" """
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the fields hold."""

    person: str = ""
    consultation: str = ""
    day: str = ""
    """YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class AuditLogView:
    """A page of the log."""

    organisation: str
    rows: tuple[LoggedView, ...]
    page: int = 0
    has_older: bool = False
    narrowing: Narrowing = field(default_factory=Narrowing)
    problem: str = ""
    """Why the fields could not be used."""


def audit_log_card(view: AuditLogView, t: Translate) -> Card:
    """The page, the newest first."""
    title = t("Access log")
    body: list[CardElement] = [heading(title), note(view.organisation, "None")]
    if view.problem:
        body.append(notice(view.problem))
    if not view.rows:
        body.append(line(run(t("Nothing was found."))))
    body += [logged_row(one, t) for one in view.rows]
    if paging := _paging(view, t):
        body.append(row(*paging))
    body.append(note(t("Looking at the log is logged too.")))
    narrowed = view.narrowing != Narrowing() or bool(view.problem)
    body.append(Container(id="fields", is_visible=narrowed, items=_fields(view.narrowing, t)))
    buttons: list[Action] = [] if narrowed else [switch(t("Narrow down"), shown=["fields"])]
    buttons.append(button(t("Client's report"), ClientReportData(step="form"), inputs=False))
    return finished(body, buttons, title, t)


def logged_row(one: LoggedView, t: Translate) -> CardElement:
    """One event: when and about what in small print, who did what below."""
    key = " · ".join(part for part in (one.when, one.about) if part)
    what = t("{what} (refused)", what=one.what) if one.refused else one.what
    return fact_row(key, f"{one.who}: {what}", separator=True)


def _paging(view: AuditLogView, t: Translate) -> list[Action]:
    """The fields go along, so the next page is of the same rows."""
    buttons: list[Action] = []
    if view.has_older:
        buttons.append(button(t("Older"), AuditLogData(page=view.page + 1)))
    if view.page > 0:
        buttons.append(button(t("Newer"), AuditLogData(page=view.page - 1)))
    return buttons


def _fields(known: Narrowing, t: Translate) -> list[CardElement]:
    return [
        TextInput(
            id="person",
            label=t("Person"),
            placeholder=t("Person's name"),
            value=known.person or None,
            max_length=80,
        ),
        TextInput(
            id="matter",
            label=t("Matter"),
            placeholder=t("Number of the question, for example K-1042"),
            value=known.consultation or None,
            max_length=20,
        ),
        DateInput(id="day", label=t("Day"), placeholder=t("Day"), value=known.day or None),
        row(button(t("Search"), AuditLogData(page=0), filled=True)),
    ]
