"""The consultation and its rules: who may do what in which state, and what it becomes. No input or output here."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from bot.bases.grounds import Ground
from bot.consultation.rules import refusals
from directory.guard.code_pieces import Around
from directory.reference import KELA

State = Literal["waiting", "taken", "closed"]
Side = Literal["asking", "receiving"]
ReceiverState = Literal["asked", "next", "declined", "unreached", "handed_over", "gone"]
"""next: asked only when those before have passed or were out of reach; until then not a part of the matter.
handed_over: a colleague (`whose`) has it in their place.
gone: a contact of the matter no longer, or a deputy whose absence has ended; no part of it any more."""
NO_PART: frozenset[ReceiverState] = frozenset({"next", "gone"})
ClientState = Literal["none", "sealed", "destroyed"]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as the consultation knows them: identity by directory id, the name only for showing."""

    tenant_id: str
    aad_object_id: str
    name: str

    def is_same_as(self, other: "Someone") -> bool:
        """Whether both are the same account."""
        return (self.tenant_id, self.aad_object_id) == (other.tenant_id, other.aad_object_id)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A contact who was asked."""

    contact_id: str
    person: Someone
    state: ReceiverState = "asked"
    reason: str = ""
    whose: str = ""
    """To whom the contact said that it belongs: a contact's id, or another person or unit in words. Of somebody asked:
    the absent contact in whose place, and for no longer than they are away."""

    @property
    def in_place_of(self) -> str:
        """The absent contact for whom this one stands in; empty for who is asked as themselves."""
        return self.whose if self.state == "asked" else ""


@dataclass(frozen=True, slots=True)
class Line:
    """Something one side wrote to the other. `text` is empty once deleted."""

    id: int
    side: Side
    author: Someone
    text: str
    created_at: datetime
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, as recorded when closing."""

    code: str
    client_reached: str = ""
    """yes, no or unknown, as the county says (bot.consultation.rules.reaching); empty while it has not said."""
    kelmu: str = "unknown"
    """done, to_be_done or not_needed: the notice of need for social work; unknown when nothing was said of it."""
    correction_avoided: bool = False
    followup_on: str = ""


@dataclass(frozen=True, slots=True)
class Consultation:
    """One question between two organisations, whole: every rule below returns a new one."""

    number: int
    state: State
    version: int
    asking_organisation: str
    receiving_organisation: str
    area: str
    municipality: str
    topic: str
    audience: Literal["anyone", "person"]
    question: str
    basis: str
    answer_by: datetime
    asker: Someone
    created_at: datetime
    details: tuple[tuple[str, str], ...] = ()
    situation: tuple[str, ...] = ()
    client: ClientState = "none"
    receivers: tuple[Receiver, ...] = ()
    lines: tuple[Line, ...] = ()
    taker: Someone | None = None
    taken_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    closed_by_side: str = ""
    outcome: Outcome | None = field(default=None)
    own_worker_id: str = ""
    """The client's own worker, by contact id, when they or their deputy were asked before the others."""
    remembered: bool = False
    """The county's worker in this matter has been remembered as the client's own worker."""
    wipe_on: str = ""
    """From the closing on: the Finnish date, as YYYY-MM-DD, in whose night contents and people are wiped."""
    client_until: date | None = None
    """Of a closed matter whose client's code is still sealed: the day of the follow-up for which it is kept."""
    client_destroyed_at: datetime | None = None
    """When the code was destroyed (UTC); of some older matters it is told by the closing or the consent's end."""
    decide_by: date | None = None
    """The last day on which Kela decides on the application behind it (Finnish date), when the handler has told
    when the application came; counted in bot/deadlines."""
    ground: Ground | None = None
    """The legal basis as it was when it was chosen; stored ones always have it."""
    asker_contact_id: str = ""
    """The asker's entry in the directory; empty for who is not listed there."""
    asker_left: bool = False
    """The asker has left the directory, and nobody has the question in their place."""
    without: tuple[Someone, ...] = field(default=(), compare=False)
    """Who takes part no more, as the directory stands now (bot.consultation.rules.standing); never stored."""

    def side_of(self, person: Someone, channel_side: Side | None = None) -> Side | None:
        """The side on which this person takes part, or None. Whoever writes in a side's channel speaks for it."""
        if any(person.is_same_as(one) for one in self.without):
            return None
        if person.is_same_as(self.asker):
            return None if self.asker_left else "asking"
        if any(person.is_same_as(one.person) for one in self.receivers if one.state not in NO_PART):
            return "receiving"
        if self.taker is not None and person.is_same_as(self.taker):
            return "receiving"
        return channel_side

    def receiver(self, person: Someone) -> Receiver | None:
        """The asked contact that is this person."""
        return next((one for one in self.receivers if person.is_same_as(one.person)), None)

    def said_by(self, person: Someone, line_id: int | None = None) -> Around:
        """What this person has told the other side, in order: the question, reasons, lines; without the line `line_id`.

        What was written after that line comes after it; without one, everything comes before what is to be written.
        """
        told = [self.question] if person.is_same_as(self.asker) else []
        told += [words for one in self.receivers if person.is_same_as(one.person) for words in (one.reason, one.whose)]
        mine = [one for one in self.lines if person.is_same_as(one.author)]
        after = [one.text for one in mine if line_id is not None and one.id > line_id]
        before = [one.text for one in mine if line_id is None or one.id < line_id]
        return Around([words for words in (*told, *before) if words], [words for words in after if words])

    @property
    def still_asked(self) -> tuple[Receiver, ...]:
        """The contacts who have neither declined nor been out of reach."""
        return tuple(one for one in self.receivers if one.state == "asked")

    @property
    def latest_from(self) -> Side | None:
        """Who wrote the newest line that has not been deleted; None while there is none."""
        return next((one.side for one in reversed(self.lines) if one.deleted_at is None), None)

    @property
    def is_paused(self) -> bool:
        """The consent has ended and no other basis has been chosen: nothing more is passed on."""
        return self.state != "closed" and self.ground is not None and self.ground.ended is not None

    @property
    def county_side(self) -> Side | None:
        """The side of the wellbeing services county; None for a question within Kela."""
        if self.asking_organisation != KELA:
            return "asking"
        return "receiving" if self.receiving_organisation != KELA else None

    @property
    def county(self) -> str:
        """The wellbeing services county by its code; empty within Kela."""
        sides = {"asking": self.asking_organisation, "receiving": self.receiving_organisation}
        return sides[self.county_side] if self.county_side else ""

    @property
    def county_worker(self) -> Someone | None:
        """Who answers for the matter in the county: its asker, or who has taken it."""
        sides = {"asking": self.asker, "receiving": self.taker}
        return sides[self.county_side] if self.county_side else None

    @property
    def has_line(self) -> bool:
        """Whether somebody is asked only when those before them have passed."""
        return any(one.state == "next" for one in self.receivers)


def claim(
    case: Consultation, person: Someone, now: datetime, *, channel_side: Side | None, takeover: bool = False
) -> Consultation:
    """`Otan tämän`: one of the asked takes the matter. Taking it again changes nothing.

    Raises Expected: closed, not asked, or taken by somebody else (unless `takeover` was pressed).
    """
    _receiving(case, person, channel_side=channel_side)
    if case.taker is not None:
        if person.is_same_as(case.taker):
            return case
        if not takeover:
            raise refusals.taken_by_another(case.number, case.taker.name)
    receivers = tuple(
        replace(one, state="asked", reason="", whose=one.in_place_of) if person.is_same_as(one.person) else one
        for one in case.receivers
    )
    return replace(case, state="taken", taker=person, taken_at=now, receivers=receivers)


def decline(case: Consultation, person: Someone, *, reason: str, whose: str, channel_side: Side | None) -> Consultation:
    """`Ei kuulu minulle`: an asked contact passes, or the taker gives the matter back to the others."""
    _receiving(case, person, channel_side=channel_side)
    receivers = tuple(
        replace(one, state="declined", reason=reason, whose=whose) if person.is_same_as(one.person) else one
        for one in case.receivers
    )
    given_back = case.taker is not None and person.is_same_as(case.taker)
    if given_back:
        return replace(case, state="waiting", taker=None, taken_at=None, receivers=receivers)
    return replace(case, receivers=receivers)


def ask_next(case: Consultation) -> Consultation:
    """Asks those in line once nobody who was asked before them is left to take the matter, and it has a basis."""
    if case.state != "waiting" or case.is_paused or case.still_asked or not case.has_line:
        return case
    receivers = tuple(replace(one, state="asked") if one.state == "next" else one for one in case.receivers)
    return replace(case, receivers=receivers)


def widen(case: Consultation, receiver: Receiver) -> Consultation:
    """Asks one more contact; somebody already asked is asked again, in their own right if they were so before."""
    known = next((one for one in case.receivers if one.contact_id == receiver.contact_id), None)
    if known is not None and known.state == "asked" and not known.in_place_of:
        receiver = replace(receiver, whose="")
    others = tuple(one for one in case.receivers if one.contact_id != receiver.contact_id)
    return replace(case, receivers=(*others, receiver))


def answer(case: Consultation, person: Someone, now: datetime, *, channel_side: Side | None) -> Consultation:
    """A line from either side. The first line of the receiving side also takes the matter.

    Once it is taken, colleagues go on writing in a shared channel thread; in a 1:1 chat only the taker does.
    """
    side = speaker_side(case, person, channel_side=channel_side)
    if case.is_paused:
        raise refusals.paused(case.number)
    if side == "asking":
        return case
    shares_thread = channel_side == "receiving" and case.taker is not None
    taken = case if shares_thread else claim(case, person, now, channel_side=channel_side)
    return taken if taken.answered_at is not None else replace(taken, answered_at=now)


def with_line(case: Consultation, line: Line) -> Consultation:
    """A line was edited or deleted. An open matter was answered when the oldest answer still standing was written;
    a closed one keeps the time that its receipt tells."""
    lines = tuple(line if one.id == line.id else one for one in case.lines)
    answers = [one.created_at for one in lines if one.side == "receiving" and one.deleted_at is None]
    answered_at = case.answered_at if case.state == "closed" else min(answers, default=None)
    return replace(case, lines=lines, answered_at=answered_at)


def rewritten(before: Consultation, after: Consultation) -> tuple[Line, ...]:
    """The lines that were edited or deleted between the two, as they are now."""
    known = {one.id: one for one in before.lines}
    return tuple(one for one in after.lines if one != known.get(one.id, one))


def speaker_side(case: Consultation, person: Someone, *, channel_side: Side | None) -> Side:
    """Which side a writer speaks for. Raises Expected when the matter is closed or the person takes no part."""
    side = case.side_of(person, channel_side)
    if side is None:
        raise refusals.not_yours(case.number)
    if case.state == "closed":
        raise refusals.closed(case.number)
    return side


def close(
    case: Consultation,
    person: Someone,
    outcome: Outcome,
    now: datetime,
    *,
    channel_side: Side | None,
    client_until: date | None = None,
) -> Consultation:
    """The asker or the taker records what came of it. Only the asker withdraws.

    The client's code is destroyed, unless it is kept for the follow-up of this day (bot.consultation.rules.keeping).
    """
    side = speaker_side(case, person, channel_side=channel_side)
    if side == "asking" and not person.is_same_as(case.asker):
        raise refusals.not_yours(case.number)
    if side == "receiving" and case.taker is None:
        raise refusals.take_first(case.number)
    if side == "receiving" and case.taker is not None and not person.is_same_as(case.taker):
        raise refusals.taken_by_another(case.number, case.taker.name)
    if outcome.code == "withdrawn" and side != "asking":
        raise refusals.only_asker_withdraws(case.number)
    return replace(
        case,
        state="closed",
        closed_at=now,
        closed_by=person.name,
        closed_by_side=side,
        outcome=outcome,
        client=case.client if case.client == "none" or client_until is not None else "destroyed",
        client_until=client_until,
        client_destroyed_at=now if case.client == "sealed" and client_until is None else case.client_destroyed_at,
    )


def own_worker_to_remember(case: Consultation) -> Someone | None:
    """The county's worker who can be remembered for the client: whoever took the matter, or for a county's question
    its asker. None without a client, within Kela, and once remembered."""
    if case.client == "none" or case.remembered or case.taker is None:
        return None
    if case.ground is not None and (case.ground.ended or case.ground.ended_before):
        return None
    if case.outcome is not None and case.outcome.code == "withdrawn":
        return None
    return case.county_worker


def remember(case: Consultation, person: Someone) -> Consultation:
    """`Muista minut`: the county's worker of the matter is remembered as the client's own. Again changes nothing.

    Raises Expected for anybody else.
    """
    worker = own_worker_to_remember(replace(case, remembered=False))
    if worker is None or not person.is_same_as(worker):
        raise refusals.not_yours(case.number)
    return replace(case, remembered=True)


def may_see_client(case: Consultation, person: Someone, *, channel_side: Side | None) -> None:
    """Whether *Näytä asiakas* may open: a participant, while the matter is open. Raises Expected otherwise.

    In a channel only whoever has taken the matter sees the client: the others have no need to know.
    """
    side = speaker_side(case, person, channel_side=channel_side)
    if side == "asking" and not person.is_same_as(case.asker):
        raise refusals.not_yours(case.number)
    if case.client != "sealed":
        raise refusals.no_client(case.number)
    asked = case.receiver(person)
    is_taker = case.taker is not None and person.is_same_as(case.taker)
    if side == "receiving" and not is_taker and (asked is None or asked.state != "asked" or case.taker is not None):
        raise refusals.take_to_see_client(case.number)


def _receiving(case: Consultation, person: Someone, *, channel_side: Side | None) -> None:
    if case.state == "closed":
        raise refusals.closed(case.number)
    if case.side_of(person, channel_side) != "receiving":
        raise refusals.not_yours(case.number)
