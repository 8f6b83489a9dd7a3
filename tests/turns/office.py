"""The bot without HTTP: turns go straight into the pipeline, and what the outbox sends is kept in memory."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.bootstrap import assemble
from bot.dispatch.pipeline import Pipeline
from bot.outbox.delivery import Delivery
from bot.outbox.delivery_refusals import Refusal
from bot.outbox.sending import ActivityJson, Delivered, Outcome, Refused, Spot
from bot.tables import metadata
from bot.turns.answers import Answer, CardAnswer, SentenceAnswer
from bot.turns.services import Services
from bot.turns.turn import Actor, Attachment, Deleted, Doing, Edited, Message, Place, PlaceKind, Press, Turn
from tests.privacy.unsealing import in_clear

URL = "https://smba.trafficmanager.net/emea/"
TUESDAY_MORNING = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
"""9.12 in Finland, a working day."""
Json = Mapping[str, object]


@dataclass
class Clock:
    """Stands until it is moved."""

    now: datetime = TUESDAY_MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@dataclass
class Shown:
    """A message of the bot's as it looks now in Teams."""

    id: str
    conversation: str
    activity: ActivityJson
    only_for: str = ""

    @property
    def card(self) -> Json:
        attachments = self.activity.get("attachments")
        assert isinstance(attachments, list)
        content: Json = attachments[0]["content"]
        return content

    @property
    def words(self) -> str:
        """Everything that can be read in it."""
        return "\n".join(_words(self.activity))

    def has(self, verb: str) -> bool:
        """Whether it has a button with this verb."""
        return any(one.get("verb") == verb for one in _buttons(self.activity))


@dataclass
class Teams:
    """Accepts everything, except for those who do not have the bot."""

    shown: list[Shown] = field(default_factory=list)
    without_bot: set[str] = field(default_factory=set)
    """Directory ids and channel ids in which the bot is not installed."""
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1_790_000_000_000))

    async def create_personal(self, tenant_id: str, service_url: str, member_id: str) -> Outcome:
        person = member_id.removeprefix("29:")
        return self._refused(person) or Delivered(conversation_id=f"a:{person}")

    async def start_thread(self, tenant_id: str, service_url: str, channel_id: str, activity: ActivityJson) -> Outcome:
        if refused := self._refused(channel_id):
            return refused
        key = str(next(self.ids))
        conversation = f"{channel_id};messageid={key}"
        self.shown.append(Shown(key, conversation, activity))
        return Delivered(key, conversation)

    async def send(self, spot: Spot, activity: ActivityJson) -> Outcome:
        if refused := self._refused(spot.conversation_id):
            return refused
        key = str(next(self.ids))
        self.shown.append(Shown(key, spot.conversation_id, activity, spot.targeted_at))
        return Delivered(key)

    async def update(self, spot: Spot, activity_id: str, activity: ActivityJson) -> Outcome:
        found = [one for one in self.shown if (one.conversation, one.id) == (spot.conversation_id, activity_id)]
        if not found:
            return Refused(Refusal.MESSAGE_GONE, "ActivityNotFoundInConversation")
        found[0].activity = activity
        return Delivered()

    async def delete(self, spot: Spot, activity_id: str) -> Outcome:
        return Delivered()

    def _refused(self, where: str) -> Refused | None:
        absent = where in self.without_bot
        return Refused(Refusal.NOT_INSTALLED, "BotNotInConversationRoster") if absent else None


@dataclass(frozen=True)
class Channel:
    """A channel of somebody's team, or one of its threads."""

    id: str
    thread: str = ""

    @property
    def conversation(self) -> str:
        return self.thread or self.id


@dataclass(frozen=True)
class Person:
    """Somebody who uses the bot, in their 1:1 chat unless `in_channel` says otherwise."""

    office: "Office"
    actor: Actor
    locale: str = "fi-FI"
    channel: Channel | None = None
    kind: PlaceKind = "personal"

    @property
    def chat(self) -> str:
        return f"a:{self.actor.aad_object_id}"

    def in_channel(self, channel: Channel) -> "Person":
        return replace(self, channel=channel, kind="channel")

    def in_group(self, conversation: str) -> "Person":
        return replace(self, channel=Channel(conversation), kind="group")

    def speaking(self, locale: str) -> "Person":
        return replace(self, locale=locale)

    async def types(self, words: str, *attachments: Attachment, addressed: bool = True) -> str:
        """Types a line; its activity id."""
        return await self.does("message", Message(words, attachments, addressed=addressed))

    async def edits(self, activity_id: str, words: str) -> None:
        await self.does("messageUpdate", Edited(words), activity_id=activity_id)

    async def deletes(self, activity_id: str) -> None:
        await self.does("messageDelete", Deleted(), activity_id=activity_id)

    async def presses(self, shown: Shown, verb: str, **inputs: object) -> Answer:
        """Presses the first button with this verb on a card, its fields filled; the answer."""
        buttons = [one for one in _buttons(shown.card) if one.get("verb") == verb]
        assert buttons, f"no {verb} on {shown.words}"
        data = buttons[0]["data"]
        assert isinstance(data, dict)
        return await self.sends(Press(verb, {**data, **inputs}, "card", shown.id))

    async def sends(self, press: Press, *, activity_id: str = "") -> Answer:
        """Sends a press with any data, as an attacker might; the answer."""
        await self.does("invoke/adaptiveCard/action", press, activity_id=activity_id)
        return self.office.answer

    async def does(self, kind: str, doing: Doing, *, activity_id: str = "") -> str:
        office, key = self.office, activity_id or str(next(self.office.teams.ids))
        place = Place(
            self.actor.tenant_id,
            URL,
            self.channel.conversation if self.channel else self.chat,
            self.kind,
            "28:bot",
            channel_id=self.channel.id if self.channel and self.kind == "channel" else "",
        )
        moment = str(next(office.teams.ids))
        turn = Turn(key, kind, moment, office.clock(), self.actor, place, self.locale, doing)
        office.answer = await office.pipeline.handle(turn)
        await office.delivery.run_until_idle()
        return key

    def sees(self) -> list[Shown]:
        """What the bot has shown in this place, oldest first."""
        conversation = self.channel.conversation if self.channel else self.chat
        return [
            one
            for one in self.office.teams.shown
            if one.conversation == conversation and one.only_for in {"", self.actor.teams_id}
        ]

    @property
    def last(self) -> Shown:
        return self.sees()[-1]

    def card_of(self, verb: str) -> Shown:
        """The newest card here that has this button."""
        return next(one for one in reversed(self.sees()) if one.has(verb))

    def main_card(self) -> Shown:
        """The newest main card here: the asker's or a receiver's."""
        return self.card_of("consultation.reply")

    async def asks(self, query: str, question: str, **fields: object) -> Answer:
        """Types the command and sends the form."""
        await self.types(f"/consult {query}")
        return await self.presses(self.card_of("consultation.send"), "consultation.send", question=question, **fields)


@dataclass(repr=False)  # the event loop writes out what a fixture gives, each time
class Office:
    """The bot, its clock and its Teams."""

    services: Services
    pipeline: Pipeline
    delivery: Delivery
    teams: Teams
    clock: Clock
    answer: Answer = field(default_factory=lambda: SentenceAnswer(""))

    def having(self, services: Services) -> "Office":
        """The same office with other services."""
        bot = assemble(services, self.teams)
        return replace(self, services=services, pipeline=bot.pipeline, delivery=bot.delivery)

    def contact(self, name: str) -> Person:
        """Somebody of the sample directory."""
        found = next(one for one in self.services.directory.current.contacts.values() if one.name == name)
        return self._person(found.tenant_id, found.aad_object_id, name)

    def of(self, organisation: str, name: str) -> Person:
        """Somebody of an organisation whom the directory does not know."""
        tenant = self.services.directory.current.organisations[organisation].tenant_id
        return self._person(tenant, f"id-of-{name.lower()}", name)

    def _person(self, tenant_id: str, aad_object_id: str, name: str) -> Person:
        return Person(self, Actor(tenant_id, aad_object_id, f"29:{aad_object_id}", name))

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database holds, sealed texts in clear."""
        async with self.services.database.read() as connection:
            found = await connection.execute(text(query))
            return [in_clear(self.services.sealer, row) for row in found]

    async def everything_stored(self) -> str:
        return "\n".join([str(await self.rows(f'SELECT * FROM "{name}"')) for name in metadata().tables])  # noqa: S608


def words_of(answer: Answer) -> str:
    """Everything that can be read in an answer."""
    match answer:
        case CardAnswer(card):
            return "\n".join(_words(card))
        case SentenceAnswer(sentence):
            return sentence
        case _:
            return ""


def _words(part: object) -> Iterator[str]:
    match part:
        case dict():
            yield from (part[key] for key in ("text", "title", "label", "value") if isinstance(part.get(key), str))
            for key, inner in part.items():
                if key != "fallback":
                    yield from _words(inner)
        case list():
            for inner in part:
                yield from _words(inner)


def _buttons(part: object) -> Iterator[Mapping[str, object]]:
    match part:
        case {"type": "Action.Execute"}:
            assert isinstance(part, dict)
            yield part
        case dict():
            for key in sorted(part, key=lambda key: key == "actions"):  # as they stand on a card
                if key != "fallback":
                    yield from _buttons(part[key])
        case list():
            for inner in part:
                yield from _buttons(inner)
