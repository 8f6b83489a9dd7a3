"""What the county says of a client after Kela closed the matter: told to Kela's side, on the ground it stands on."""

from bot.consultation.acting.acting import Acting
from bot.consultation.rules import reaching
from bot.consultation.rules.model import Consultation, Side
from bot.consultation.rules.reaching import Reached
from bot.consultation.sight import notices
from bot.errors import Wording
from bot.turns import logged
from cards.kit.k_number import consultation_label

ACTION = "client_reached"
"""What the access log calls it; the row names the matter's ground."""


async def tell_reached(act: Acting, reached: Reached) -> Consultation:
    """Keeps whether the client was reached and tells Kela's side; pressed again, nothing changes.

    Raises Expected for anybody but the county's person of a closed matter.
    """
    after = reaching.tell(act.case, act.person, reached)
    if after == act.case:
        return act.case
    case = await act.becomes(after)
    other: Side = "receiving" if case.county_side == "asking" else "asking"
    await notices.notify(act.work, case, act.posts, other, _told(act, reached))
    logged.note(act.work, act.turn, ACTION, case.number, basis=case.ground.logged if case.ground else case.basis)
    return case


def _told(act: Acting, reached: Reached) -> Wording:
    label, name = consultation_label(act.case.number), act.person.name
    if reached == "yes":
        return lambda t: t("{label}: {name} tells that the client was reached.", label=label, name=name)
    return lambda t: t("{label}: {name} tells that the client was not reached.", label=label, name=name)
