"""A person acting on a consultation: who they are, through which side's channel, and the locked state they act on."""

from dataclasses import dataclass

from bot.consultation.acting import becoming, leavers
from bot.consultation.rules import refusals
from bot.consultation.rules.model import Consultation, Side, Someone
from bot.outbox.posting import posts_of
from bot.outbox.tables import Post
from bot.turns.turn import Turn
from bot.turns.work import Work
from directory.people.contacts import Directory, DirectoryId


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody on a consultation that nobody else can change until this transaction ends."""

    work: Work
    turn: Turn
    person: Someone
    channel_side: Side | None
    case: Consultation
    posts: tuple[Post, ...]

    async def becomes(self, after: Consultation) -> Consultation:
        """What a rule made of the consultation."""
        return await becoming.becomes(self.work, self.case, after)


def someone(work: Work, turn: Turn) -> Someone:
    """The turn's actor, under the directory's name when the directory knows the person."""
    actor = turn.actor
    contact = work.directory.person(DirectoryId(actor.tenant_id, actor.aad_object_id))
    return Someone(actor.tenant_id, actor.aad_object_id, contact.name if contact else actor.name)


async def acting(work: Work, turn: Turn, number: int, *, lock: bool = True) -> Acting:
    """The one door to a consultation, locked for the actor unless nothing is to be changed.

    Raises Expected when there is none that the person may know of: the same sentence after the same reads, whether
    there is none or it is between others.
    """
    work, case = await leavers.load_with_directory(work, number, lock=lock)
    # Not before: while the lock was waited for, somebody's part may have ended and what they saw been withdrawn.
    posts = await posts_of(work, number)
    person = someone(work, turn)
    channel_side = side_of_channel(work.directory, turn, posts)
    if case.side_of(person, channel_side) is None:
        raise refusals.unknown(number)
    return Acting(work, turn, person, channel_side, case, posts)


def side_of_channel(directory: Directory, turn: Turn, posts: tuple[Post, ...]) -> Side | None:
    """The side in whose channel the turn happened: the thread's own members speak for that side, except for those who
    have left the directory and are still in the team."""
    place = turn.place
    if place.kind != "channel" or directory.former(DirectoryId(turn.actor.tenant_id, turn.actor.aad_object_id)):
        return None
    for post in posts:
        if post.channel_id == place.channel_id != "" and post.tenant_id == turn.actor.tenant_id:
            return "asking" if post.kind == "asker" else "receiving"
    return None


def numbered(consultation: int | None) -> int:
    """The consultation's number out of a button that need not name one. Raises Expected when it does not."""
    if consultation is None:
        raise refusals.stale_form()
    return consultation
