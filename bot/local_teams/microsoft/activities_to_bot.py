"""The activities that Teams sends to a bot, in Teams' own shapes."""

import html
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.local_teams.microsoft.pasting import page_of
from bot.local_teams.world.chat_messages import Message
from bot.local_teams.world.drive import Drive, DriveFile
from bot.local_teams.world.seed import UserSeed
from bot.local_teams.world.shapes import Json
from bot.local_teams.world.world import Chat, World
from config.clock import HELSINKI

Activity = dict[str, object]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody presses: the person, the chat, the conversation in it and the message with the card."""

    aad_id: str
    chat: Chat
    conversation_id: str
    message_id: str = ""


class Activities:
    """Makes activities; `service_url` is where the bot is to send its own."""

    def __init__(self, world: World, drive: Drive, service_url: str) -> None:
        self._world = world
        self._drive = drive
        self.service_url = service_url

    def message(self, message: Message, chat: Chat) -> Activity:
        """Something was written; a slash command of a channel is targeted at the bot."""
        activity = self._base("message", chat, message.sender, message.id, message.conversation_id)
        activity |= self._words(message)
        if message.targeted_at:
            activity["recipient"] = {**self._bot(), "isTargeted": True}
        return activity

    def edited(self, message: Message, chat: Chat) -> Activity:
        """A message was changed; the id is that of the message."""
        activity = self._base("messageUpdate", chat, message.sender, message.id, message.conversation_id)
        data = {**self._channel_data(chat), "eventType": "editMessage"}
        return activity | self._words(message) | {"channelData": data}

    def undeleted(self, message: Message, chat: Chat) -> Activity:
        """A deleted message was brought back; the id is that of the message."""
        data = {**self._channel_data(chat), "eventType": "undeleteMessage"}
        return self.edited(message, chat) | {"channelData": data}

    def deleted(self, message: Message, chat: Chat) -> Activity:
        """A message was deleted; the id is that of the message."""
        activity = self._base("messageDelete", chat, message.sender, message.id, message.conversation_id)
        return activity | {"channelData": {**self._channel_data(chat), "eventType": "softDeleteMessage"}}

    def submitted(self, at: Spot, value: Json) -> Activity:
        """An Action.Submit was pressed: a message with a value and without text."""
        activity = self._base("message", at.chat, at.aad_id, self._world.next_id(), at.conversation_id)
        return activity | {"value": value, **_reply_to(at)}

    def invoke(self, at: Spot, name: str, value: Json) -> Activity:
        """Something the client waits for an answer to."""
        activity = self._base("invoke", at.chat, at.aad_id, f"f:{uuid.uuid4()}", at.conversation_id)
        return activity | {"name": name, "value": value, **_reply_to(at)}

    def installed(self, aad_id: str, chat: Chat, *, added: bool) -> list[Activity]:
        """The bot was installed in the chat, or taken away."""
        update = self._base("installationUpdate", chat, aad_id, f"f:{uuid.uuid4()}", chat.id)
        update |= {"action": "add" if added else "remove"}
        change = self._base("conversationUpdate", chat, aad_id, f"f:{uuid.uuid4()}", chat.id)
        change |= {("membersAdded" if added else "membersRemoved"): [{"id": self._world.bot_id}]}
        if chat.team is not None:
            event = "teamMemberAdded" if added else "teamMemberRemoved"
            change["channelData"] = {**self._channel_data(chat), "eventType": event}
        return [change, update]

    def read(self, aad_id: str, chat: Chat, message_id: str) -> Activity:
        """The chat has been read up to this message: an event that Teams sends where the tenant allows it."""
        event = self._base("event", chat, aad_id, f"f:{uuid.uuid4()}", chat.id)
        return event | {"name": "application/vnd.microsoft.readReceipt", "value": {"lastReadMessageId": message_id}}

    def typing(self, aad_id: str, chat: Chat) -> Activity:
        """Something is being typed to the bot."""
        return self._base("typing", chat, aad_id, f"f:{uuid.uuid4()}", chat.id)

    def _base(self, kind: str, chat: Chat, aad_id: str, activity_id: str, conversation_id: str) -> Activity:
        user = self._world.users[aad_id]
        now = self._world.clock()
        conversation: Activity = {"conversationType": chat.kind, "tenantId": chat.tenant_id, "id": conversation_id}
        if chat.team is not None:
            conversation["isGroup"] = True
        return {
            "type": kind,
            "id": activity_id,
            "timestamp": _moment(now),
            "localTimestamp": now.astimezone(HELSINKI).isoformat(),
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": self._world.teams_id(aad_id), "name": user.name, "aadObjectId": aad_id},
            "conversation": conversation,
            "recipient": self._bot(),
            "entities": [_client_info(user)],
            "channelData": self._channel_data(chat),
            "locale": user.locale,
            "localTimezone": str(HELSINKI),
        }

    def _bot(self) -> Mapping[str, object]:
        return {"id": self._world.bot_id, "name": self._world.bot_name}

    def _channel_data(self, chat: Chat) -> Activity:
        data: Activity = {"tenant": {"id": chat.tenant_id}}
        if chat.team is not None:
            data |= {
                "teamsChannelId": chat.id,
                "teamsTeamId": chat.team.id,
                "channel": {"id": chat.id},
                "team": {"id": chat.team.id, "aadGroupId": chat.team.group_id, "name": chat.team.name},
            }
        return data

    def _words(self, message: Message) -> Activity:
        words = html.escape(message.text, quote=False)
        entities: list[object] = [_client_info(self._world.users[message.sender])]
        if message.mentions_bot:
            at = f"<at>{self._world.bot_name}</at>"
            words = f"{at}&nbsp;{words}"
            entities.append({"type": "mention", "mentioned": self._bot(), "text": at})
        kept = (self._drive.of(message.sender, one.id) for one in message.files)
        files = [self._file(file) for file in kept if file is not None]
        page = message.page or page_of(words)
        return {
            "text": words,
            "textFormat": "plain",
            "entities": entities,
            "attachments": [*files, {"contentType": "text/html", "content": page}],
        }

    def _file(self, file: DriveFile) -> Activity:
        content = {"downloadUrl": self._drive.download_url(file), "uniqueId": file.id, "fileType": file.kind}
        return {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "contentUrl": self._drive.content_url(file),
            "name": file.name,
            "content": content,
        }

    def upload_info(self, file: DriveFile) -> Activity:
        """The place made ready for an offered file, as the bot is told of it."""
        return {
            "contentUrl": self._drive.content_url(file),
            "name": file.name,
            "uploadUrl": self._drive.upload_url(file),
            "uniqueId": file.id,
            "fileType": file.kind,
        }


def _reply_to(at: Spot) -> Activity:
    return {"replyToId": at.message_id} if at.message_id else {}


def _client_info(user: UserSeed) -> Activity:
    return {
        "type": "clientInfo",
        "locale": user.locale,
        "country": user.locale.rpartition("-")[2],
        "platform": "Web",
        "timezone": str(HELSINKI),
    }


def _moment(now: datetime) -> str:
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
