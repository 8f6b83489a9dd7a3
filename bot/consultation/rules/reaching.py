"""Whether the client was reached: only the county can know, so only the county says it, whoever closes.

The county says it in the form with which it closes. Where Kela closed, it can say it once more on its own receipt,
until the matter is wiped. No input or output here.
"""

from dataclasses import replace
from typing import Literal, get_args

from bot.consultation.rules import outcomes, refusals
from bot.consultation.rules.model import Consultation, Side, Someone
from bot.errors import Expected
from cards.kit.k_number import consultation_label

Reached = Literal["yes", "no", "unknown"]
REACHED: tuple[Reached, ...] = get_args(Reached)


def told_at_closing(case: Consultation, side: Side, outcome: str, chosen: str) -> str:
    """What the one who closes says of it; empty where nobody is asked: the other side, or nothing came of the matter.

    Raises Expected when Kela's side says it.
    """
    if side != case.county_side:
        if chosen in {"yes", "no"}:
            raise _county_says(case.number)
        return ""
    if not outcomes.about_client(case) or outcome == outcomes.WITHDRAWN:
        return ""
    return chosen if chosen in REACHED else "unknown"


def who_can_tell(case: Consultation) -> Someone | None:
    """The county's person of a closed matter in which nobody has said it yet; None where nothing is to be said."""
    outcome, ground = case.outcome, case.ground
    if case.state != "closed" or outcome is None or outcome.code == outcomes.WITHDRAWN or outcome.client_reached:
        return None
    if not outcomes.about_client(case) or (ground is not None and ground.ended is not None):
        return None
    return {"asking": case.asker, "receiving": case.taker, None: None}[case.county_side]


def tell(case: Consultation, person: Someone, reached: Reached) -> Consultation:
    """The county's person says it after the closing. Said already, nothing changes.

    Raises Expected: still open, not that person, or nothing may be said any more.
    """
    if case.state != "closed" or case.outcome is None:
        raise _with_the_closing(case.number)
    county = {"asking": case.asker, "receiving": case.taker, None: None}[case.county_side]
    if county is None or not person.is_same_as(county):
        raise refusals.not_yours(case.number)
    if case.outcome.client_reached:
        return case
    if who_can_tell(case) is None:
        raise refusals.no_client(case.number)
    return replace(case, outcome=replace(case.outcome, client_reached=reached))


def _county_says(number: int) -> Expected:
    label = consultation_label(number)
    return Expected(
        lambda t: t(
            "Only the wellbeing services county can know whether the client was reached, so it is not recorded from "
            "Kela. {label} is still open: close it without that.",
            label=label,
        ),
        code="county_says_reached",
        keeps_card=True,
    )


def _with_the_closing(number: int) -> Expected:
    label = consultation_label(number)
    return Expected(
        lambda t: t("{label} is still open. Whether the client was reached is told when it is closed.", label=label),
        code="still_open",
    )
