"""Whether the client was reached: only the county can know, so only the county says it, whoever closes.

The county says it in the form with which it closes. Where Kela closed, it can say it once on its own receipt, until
the matter is wiped. That a client was reached is the county's secret like the rest: on a basis on which it may tell
Kela nothing of its client, such as SHL 35 §, it is not asked (config/data/legal_bases.toml). No input or output here.
"""

from dataclasses import replace
from typing import Literal, get_args

from bot.bases.grounds import read_ground
from bot.consultation.rules import outcomes, refusals
from bot.consultation.rules.model import Consultation, Side, Someone
from bot.consultation.rules.own_worker import tells_own_worker
from bot.errors import Expected
from cards.kit.k_number import consultation_label

Reached = Literal["yes", "no", "unknown"]
REACHED: tuple[Reached, ...] = get_args(Reached)


def told_at_closing(case: Consultation, side: Side, code: str, chosen: str) -> str:
    """What the one who closes with this outcome's code says of it; empty where nobody is asked: on Kela's side, on a
    basis that does not let the county tell, and of a withdrawn question.

    Raises Expected when Kela's side says it, and when the county may not.
    """
    says = chosen in {"yes", "no"}
    if says and side != case.county_side:
        raise _county_says(case.number)
    if says and not may_be_told(case):
        raise _not_on_this_basis(case.number)
    if side != case.county_side or not may_be_told(case) or code == outcomes.WITHDRAWN:
        return ""
    return chosen if chosen in REACHED else "unknown"


def may_be_told(case: Consultation) -> bool:
    """Whether there is a client of whom the county may tell Kela: its own question was about them, or the basis on
    which Kela asked lets the county answer about its client, as it lets it name the own worker."""
    if not outcomes.about_client(case) or (case.ground is not None and case.ground.ended is not None):
        return False
    return case.county_side == "asking" or tells_own_worker(case.ground or read_ground(case.basis, None))


def who_can_tell(case: Consultation) -> Someone | None:
    """The county's person of a closed matter in which nobody has said it yet; None where nothing is to be said."""
    outcome = case.outcome
    if case.state != "closed" or outcome is None or outcome.code == outcomes.WITHDRAWN or outcome.client_reached:
        return None
    if not may_be_told(case):
        return None
    return case.county_worker


def tell(case: Consultation, person: Someone, reached: Reached) -> Consultation:
    """The county's person says it after the closing. Said already, nothing changes.

    Raises Expected: still open, not that person, or nothing may be said any more.
    """
    if case.state != "closed" or case.outcome is None:
        raise _with_the_closing(case.number)
    if case.county_worker is None or not person.is_same_as(case.county_worker):
        raise refusals.not_yours(case.number)
    if case.outcome.client_reached:
        return case
    if who_can_tell(case) is None:
        raise _not_on_this_basis(case.number)
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


def _not_on_this_basis(number: int) -> Expected:
    label = consultation_label(number)
    return Expected(
        lambda t: t(
            "On the legal basis of {label} Kela is not told whether the client was reached. Nothing was recorded.",
            label=label,
        ),
        code="basis_tells_nothing",
        keeps_card=True,
    )


def _with_the_closing(number: int) -> Expected:
    label = consultation_label(number)
    return Expected(
        lambda t: t("{label} is still open. Whether the client was reached is told when it is closed.", label=label),
        code="still_open",
    )
