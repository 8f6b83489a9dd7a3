"""Local Teams as one person sees it, as JSON."""

from dataclasses import asdict

from bot.local_teams.messages import BOT, Message
from bot.local_teams.seed import UserSeed
from bot.local_teams.world import Chat, World

View = dict[str, object]


def person_view(user: UserSeed) -> View:
    """A person as shown to all."""
    return asdict(user)


def chats_view(world: World, aad_id: str) -> list[View]:
    """The person's chats and channels, that with the bot first."""
    return [_chat_view(world, chat, aad_id) for chat in world.chats_of(aad_id)]


def messages_view(world: World, chat: Chat, aad_id: str, root_id: str = "") -> list[View]:
    """The messages of a chat, or of one thread, oldest first; deleted ones are told but empty."""
    found = world.messages(chat, aad_id)
    return [_message_view(world, one, aad_id) for one in found if root_id in ("", one.id, one.root_id)]


def dialog_view(world: World, aad_id: str) -> View | None:
    """The dialog open before the person."""
    dialog = world.dialogs.get(aad_id)
    return asdict(dialog) if dialog else None


def toasts_view(world: World, aad_id: str) -> list[View]:
    """All notices the person has been shown, oldest first."""
    return [asdict(toast) for toast in world.toasts.get(aad_id, ())]


def _chat_view(world: World, chat: Chat, aad_id: str) -> View:
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title,
        "team": chat.team.name if chat.team else "",
        "installed": world.is_installed(chat),
        "unread": world.unread(chat, aad_id),
    }


def _message_view(world: World, message: Message, aad_id: str) -> View:
    return {
        "id": message.id,
        "conversation": message.conversation_id,
        "root": message.root_id,
        "sender": message.sender,
        "name": world.name_of(message.sender),
        "from_bot": message.sender == BOT,
        "own": message.sender == aad_id,
        "at": message.at.isoformat(),
        "text": message.text,
        "format": message.text_format,
        "card": message.card_for(aad_id),
        "targeted": bool(message.targeted_at),
        "mentions_bot": message.mentions_bot,
        "edited": message.edited,
        "deleted": message.deleted,
    }
