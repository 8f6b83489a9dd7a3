"""Danger to life on top of any card: 112, then the county's social emergency services, before anything else."""

from collections.abc import Mapping
from dataclasses import dataclass

from microsoft_teams.cards import CardElement, Container, TextBlock

from cards.kit.frame import Card, finished
from cards.kit.person import PhoneView, telephone
from cards.kit.pieces import line, run
from cards.kit.text import Translate, plain

EMERGENCY_NUMBER = "112"
"""The one emergency number of Finland (Act on Emergency Response Centre Operations 692/2010)."""
STRIP_ID = "danger"


@dataclass(frozen=True, slots=True)
class DangerView:
    """What to do first. Words are those of the reader's language."""

    told: tuple[str, ...]
    """What has been told, in words: "itsemurhan vaara"."""
    area: str = ""
    """The county whose number follows; empty while it is not known."""
    phone: PhoneView | None = None
    """Its social emergency services; None where the directory has no number."""
    aland: bool = False
    """It is in Åland, which has no county: its municipalities' KST keeps social work and child protection (aof.ax)."""
    below: str = ""
    """A last sentence: that the question may be sent all the same."""


def with_danger(card: Mapping[str, object], view: DangerView, t: Translate) -> Card:
    """The same card with the strip on top; a card that has it already stays as it is."""
    if has_strip(card):
        return dict(card)
    body = card.get("body")
    strip = finished([_strip(view, t)], [], "", t)["body"]
    first = t("Danger to life: call {number}.", number=EMERGENCY_NUMBER)
    return {
        **card,
        "body": [*(strip if isinstance(strip, list) else []), *(body if isinstance(body, list) else [])],
        "fallbackText": f"{first} {card.get('fallbackText') or ''}".strip(),
    }


def has_strip(card: Mapping[str, object]) -> bool:
    """Whether the strip is the first thing on a card."""
    body = card.get("body")
    first = body[0] if isinstance(body, list) and body else None
    return isinstance(first, Mapping) and first.get("id") == STRIP_ID


def danger_in_words(view: DangerView, t: Translate) -> str:
    """The same as sentences, where no card can be shown."""
    first = t("Danger to life: call {number}.", number=EMERGENCY_NUMBER)
    if view.phone is None:
        return f"{first} {_without_number(view, t)}"
    return f"{first} {t('Social emergency services, {area}: {number}.', area=view.area, number=view.phone.number)}"


def _strip(view: DangerView, t: Translate) -> CardElement:
    """The numbers stand below the coloured box: Teams draws links on it in a colour that some themes swallow."""
    first = t("Danger to life: call {number}.", number=EMERGENCY_NUMBER)
    box = TextBlock(text=first, size="Large", weight="Bolder", style="heading", wrap=True)
    numbers: list[CardElement] = [
        telephone(PhoneView(EMERGENCY_NUMBER, always=True), t, label=t("Emergency number"), size="Medium")
    ]
    if view.phone is not None:
        services = t("Social emergency services, {area}:", area=plain(view.area))
        numbers.append(telephone(view.phone, t, label=services, size="Medium"))
    else:
        numbers.append(line(run(_without_number(view, t))))
    told = [t("Danger told: {dangers}.", dangers=", ".join(view.told))] if view.told else []
    if below := " ".join((*told, *([view.below] if view.below else []))):
        numbers.append(line(run(below)))
    items: list[CardElement] = [Container(style="attention", items=[box]), Container(spacing="Small", items=numbers)]
    return Container(id=STRIP_ID, items=items)


def _without_number(view: DangerView, t: Translate) -> str:
    """The emergency response centre passes a task on to the police, the ambulance or social services (112.fi).

    Åland has an alarm centre of its own, of which nothing of the kind is known.
    """
    if view.aland:
        return t(
            "Åland has no wellbeing services county. "
            "Kommunernas socialtjänst (KST) is responsible for social work and child protection there."
        )
    return t(
        "The county's social emergency services help around the clock. "
        "If their number is not known, 112 passes the matter on to them."
    )
