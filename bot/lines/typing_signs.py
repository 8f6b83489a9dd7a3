"""*Kirjoittaa*: the one who writes and the one who waits see of each other that something is being typed.

A sign goes where a line typed now would go, once that is one person.
"""

from bot.consultation.acting import leavers
from bot.consultation.rules.model import Consultation, Side, Someone
from bot.consultation.sight import notices
from bot.lines.listening import takes_part
from bot.outbox.posting import posts_of
from bot.outbox.sending import Spot
from bot.outbox.tables import Post
from bot.turns.answers import Answer, NoAnswer
from bot.turns.services import Services
from bot.turns.turn import Turn
from bot.turns.work import looking
from directory.people.contacts import Directory


async def pass_on(services: Services, turn: Turn) -> Answer:
    """Shows the other side that the person is typing, where it is certain for which matter and to whom."""
    if not services.typing_signs.wanted(turn.actor.tenant_id, turn.actor.aad_object_id):
        return NoAnswer()
    person = Someone(turn.actor.tenant_id, turn.actor.aad_object_id, "")
    async with looking(services) as work:
        mine = await leavers.open_for(work, person, limit=2)
        if len(mine) != 1 or mine[0].taker is None or not takes_part(mine[0], person):
            return NoAnswer()
        spots = _others(services, mine[0], person, await posts_of(work, mine[0].number))
    for spot in spots:
        await services.typing_signs.show(spot)
    return NoAnswer()


def _others(services: Services, case: Consultation, person: Someone, posts: tuple[Post, ...]) -> list[Spot]:
    """The other side's 1:1 chat; none in a channel, where many would be shown something that concerns one."""
    side: Side = "receiving" if person.is_same_as(case.asker) else "asking"
    directory = services.directory.current
    return [
        Spot(one.tenant_id, one.service_url, one.conversation_id)
        for one in notices.audience(case, posts, side)
        if one.conversation_id and not one.channel_id and not _is_switched_off(directory, one.tenant_id)
    ]


def _is_switched_off(directory: Directory, tenant_id: str) -> bool:
    organisation = directory.organisation_of_tenant(tenant_id)
    return organisation is None or organisation.switched_off
