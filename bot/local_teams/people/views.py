"""What one person sees, as JSON for the page and for scripts."""

from bot.local_teams.people.pressing import Shown
from bot.local_teams.world.chat_messages import BOT, FILE_OFFER, Message
from bot.local_teams.world.seed import UserSeed
from bot.local_teams.world.shapes import Json, inner, text
from bot.local_teams.world.world import Chat, World


def person(user: UserSeed) -> dict[str, object]:
    """Somebody, as the page shows them."""
    return {
        "id": user.aad_id,
        "name": user.name,
        "title": user.title,
        "organisation": user.organisation,
        "tenantId": user.tenant_id,
        "locale": user.locale,
        "default": user.shown,
        "presence": user.presence,
        "installed": user.installed,
        "prompts": list(user.prompts),
    }


def overview(world: World, user: UserSeed) -> dict[str, object]:
    """A person's chats and channels and the notices they got."""
    toasts = [
        {"id": one.id, "chat": one.chat_id, "title": one.title, "text": one.text, "at": one.at}
        for one in world.toasts.get(user.aad_id, [])
    ]
    chats = [_chat_line(world, chat, user) for chat in world.chats_of(user.aad_id)]
    return {"person": person(user), "chats": chats, "toasts": toasts, "version": world.hub.version}


def chat(world: World, shown: Chat, user: UserSeed) -> dict[str, object]:
    """A chat with everything in it that this person sees."""
    messages = [message(world, one, user) for one in world.messages(shown, user.aad_id)]
    return {
        "id": shown.id,
        "kind": shown.kind,
        "title": shown.title,
        "subtitle": shown.team.name if shown.team else "",
        "installed": world.is_installed(shown),
        "typing": world.is_typing(shown),
        "messages": messages,
    }


def message(world: World, one: Message, user: UserSeed) -> dict[str, object]:
    """A message as this person sees it."""
    bot = one.sender == BOT
    words = f"@{world.bot_name} {one.text}" if one.mentions_bot else one.text
    return {
        "id": one.id,
        "from": {
            "id": one.sender,
            "name": world.name_of(one.sender),
            "bot": bot,
            "mine": one.sender == user.aad_id,
        },
        "at": one.at.isoformat(),
        "text": "" if one.deleted else words,
        "format": one.text_format,
        "html": one.text_format == "xml",
        "page": "" if one.deleted else one.page,
        "files": [] if one.deleted else [{"id": file.id, "name": file.name} for file in one.files],
        "file": None if one.deleted else _file_card(one),
        "card": None if one.deleted else one.card_for(user.aad_id),
        "targeted": bool(one.targeted_at),
        "edited": one.edited and not bot,
        "deleted": one.deleted,
        "threadRoot": one.root_id or None,
        "chat": one.chat_id,
        "conversationId": one.conversation_id,
    }


def _file_card(one: Message) -> dict[str, object] | None:
    """The bot's offer of a file, or a file it has stored."""
    if one.file is None:
        return None
    content = inner(one.file, "content")
    size = content.get("sizeInBytes")
    return {
        "kind": "offer" if one.file.get("contentType") == FILE_OFFER else "file",
        "name": text(one.file, "name"),
        "description": text(content, "description"),
        "size": size if isinstance(size, int) else 0,
        "id": text(content, "uniqueId"),
        "answer": one.file_answer,
    }


def press_answer(shown: Shown) -> Json:
    """What a press led to."""
    rest = {"title": shown.title, "card": shown.card, "text": shown.text}
    given = {key: value for key, value in rest.items() if value}
    return {"kind": shown.kind, "id": shown.id, **given, **({"failed": True} if shown.failed else {})}


def _chat_line(world: World, shown: Chat, user: UserSeed) -> dict[str, object]:
    messages = world.messages(shown, user.aad_id)
    return {
        "id": shown.id,
        "kind": shown.kind,
        "title": shown.title,
        "subtitle": shown.team.name if shown.team else "",
        "unread": world.unread(shown, user.aad_id),
        "last": messages[-1].at.isoformat() if messages else "",
        "installed": world.is_installed(shown),
    }
