"""What a person does in Teams: writes, edits, deletes, installs; and what of it the bot hears."""

import html
from dataclasses import dataclass, replace

from bot.local_teams.microsoft.activities_to_bot import Activities
from bot.local_teams.microsoft.pasting import page_of, words_of
from bot.local_teams.microsoft.sender import Sender
from bot.local_teams.world.chat_messages import BOT, Message, SentFile
from bot.local_teams.world.drive import Drive
from bot.local_teams.world.seed import PRESENCES, UserSeed
from bot.local_teams.world.world import Chat, World

LARGEST_MESSAGE = 100 * 1024
"""Bytes of a message counted as UTF-16."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What a person writes, and how."""

    text: str
    page: str = ""
    """The HTML of a pasted table, with what was typed around it."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Name and content of attached files."""
    root_id: str = ""
    """The thread it goes to, by its first message."""
    slash: bool = False
    """A slash command of a channel, which only the writer and the bot see."""
    mention: bool = False
    """The bot is mentioned."""


class NotPossible(Exception):  # noqa: N818 - a sentence for whoever tried
    """Teams would not let the person do this; the message says why, `status` is the HTTP status."""

    def __init__(self, sentence: str, status: int = 409) -> None:
        super().__init__(sentence)
        self.status = status


class Acting:
    """The doings of all people."""

    def __init__(self, world: World, drive: Drive, sender: Sender, activities: Activities) -> None:
        self.world = world
        self._drive = drive
        self.sender = sender
        self.activities = activities

    def user(self, aad_id: str) -> UserSeed:
        """The person. Raises NotPossible."""
        user = self.world.users.get(aad_id.lower())
        if user is None:
            raise NotPossible("There is no such person.", 404)
        return user

    def chat(self, user: UserSeed, conversation_id: str) -> Chat:
        """The chat of a conversation the person is in; with no id, their chat with the bot. Raises NotPossible."""
        chat = self.world.chat(conversation_id) if conversation_id else self.world.personal(user.aad_id)
        if chat is None or user.aad_id not in chat.members:
            raise NotPossible("There is no such conversation.", 404)
        return chat

    async def say(self, user: UserSeed, conversation_id: str, writing: Writing) -> Message:
        """The person writes. Comes back when the bot has answered or not answered in time. Raises NotPossible."""
        chat = self.chat(user, conversation_id)
        self._check_writing(chat, writing)
        slash = writing.slash and chat.team is not None
        message = Message(
            id=self.world.next_id(),
            chat_id=chat.id,
            sender=user.aad_id,
            at=self.world.clock(),
            text="\n".join(part for part in (writing.text, words_of(writing.page)) if part.strip()),
            page=writing.page and page_of(html.escape(writing.text, quote=False)) + writing.page,
            files=tuple(self._keep(user, name, content) for name, content in writing.files),
            root_id=writing.root_id,
            in_thread=chat.team is not None,
            targeted_at=user.aad_id if slash else "",
            mentions_bot=writing.mention and chat.team is not None and not slash,
        )
        self.world.put(message)
        if self._hears(chat, message):
            await self.sender.deliver(self.activities.message(message, chat))
        return message

    async def edit(self, user: UserSeed, conversation_id: str, message_id: str, text: str) -> Message:
        """The person changes a message of theirs. Raises NotPossible."""
        chat, message = self._own(user, conversation_id, message_id)
        if not text.strip() or message.deleted or message.page or message.files:
            raise NotPossible("There is nothing to change.", 400)
        prefix = f"@{self.world.bot_name}"
        mentions = message.mentions_bot and text.startswith(prefix)
        plain = text.removeprefix(prefix).lstrip() if mentions else text
        changed = replace(message, text=plain, edited=True, mentions_bot=mentions or message.mentions_bot)
        self.world.put(changed)
        if self._hears(chat, changed):
            await self.sender.deliver(self.activities.edited(changed, chat))
        return changed

    async def delete(self, user: UserSeed, conversation_id: str, message_id: str) -> None:
        """The person deletes a message of theirs. Raises NotPossible."""
        chat, message = self._own(user, conversation_id, message_id)
        if message.deleted:
            raise NotPossible("The message has been deleted already.")
        self.world.put(replace(message, deleted=True))
        if self._hears(chat, message):
            await self.sender.deliver(self.activities.deleted(message, chat))

    async def undelete(self, user: UserSeed, conversation_id: str, message_id: str) -> None:
        """The person brings a deleted message of theirs back. Raises NotPossible."""
        chat, message = self._own(user, conversation_id, message_id)
        if not message.deleted:
            raise NotPossible("The message has not been deleted.")
        restored = replace(message, deleted=False)
        self.world.put(restored)
        if self._hears(chat, restored):
            await self.sender.deliver(self.activities.undeleted(restored, chat))

    async def install(self, user: UserSeed, conversation_id: str, *, installed: bool) -> None:
        """The app is installed in a chat or team, or taken away. Raises NotPossible."""
        chat = self.chat(user, conversation_id)
        if self.world.is_installed(chat) == installed:
            return
        self.world.install(chat, installed=installed)
        for activity in self.activities.installed(user.aad_id, chat, added=installed):
            await self.sender.deliver(activity)

    async def read(self, user: UserSeed, conversation_id: str) -> None:
        """The person has read the chat; of a 1:1 chat the bot is told, up to its newest message. Raises NotPossible."""
        chat = self.chat(user, conversation_id)
        written = [one.id for one in self.world.messages(chat, user.aad_id) if one.sender == BOT]
        self.world.look(chat, user.aad_id)
        if written and chat.team is None and self.world.is_installed(chat):
            await self.sender.deliver(self.activities.read(user.aad_id, chat, written[-1]))

    async def type_along(self, user: UserSeed, conversation_id: str) -> None:
        """The person is typing; of a 1:1 chat the bot is told. Raises NotPossible."""
        chat = self.chat(user, conversation_id)
        if chat.team is None and self.world.is_installed(chat):
            await self.sender.deliver(self.activities.typing(user.aad_id, chat))

    def leave(self, user: UserSeed) -> None:
        """The person's account is deleted; what they wrote stays."""
        self.world.left.add(user.aad_id)

    def set_presence(self, user: UserSeed, value: str) -> None:
        """The person chooses their presence. Raises NotPossible."""
        if value not in PRESENCES:
            raise NotPossible(f"The presence is one of {', '.join(PRESENCES)}.", 400)
        self.world.set_presence(user.aad_id, value)

    def visible(self, user: UserSeed, conversation_id: str, message_id: str) -> tuple[Chat, Message]:
        """A message the person sees. Raises NotPossible."""
        chat = self.chat(user, conversation_id)
        message = self.world.message(chat.id, message_id)
        if message is None or not message.visible_to(user.aad_id, self.world.clock()):
            raise NotPossible("There is no such message.", 404)
        return chat, message

    def _keep(self, user: UserSeed, name: str, content: bytes) -> SentFile:
        kept = self._drive.add(user.aad_id, name, content)
        return SentFile(kept.id, kept.name)

    def _check_writing(self, chat: Chat, writing: Writing) -> None:
        if not writing.text.strip() and not writing.page and not writing.files:
            raise NotPossible("There is nothing to send.", 400)
        if len((writing.text + writing.page).encode("utf-16-le")) > LARGEST_MESSAGE:
            raise NotPossible("The message is too large for Teams.", 413)
        if writing.files and chat.team is not None:
            raise NotPossible("A bot gets files only in a 1:1 chat.")
        if chat.team is None and not self.world.is_installed(chat):
            raise NotPossible("The app is not installed for this person.")
        if writing.root_id and (chat.team is None or self.world.message(chat.id, writing.root_id) is None):
            raise NotPossible("There is no such thread.", 404)

    def _own(self, user: UserSeed, conversation_id: str, message_id: str) -> tuple[Chat, Message]:
        chat, message = self.visible(user, conversation_id, message_id)
        if message.sender != user.aad_id:
            raise NotPossible("Only one's own messages can be changed.", 403)
        return chat, message

    def _hears(self, chat: Chat, message: Message) -> bool:
        """In a channel the bot hears what mentions it, commands, and with the owner's consent everything."""
        if not self.world.is_installed(chat):
            return False
        team = chat.team
        return team is None or team.hears_all or message.mentions_bot or bool(message.targeted_at)
