"""The state of Local Teams: people, teams, installations, chats and their messages. All of it is in memory."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.local_teams.world.chat_messages import BOT, Message
from bot.local_teams.world.hub import Hub
from bot.local_teams.world.ids import MessageIds, personal_chat_id, split_thread, teams_id
from bot.local_teams.world.seed import TeamSeed, UserSeed, WorldSeed
from config.clock import Clock

TYPING_SHOWN_FOR = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Chat:
    """The 1:1 chat of a person with the bot, or a channel of a team."""

    id: str
    title: str
    tenant_id: str
    members: tuple[str, ...]
    """Directory ids."""
    team: TeamSeed | None = None

    @property
    def kind(self) -> str:
        """`personal` or `channel`."""
        return "channel" if self.team else "personal"


@dataclass(frozen=True, slots=True)
class Toast:
    """A notice at the corner of a person's screen."""

    id: str
    chat_id: str
    title: str
    text: str
    at: str


class World:
    """What there is now; every change is told to those who see it."""

    def __init__(self, seed: WorldSeed, clock: Clock, bot_id: str, bot_name: str) -> None:
        self.clock = clock
        self.hub = Hub()
        self.bot_id = bot_id
        self.bot_name = bot_name
        self._ids = MessageIds(clock)
        self.begin_anew(seed)

    def begin_anew(self, seed: WorldSeed) -> None:
        """Everybody and everything as the seed has it, and nothing has been said yet."""
        self.without_consent = seed.without_consent
        self.users: dict[str, UserSeed] = {user.aad_id: user for user in seed.users}
        self.teams: dict[str, TeamSeed] = {team.id: team for team in seed.teams}
        self.toasts: dict[str, list[Toast]] = {}
        self.left: set[str] = set()
        """Directory ids of those whose account has been deleted: Graph no longer knows them."""
        self.typing: dict[str, datetime] = {}
        """When the bot last showed in a chat that it is typing; gone once it has written."""
        self._by_teams_id = {teams_id(self.bot_id, aad_id): aad_id for aad_id in self.users}
        self._chats: dict[str, Chat] = {}
        self._messages: dict[str, dict[str, Message]] = {}
        self._read: dict[tuple[str, str], int] = {}
        for user in seed.users:
            chat_id = personal_chat_id(self.bot_id, user.aad_id)
            self._chats[chat_id] = Chat(chat_id, self.bot_name, user.tenant_id, (user.aad_id,))
        for team in seed.teams:
            for channel in team.channels:
                self._chats[channel.id] = Chat(channel.id, channel.name, team.tenant_id, team.members, team)

    def next_id(self) -> str:
        """An id for a message."""
        return self._ids.next()

    def person(self, any_id: str) -> UserSeed | None:
        """By directory id or Teams id."""
        return self.users.get(self._by_teams_id.get(any_id, any_id.lower()))

    def teams_id(self, aad_id: str) -> str:
        """How the bot knows the person."""
        return teams_id(self.bot_id, aad_id)

    def chat(self, conversation_id: str) -> Chat | None:
        """The chat or channel to which a conversation (also that of a thread) belongs."""
        return self._chats.get(split_thread(conversation_id)[0])

    def personal(self, aad_id: str) -> Chat:
        """The chat of a person with the bot."""
        return self._chats[personal_chat_id(self.bot_id, aad_id)]

    def chats_of(self, aad_id: str) -> list[Chat]:
        """The chats and channels a person sees, the chat with the bot first."""
        return [chat for chat in self._chats.values() if aad_id in chat.members]

    def is_installed(self, chat: Chat) -> bool:
        """Whether the bot may write there."""
        if chat.team is not None:
            return self.teams[chat.team.id].installed
        return self.users[chat.members[0]].installed

    def install(self, chat: Chat, *, installed: bool) -> None:
        """Installs the bot in the chat's team or for its person, or takes it away."""
        if chat.team is not None:
            self.teams[chat.team.id] = replace(self.teams[chat.team.id], installed=installed)
        else:
            aad_id = chat.members[0]
            self.users[aad_id] = replace(self.users[aad_id], installed=installed)
        self.changed(chat)

    def set_presence(self, aad_id: str, presence: str) -> None:
        """The person's presence from now on."""
        self.users[aad_id] = replace(self.users[aad_id], presence=presence)
        self.hub.publish_to_all({"kind": "presence", "person": aad_id, "presence": presence})

    def colleagues(self, aad_id: str) -> list[UserSeed]:
        """Everybody with an account in the person's organisation, by name."""
        tenant_id = self.users[aad_id].tenant_id
        found = (one for one in self.users.values() if one.tenant_id == tenant_id and one.aad_id not in self.left)
        return sorted(found, key=lambda one: one.name)

    def message(self, chat_id: str, message_id: str) -> Message | None:
        """One message of a chat, also one that was deleted."""
        return self._messages.get(chat_id, {}).get(message_id)

    def put(self, message: Message) -> None:
        """Adds the message or replaces it by its id."""
        self._messages.setdefault(message.chat_id, {})[message.id] = message
        if message.sender == BOT:
            self.typing.pop(message.chat_id, None)
        self.changed(self._chats[message.chat_id], message.targeted_at)

    def messages(self, chat: Chat, aad_id: str) -> list[Message]:
        """What a person sees of a chat, oldest first."""
        now = self.clock()
        found = self._messages.get(chat.id, {}).values()
        return [one for one in found if one.visible_to(aad_id, now)]

    def unread(self, chat: Chat, aad_id: str) -> int:
        """How many messages of others came after the person last looked."""
        seen = self._read.get((aad_id, chat.id), 0)
        return sum(one.sender != aad_id and int(one.id) > seen for one in self.messages(chat, aad_id))

    def look(self, chat: Chat, aad_id: str) -> None:
        """The person has looked at the chat."""
        newest = max((int(one.id) for one in self.messages(chat, aad_id)), default=0)
        self._read[aad_id, chat.id] = newest

    def show_typing(self, chat: Chat) -> None:
        """The bot shows that something is being typed."""
        self.typing[chat.id] = self.clock()
        self.hub.publish(chat.members, {"kind": "typing", "chat": chat.id})

    def is_typing(self, chat: Chat) -> bool:
        """Whether the members of the chat see that sign now."""
        return chat.id in self.typing and self.clock() - self.typing[chat.id] < TYPING_SHOWN_FOR

    def changed(self, chat: Chat, only: str = "") -> None:
        """Tells the members of a chat, or one of them, that it is not what it was."""
        self.hub.publish((only,) if only else chat.members, {"kind": "changed", "chat": chat.id})

    def toast(self, people: Iterable[str], chat: Chat, title: str, text: str) -> None:
        """Shows a notice to each of them."""
        for aad_id in people:
            toast = Toast(self.next_id(), chat.id, title, text, self.clock().isoformat())
            self.toasts.setdefault(aad_id, []).append(toast)
            shown = {"id": toast.id, "chat": chat.id, "title": title, "text": text, "at": toast.at}
            self.hub.publish((aad_id,), {"kind": "toast", **shown})

    def name_of(self, sender: str) -> str:
        """The name shown with a message."""
        return self.bot_name if sender == BOT else self.users[sender].name
