"""A person presses something on a card or types into its search field, and sees what the bot answers."""

import uuid
from dataclasses import dataclass, replace
from typing import Literal

from bot.local_teams.microsoft.activities_to_bot import Spot
from bot.local_teams.microsoft.sender import BotAnswer
from bot.local_teams.people.acts import Acting, Writing
from bot.local_teams.people.card_actions import buttons
from bot.local_teams.world.chat_messages import CARD, Message
from bot.local_teams.world.ids import split_thread
from bot.local_teams.world.seed import UserSeed
from bot.local_teams.world.shapes import Json, inner, objects, text
from bot.local_teams.world.world import Chat

PEOPLE = "graph.microsoft.com/users"
"""The dataset of a people picker (Microsoft, "People Picker in Adaptive Cards")."""
PEOPLE_HERE = f"{PEOPLE}?scope=currentContext"
MOST_PEOPLE = 15
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


@dataclass(frozen=True, slots=True)
class _Dialog:
    conversation_id: str
    """From which it was opened."""
    card: Json


class Pressing:
    """The presses of all people."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._world = acting.world
        self._dialogs: dict[str, _Dialog] = {}
        """The open dialog of a person, by directory id."""

    async def press(self, user: UserSeed, press: Press) -> Shown:
        """Sends the press to the bot and shows the answer to the presser. Raises NotPossible."""
        spot, message = self._spot(user, press)
        dialog = self._dialogs.get(user.aad_id)
        if (
            dialog is not None
            and message is not None
            and _is_only_in(press.action, dialog.card, message.card_for(user.aad_id))
        ):
            press = replace(press, in_dialog=True)
        match text(press.action, "type"):
            case "Action.Execute":
                shown = await self._execute(spot, press, message)
            case "Action.Submit":
                shown = await self._submit(user, spot, press)
            case _:
                return NOTHING
        shown = replace(shown, id=uuid.uuid4().hex)
        self._show(spot, shown, in_dialog=press.in_dialog)
        return shown

    def _spot(self, user: UserSeed, press: Press) -> tuple[Spot, Message | None]:
        """Where the press happens: at a message, or in the dialog that one of its buttons opened."""
        if press.message_id:
            chat, message = self._acting.visible(user, press.conversation_id, press.message_id)
            return Spot(user.aad_id, chat, message.conversation_id, message.id), message
        dialog = self._dialogs.get(user.aad_id)
        conversation_id = press.conversation_id or (dialog.conversation_id if dialog else "")
        chat = self._acting.chat(user, conversation_id)
        return Spot(user.aad_id, chat, conversation_id or chat.id), None

    async def search(self, user: UserSeed, conversation_id: str, dataset: str, query: str) -> list[Json]:
        """The choices that a search field offers; none when the bot does not answer. Raises NotPossible."""
        chat = self._acting.chat(user, conversation_id)
        if dataset.partition("?")[0] == PEOPLE:
            return self._people(user, chat, dataset, query)
        value = {"queryText": query, "queryOptions": {"skip": 0, "top": 15}, "dataset": dataset}
        spot = Spot(user.aad_id, chat, conversation_id or chat.id)
        answer = await self._invoke(spot, "application/search", value)
        return objects(inner(answer.body, "value").get("results"))

    def _people(self, user: UserSeed, chat: Chat, dataset: str, query: str) -> list[Json]:
        """A people picker: Teams itself answers, from the person's own organisation; the bot is not asked."""
        if dataset == PEOPLE_HERE:
            found = [one for one in self._world.colleagues(user.aad_id) if one.aad_id in chat.members]
        elif chat.team is None or user.aad_id in self._dialogs:
            found = self._world.colleagues(user.aad_id)
        else:
            found = []
        wanted = query.strip().lower()
        shown = [one for one in found if wanted in one.name.lower() or one.email.startswith(wanted)]
        return [{"title": one.name, "value": one.aad_id} for one in shown[:MOST_PEOPLE]]

    def close_dialog(self, user: UserSeed) -> None:
        """The person closes the dialog."""
        self._dialogs.pop(user.aad_id, None)

    async def _invoke(self, spot: Spot, name: str, value: Json) -> BotAnswer:
        return await self._acting.sender.invoke(self._acting.activities.invoke(spot, name, value))

    async def _execute(self, spot: Spot, press: Press, message: Message | None) -> Shown:
        action = press.action
        named = {key: action[key] for key in ("id", "title", "verb") if key in action}
        sent = {"type": "Action.Execute", **named, "data": _data(press)}
        value = {"action": sent, "trigger": "manual"}
        shown = _after_execute(await self._invoke(spot, "adaptiveCard/action", value))
        if shown.kind == "card" and shown.card is not None and message is not None:
            now = self._world.message(message.chat_id, message.id) or message
            views = {**now.views, spot.aad_id: shown.card}
            self._world.put(replace(now, views=views))
        return shown

    async def _submit(self, user: UserSeed, spot: Spot, press: Press) -> Shown:
        data = _data(press)
        teams = inner(data, "msteams")
        match text(teams, "type"):
            case "imBack" | "messageBack" as kind:
                said = text(teams, "value") if kind == "imBack" else text(teams, "text") or text(teams, "displayText")
                _, root_id = split_thread(spot.conversation_id)
                await self._acting.say(user, spot.chat.id, Writing(said, root_id=root_id, mention=True))
                return NOTHING
            case "task/fetch":
                return await self._dialog(spot, "task/fetch", data)
            case _ if press.in_dialog:
                return await self._dialog(spot, "task/submit", data)
            case _:
                answer = await self._acting.sender.deliver(self._acting.activities.submitted(spot, data))
                return NOTHING if 200 <= answer.status < 300 else Shown("sentence", FAILED, failed=True)

    async def _dialog(self, spot: Spot, name: str, data: Json) -> Shown:
        return _after_dialog(await self._invoke(spot, name, {"data": data, "context": {"theme": "default"}}))

    def _show(self, spot: Spot, shown: Shown, *, in_dialog: bool) -> None:
        if shown.kind == "dialog" and shown.card is not None:
            self._dialogs[spot.aad_id] = _Dialog(spot.conversation_id, shown.card)
            event = {"kind": "dialog", "id": shown.id, "title": shown.title, "card": shown.card}
            self._world.hub.publish((spot.aad_id,), event)
        elif in_dialog:
            self._dialogs.pop(spot.aad_id, None)
        if shown.kind == "sentence":
            event = {"kind": "sentence", "id": shown.id, "text": shown.text}
            self._world.hub.publish((spot.aad_id,), event)


def _is_only_in(action: Json, dialog: Json, card: Json | None) -> bool:
    """Whether a client that names the message behind an open dialog has pressed a button of the dialog."""
    pressed = (action.get("type"), action.get("data"))

    def holds(one: Json) -> bool:
        return any((button.action.get("type"), button.action.get("data")) == pressed for button in buttons(one))

    return holds(dialog) and not holds(card or {})


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
