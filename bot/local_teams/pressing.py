"""A person presses something on a card or types into its search field, and sees what the bot answers."""

import uuid
from dataclasses import dataclass, replace
from typing import Literal

from bot.local_teams.acting import Acting
from bot.local_teams.activities import Envelope, invoke_activity, submit_activity
from bot.local_teams.messages import CARD, Message
from bot.local_teams.seed import UserSeed
from bot.local_teams.sender import BotAnswer
from bot.local_teams.shapes import Json, inner, objects, text

SENTENCE = "application/vnd.microsoft.activity.message"
FAILED = "Sovellukseen ei saatu yhteyttä. Yritä uudelleen."
"""What Teams itself says when the bot gives no usable answer."""

Kind = Literal["card", "sentence", "dialog", "nothing"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the presser sees after a press."""

    kind: Kind
    text: str = ""
    title: str = ""
    card: Json | None = None
    failed: bool = False
    """Whether Teams speaks here because the bot did not."""
    id: str = ""
    """The same in the answer to the press and in the event, for whoever gets both."""


NOTHING = Shown("nothing")


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed action, as it stands in the card, and what the inputs held."""

    action: Json
    inputs: Json
    message_id: str = ""
    conversation_id: str = ""
    in_dialog: bool = False


class Pressing:
    """The presses of all people."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._world = acting.world

    async def press(self, user: UserSeed, press: Press) -> Shown:
        """Sends the press to the bot and shows the answer to the presser. Raises NotPossible."""
        chat_id, card_id = press.conversation_id, press.message_id
        message: Message | None = None
        if card_id:
            chat, message = self._acting.visible(user, chat_id, card_id)
            conversation_id = message.conversation_id
        else:
            conversation_id = chat_id or self._world.dialogs.get(user.aad_id, ("", {}))[0]
            chat = self._acting.chat(user, conversation_id)
            conversation_id = conversation_id or chat.id
        envelope = self._acting.envelope(user, chat, conversation_id)
        match text(press.action, "type"):
            case "Action.Execute":
                shown = await self._execute(envelope, press, message)
            case "Action.Submit":
                shown = await self._submit(envelope, press)
            case _:
                return NOTHING
        shown = replace(shown, id=uuid.uuid4().hex)
        self._show(user, envelope.conversation_id, shown)
        return shown

    async def search(self, user: UserSeed, conversation_id: str, dataset: str, query: str) -> list[Json]:
        """The choices that a search field offers; none when the bot does not answer. Raises NotPossible."""
        chat = self._acting.chat(user, conversation_id)
        value = {"queryText": query, "queryOptions": {"skip": 0, "top": 15}, "dataset": dataset}
        envelope = self._acting.envelope(user, chat, conversation_id or chat.id)
        answer = await self._acting.sender.invoke(invoke_activity(envelope, "application/search", value, ""))
        return objects(inner(answer.body, "value").get("results"))

    def close_dialog(self, user: UserSeed) -> None:
        """The person closes the dialog."""
        self._world.dialogs.pop(user.aad_id, None)

    async def _execute(self, envelope: Envelope, press: Press, message: Message | None) -> Shown:
        action = press.action
        named = {key: action[key] for key in ("id", "title", "verb") if key in action}
        sent = {"type": "Action.Execute", **named, "data": _data(press)}
        value = {"action": sent, "trigger": "manual"}
        activity = invoke_activity(envelope, "adaptiveCard/action", value, press.message_id)
        shown = _after_execute(await self._acting.sender.invoke(activity))
        if shown.kind == "card" and shown.card is not None and message is not None:
            now = self._world.message(message.chat_id, message.id) or message
            views = {**now.views, envelope.user.aad_id: shown.card}
            self._world.put(replace(now, views=views))
        return shown

    async def _submit(self, envelope: Envelope, press: Press) -> Shown:
        data = _data(press)
        teams = inner(data, "msteams")
        match text(teams, "type"):
            case "imBack" | "messageBack" as kind:
                await self._say_back(envelope, teams, kind)
                return NOTHING
            case "task/fetch":
                return await self._dialog(envelope, "task/fetch", press)
            case _ if press.in_dialog:
                return await self._dialog(envelope, "task/submit", press)
            case _:
                activity = submit_activity(envelope, self._world.next_id(), data, press.message_id)
                answer = await self._acting.sender.deliver(activity)
                return NOTHING if 200 <= answer.status < 300 else Shown("sentence", FAILED, failed=True)

    async def _say_back(self, envelope: Envelope, teams: Json, kind: str) -> None:
        said = text(teams, "value") if kind == "imBack" else text(teams, "text") or text(teams, "displayText")
        _, _, root = envelope.conversation_id.partition(";messageid=")
        await self._acting.say(envelope.user, envelope.chat.id, said, root_id=root, mention=True)

    async def _dialog(self, envelope: Envelope, name: str, press: Press) -> Shown:
        value = {"data": _data(press), "context": {"theme": "default"}}
        answer = await self._acting.sender.invoke(invoke_activity(envelope, name, value, press.message_id))
        return _after_dialog(answer)

    def _show(self, user: UserSeed, conversation_id: str, shown: Shown) -> None:
        if shown.kind == "dialog" and shown.card is not None:
            self._world.dialogs[user.aad_id] = (conversation_id, shown.card)
            event = {"kind": "dialog", "id": shown.id, "title": shown.title, "card": shown.card}
            self._world.hub.publish((user.aad_id,), event)
        elif shown.kind == "sentence":
            self._world.dialogs.pop(user.aad_id, None)
            self._world.hub.publish((user.aad_id,), {"kind": "sentence", "id": shown.id, "text": shown.text})


def _data(press: Press) -> dict[str, object]:
    data = press.action.get("data")
    return {**(data if isinstance(data, dict) else {}), **press.inputs}


def _after_execute(answer: BotAnswer) -> Shown:
    body = answer.body
    if answer.status != 200 or body.get("statusCode") != 200:
        said = inner(body, "value").get("message")
        return Shown("sentence", said if isinstance(said, str) else FAILED, failed=True)
    value = body.get("value")
    if body.get("type") == CARD and isinstance(value, dict):
        return Shown("card", card=value)
    if body.get("type") == SENTENCE and isinstance(value, str):
        return Shown("sentence", value) if value else NOTHING
    return Shown("sentence", FAILED, failed=True)


def _after_dialog(answer: BotAnswer) -> Shown:
    if answer.status != 200:
        return Shown("sentence", FAILED, failed=True)
    task = inner(answer.body, "task")
    if task.get("type") == "message":
        return Shown("sentence", text(task, "value"))
    card = inner(task, "value", "card", "content")
    if task.get("type") == "continue" and card:
        return Shown("dialog", title=text(inner(task, "value"), "title"), card=card)
    return NOTHING
