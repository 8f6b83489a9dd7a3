"""A client's log report: the form on which the auditor types who the client is, and who has handled the matter."""

from dataclasses import dataclass
from typing import Literal

from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput, TextInput

from cards.audit.audit_log import LoggedView, logged_row
from cards.buttons.audit_data import ClientReportData
from cards.kit.actions import button
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, notice, run
from cards.kit.text import Language, Translate, language_code

SHOWN = 20
"""Events on the card; the file has them all."""
Period = Literal["two_years", "all"]


@dataclass(frozen=True, slots=True)
class ClientReportFormView:
    """The form; the identity code is never given back."""

    period: Period = "two_years"
    language: Language | None = None
    """The report's language; the reader's own unless another was chosen."""
    problem: tuple[str, str] | None = None
    """What to correct: a title and what to do."""


@dataclass(frozen=True, slots=True)
class ClientReportView:
    """The report, worded by the caller in the report's language."""

    organisation: str
    since: str
    """The first day; empty for the whole time."""
    rows: tuple[LoggedView, ...]
    law: str
    """What must be checked before it is handed over."""


def client_report_form_card(view: ClientReportFormView, t: Translate) -> Card:
    """Asks whose report is made, of which time and in which language."""
    title = t("Who has handled the client's matter?")
    body: list[CardElement] = [heading(title)]
    if view.problem is not None:
        body.append(notice(*view.problem, style="attention"))
    body += [
        note(t("The identity code is not stored and never shown in messages. Making a report is logged."), "None"),
        TextInput(
            id="client",
            label=t("Client's identity code"),
            placeholder=t("Identity code, DDMMYY-NNNC"),
            max_length=20,
        ),
        _choice(
            "period",
            t("Period"),
            view.period,
            [("two_years", t("The last two years")), ("all", t("The whole time, for a special reason"))],
        ),
        _choice(
            "language",
            t("Language of the report"),
            view.language or language_code(t),
            [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
        ),
    ]
    return finished(body, [button(t("Make the report"), ClientReportData(step="find"), filled=True)], title, t)


def client_report_card(view: ClientReportView, t: Translate) -> Card:
    """The report. The client is not named on it."""
    title = t("Who has handled the client's matter")
    period = t("{organisation}, since {day}", organisation=view.organisation, day=view.since)
    body: list[CardElement] = [heading(title), note(period if view.since else view.organisation, "None")]
    if not view.rows:
        body.append(line(run(t("The log has nothing about this client."))))
    body += [logged_row(one, t) for one in view.rows[:SHOWN]]
    if len(view.rows) > SHOWN:
        body.append(line(run(t("And {count} more, all of them in the file.", count=len(view.rows) - SHOWN))))
    body.append(note(view.law))
    return finished(body, [], title, t)


def _choice(element_id: str, label: str, value: str, options: list[tuple[str, str]]) -> ChoiceSetInput:
    return ChoiceSetInput(
        id=element_id,
        label=label,
        style="compact",
        value=value,
        choices=[Choice(value=code, title=title) for code, title in options],
    )
