"""*Otan tämän*: who takes the matter."""

from bot.consultation.acting.acting import Acting
from bot.consultation.rules import model
from bot.consultation.rules.model import Consultation, Someone
from bot.consultation.sight import notices
from bot.errors import Wording
from bot.turns import logged
from cards.kit.k_number import consultation_label


async def claim(act: Acting, *, takeover: bool) -> Consultation:
    """The actor takes the matter; the asker and the others see it at once."""
    before = act.case
    after = model.claim(before, act.person, act.work.now, channel_side=act.channel_side, takeover=takeover)
    if after == before:
        return before
    case = await act.becomes(after)
    await notices.notify(act.work, case, act.posts, "asking", _taken(case, act.person))
    logged.note(act.work, act.turn, "claim", case.number, basis=case.basis)
    return case


def _taken(case: Consultation, person: Someone) -> Wording:
    label = consultation_label(case.number)
    return lambda t: t("{name} took {label}.", name=person.name, label=label)
