"""What the bot does in chats: posts, changes and deletes messages, with the refusals Teams has for each."""

import re
from dataclasses import replace

from bot.local_teams.ids import split_thread
from bot.local_teams.messages import BOT, Message, card_of, mentioned_in
from bot.local_teams.shapes import Json, inner, text
from bot.local_teams.world import Chat, World

_AT = re.compile(r"<at>(.*?)</at>")


class ConnectorRefusal(Exception):
    """The Bot Connector says no: HTTP status, error code and message as it gives them."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message


NOT_IN_ROSTER = ConnectorRefusal(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
NO_CONVERSATION = ConnectorRefusal(404, "ConversationNotFound", "Conversation not found.")
NO_ACTIVITY = ConnectorRefusal(404, "ActivityNotFoundInConversation", "The message was not found in the conversation.")


def open_personal(world: World, member_id: str, tenant_id: str) -> Chat:
    """The 1:1 chat with a person. Raises ConnectorRefusal: 404 for nobody of that tenant, 403 where not installed."""
    user = world.person(member_id)
    if user is None or user.tenant_id.lower() != tenant_id.lower():
        raise ConnectorRefusal(404, "NotFound", "The user was not found in the tenant.")
    if not user.installed:
        raise ConnectorRefusal(403, "ForbiddenOperationException", "The bot is not installed in user's personal scope")
    return world.personal(user.aad_id)


def chat_for_bot(world: World, conversation_id: str) -> Chat:
    """The chat of a conversation in which the bot may write. Raises ConnectorRefusal."""
    chat = world.chat(conversation_id)
    _, root = split_thread(conversation_id)
    if chat is None or (root and (chat.team is None or world.message(chat.id, root) is None)):
        raise NO_CONVERSATION
    if not world.is_installed(chat):
        raise NOT_IN_ROSTER
    return chat


def post(world: World, conversation_id: str, activity: Json, *, targeted: bool) -> Message | None:
    """A new message of the bot; None for one that leaves nothing behind (`typing`). Raises ConnectorRefusal.

    Text and a card in one activity become two messages, and only the first one's id is told.
    """
    chat = chat_for_bot(world, conversation_id)
    only = _target(world, chat, activity) if targeted else ""
    if text(activity, "type", "message") != "message":
        return None
    _, root = split_thread(conversation_id)
    message = Message(
        id=world.next_id(),
        chat_id=chat.id,
        sender=BOT,
        at=world.clock(),
        text=_shown_text(activity),
        text_format=text(activity, "textFormat", "markdown"),
        card=card_of(activity),
        root_id=root,
        in_thread=chat.team is not None,
        targeted_at=only,
    )
    if not message.text and message.card is None:
        raise ConnectorRefusal(400, "BadSyntax", "Activity must include a text or an attachment.")
    if message.text and message.card is not None:
        second = replace(message, id=world.next_id(), text="", root_id=root or (message.id if chat.team else ""))
        message = replace(message, card=None)
        world.put(message)
        world.put(second)
    else:
        world.put(message)
    _notify(world, chat, activity, message)
    return message


def update(world: World, conversation_id: str, message_id: str, activity: Json, *, targeted: bool) -> None:
    """Puts other content into a message of the bot; whatever view a press left is gone. Raises ConnectorRefusal."""
    message = _own(world, conversation_id, message_id, targeted=targeted)
    if targeted and activity.get("recipient"):
        raise ConnectorRefusal(400, "BadArgument", "Recipient cannot be set when a targeted message is updated.")
    changed = replace(
        message,
        text=_shown_text(activity),
        text_format=text(activity, "textFormat", "markdown"),
        card=card_of(activity),
        views={},
        edited=True,
    )
    world.put(changed)


def delete(world: World, conversation_id: str, message_id: str, *, targeted: bool) -> None:
    """Removes a message of the bot. Raises ConnectorRefusal."""
    message = _own(world, conversation_id, message_id, targeted=targeted)
    world.put(replace(message, text="", card=None, views={}, deleted=True))


def member(world: World, aad_id: str) -> Json:
    """A member as the roster shows them."""
    user = world.users[aad_id]
    given, _, surname = user.name.partition(" ")
    return {
        "id": world.teams_id(aad_id),
        "name": user.name,
        "givenName": given,
        "surname": surname,
        "objectId": aad_id,
        "aadObjectId": aad_id,
        "email": user.email,
        "userPrincipalName": user.email,
        "tenantId": user.tenant_id,
        "userRole": "user",
    }


def _own(world: World, conversation_id: str, message_id: str, *, targeted: bool) -> Message:
    chat = chat_for_bot(world, conversation_id)
    message = world.message(chat.id, message_id)
    if message is None or message.deleted or not _still_there(world, message):
        raise NO_ACTIVITY
    if message.sender != BOT:
        raise ConnectorRefusal(403, "Forbidden", "Only the bot's own messages can be changed.")
    if bool(message.targeted_at) != targeted:
        raise ConnectorRefusal(400, "BadArgument", "isTargetedActivity does not fit the message.")
    return message


def _still_there(world: World, message: Message) -> bool:
    return not message.targeted_at or message.visible_to(message.targeted_at, world.clock())


def _target(world: World, chat: Chat, activity: Json) -> str:
    if chat.team is None:
        raise ConnectorRefusal(400, "BadArgument", "Targeted messages are not supported in personal chats.")
    user = world.person(text(inner(activity, "recipient"), "id"))
    if user is None or user.aad_id not in chat.members:
        raise ConnectorRefusal(400, "BadArgument", "The recipient of a targeted message must be a member.")
    return user.aad_id


def _shown_text(activity: Json) -> str:
    return _AT.sub(r"@\1", text(activity, "text"))


def _notify(world: World, chat: Chat, activity: Json, message: Message) -> None:
    """Every message of a 1:1 chat gives a notice; in a channel one that mentions a person or asks for attention."""
    alerts = inner(activity, "channelData", "notification").get("alert") is True
    mentioned = mentioned_in(activity)
    told = [
        one
        for one in chat.members
        if (chat.team is None or alerts or world.teams_id(one) in mentioned) and message.targeted_at in {"", one}
    ]
    summary = text(activity, "summary") or message.text or world.bot_name
    world.toast(told, chat, world.bot_name if chat.team is None else chat.title, summary)
