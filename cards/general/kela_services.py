"""Kela's services for authorities: who does what (/services)."""

from dataclasses import dataclass

from microsoft_teams.cards import CardElement, Column, ColumnSet, Container

from cards.kit.actions import row, switch
from cards.kit.frame import Card, finished
from cards.kit.pieces import heading, line, note, run
from cards.kit.text import Translate


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One service, worded in the reader's language."""

    name: str
    does: str
    use_for: str = ""
    not_for: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class ServicesView:
    """The services in the order shown."""

    services: tuple[ServiceView, ...]


def services_card(view: ServicesView, t: Translate) -> Card:
    """Each service with what it does; the rest opens by a button."""
    title = t("Kela's services for authorities")
    body: list[CardElement] = [heading(title)]
    for number, one in enumerate(view.services, 1):
        body += _service(number, one, t)
    body.append(note(t("From Kela's public pages up to 2025. Numbers and hours are on kela.fi."), "Default"))
    return finished(body, [], title, t)


def _service(number: int, one: ServiceView, t: Translate) -> list[CardElement]:
    name = f"service_{number}"
    labelled = (
        (t("For"), one.use_for),
        (t("Not for"), one.not_for),
        (t("Channel"), one.channel),
    )
    more: list[CardElement] = [
        line(run(f"{label}: ", bold=True, small=True), run(text, small=True), gap="None")
        for label, text in labelled
        if text
    ]
    columns = [Column(width="stretch", items=[line(run(one.name, bold=True), gap="None"), note(one.does, "None")])]
    if more:
        columns.append(
            Column(id=f"{name}_button", width="auto", items=[row(switch(t("Show"), (name,), (f"{name}_button",)))])
        )
    rows: list[CardElement] = [ColumnSet(columns=columns, separator=True, spacing="Small")]
    return [*rows, Container(id=name, is_visible=False, spacing="None", items=more)] if more else rows
