"""What becomes of a consultation when its consent ends, or another legal basis is chosen. No input or output."""

from dataclasses import replace
from datetime import datetime

from bot.bases.grounds import Ended, EndedWhy, Ground
from bot.consultation.rules import refusals
from bot.consultation.rules.model import ClientState, Consultation, Side, Someone
from bot.errors import Denied, Expected
from cards.kit.k_number import consultation_label


def end_consent(
    case: Consultation, person: Someone, why: EndedWhy, now: datetime, *, channel_side: Side | None
) -> Consultation:
    """The asking side, which holds the consent, tells that it has been withdrawn or narrowed. Again changes nothing.

    A closed matter too, while its client's code is kept for a follow-up.
    Raises Expected: closed, not the asking side, or no consent behind the matter.
    """
    if case.state == "closed" and case.client != "sealed":
        raise refusals.closed(case.number)
    _check_asking(case, person, channel_side=channel_side)
    if case.ground is None or case.ground.consent is None:
        raise _no_consent(case.number)
    return ended(case, why, now)


def ended(case: Consultation, why: EndedWhy, now: datetime) -> Consultation:
    """The matter once its consent covers it no more: the client is destroyed, and nothing more is passed on."""
    if case.ground is None or case.ground.ended is not None:
        return case
    return replace(
        case,
        client=_without(case),
        client_until=None,
        client_destroyed_at=now if case.client == "sealed" else case.client_destroyed_at,
        ground=replace(case.ground, ended=Ended(why, now)),
    )


def stand_on(case: Consultation, ground: Ground, person: Someone, *, channel_side: Side | None) -> Consultation:
    """The matter on another basis; it goes on. With a basis that allows the client, the client is known again.

    Raises Expected: closed, or not the asking side.
    """
    check_holder(case, person, channel_side=channel_side)
    before = case.ground
    since = (before.ended or before.ended_before) if before is not None else None
    client: ClientState = "sealed" if ground.allows_client else _without(case)
    return replace(case, basis=ground.code, ground=replace(ground, ended_before=since), client=client)


def check_holder(case: Consultation, person: Someone, *, channel_side: Side | None) -> None:
    """Whether the person answers for the basis: the asking side does, while the matter is open. Raises Expected."""
    if case.state == "closed":
        raise refusals.closed(case.number)
    _check_asking(case, person, channel_side=channel_side)


def _check_asking(case: Consultation, person: Someone, *, channel_side: Side | None) -> None:
    if case.side_of(person, channel_side) != "asking":
        label = consultation_label(case.number)
        raise Denied(
            lambda t: t("Only the asker changes the legal basis of {label}. Nothing was changed.", label=label),
            code="not_the_asker",
            number=case.number,
        )


def _without(case: Consultation) -> ClientState:
    return "none" if case.client == "none" else "destroyed"


def _no_consent(number: int) -> Expected:
    label = consultation_label(number)
    return Expected(
        lambda t: t("{label} does not rest on a consent. Nothing was changed.", label=label), code="no_consent_behind"
    )
