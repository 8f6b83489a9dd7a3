"""*Näytä asiakas*: the sealed identity code, opened for a participant in a dialog of their own; each look is logged."""

from bot.consultation.acting.acting import Acting
from bot.consultation.rules import keeping, model, refusals
from bot.consultation.rules.standing import person_of
from bot.consultation.stored import store
from bot.errors import Expected
from bot.followups.model import deputy_of_taker
from bot.turns import logged
from directory.time.calendar import helsinki_date


def client_place(draft: str) -> str:
    """Where a sealed client reference belongs: it opens nowhere else. The form's id is known before the number is."""
    return f"consultation/{draft}/client"


async def reveal(act: Acting) -> str | Expected:
    """The client's identity code in clear, for the dialog only; or why not. Both are logged, so both commit."""
    number, basis = act.case.number, act.case.basis
    try:
        _check_sees(act)
        _check_consent(act)
    except Expected as refusal:
        logged.note(act.work, act.turn, "reveal", number, basis=basis, refused=True)
        return refusal
    sealed = await store.sealed_client(act.work.connection, number)
    if sealed is None:
        raise refusals.no_client(number)
    code = act.work.services.sealer.open(sealed.code, client_place(sealed.draft))
    logged.note(act.work, act.turn, "reveal", number, basis=basis, pseudonym=sealed.pseudonym)
    return code


def _check_sees(act: Acting) -> None:
    """Who sees the client of an open matter, and of a closed one on its follow-up's day. Raises Expected."""
    if act.case.state == "closed":
        today = helsinki_date(act.work.now)
        deputy = deputy_of_taker(act.case, act.work.directory, today)
        keeping.check_sees_again(act.case, act.person, today, deputy=person_of(deputy) if deputy else None)
    else:
        model.may_see_client(act.case, act.person, channel_side=act.channel_side)


def _check_consent(act: Acting) -> None:
    """The last day of the consent ends it even before its timer has come to that. Raises Expected."""
    given = act.case.ground.consent if act.case.ground else None
    if given is not None and given.has_expired(helsinki_date(act.work.now)):
        raise refusals.paused(act.case.number)
