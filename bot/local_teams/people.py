"""What people do in Teams: write, press, change, delete, search, install; and what becomes of the bot's answers."""

from dataclasses import dataclass, field, replace
from typing import Literal

from bot.local_teams.activities import Activities, Activity
from bot.local_teams.answers import Choice, Outcome, choices_in, outcome_of_dialog, outcome_of_press
from bot.local_teams.ids import split_thread
from bot.local_teams.messages import Message
from bot.local_teams.pressing import NotPossible, as_submit, data_of, find_button
from bot.local_teams.sender import Reply, Sender
from bot.local_teams.shapes import Json, inner, text
from bot.local_teams.world import Chat, Dialog, World

FETCH, SUBMIT = "task/fetch", "task/submit"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which button is pressed, and how. `action` is one that a client has put together already, or that is forged."""

    verb: str = ""
    title: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    kind: Literal["execute", "submit"] = "execute"
    """`submit`: the client knows no Action.Execute and shows its fallback."""
    checked: bool = True
    """Whether the client makes its own checks of the inputs."""
    action: Json | None = None
    """Its data already holds the inputs."""

    def made(self, card: Json | None) -> Json:
        """The action with its data complete. Raises NotPossible."""
        if self.action is not None:
            return self.action
        button = find_button(card or {}, self.verb, self.title)
        action = button.action if self.kind == "execute" else as_submit(button.action)
        data = data_of(replace(button, action=action), self.inputs, checked=self.checked)
        return {**action, "data": data}


class People:
    """The deeds of people; each returns when the bot has answered or Teams has given up on it."""

    def __init__(self, world: World, activities: Activities, sender: Sender) -> None:
        self._world = world
        self._activities = activities
        self._sender = sender

    async def say(self, aad_id: str, words: str, conversation_id: str = "", *, mention: bool | None = None) -> Message:
        """Writes into a chat, a channel or a thread; without a conversation, to the bot. Raises NotPossible.

        In a channel a line that begins with a slash is a command which only its writer and the bot see. `mention`: the
        bot is mentioned; by default in a channel's new threads.
        """
        chat = self._chat(aad_id, conversation_id)
        root_id = split_thread(conversation_id)[1]
        in_channel = chat.team is not None
        slash = in_channel and words.startswith("/")
        mentions = in_channel and not slash and (not root_id if mention is None else mention)
        message = Message(
            id=self._world.next_id(),
            chat_id=chat.id,
            sender=aad_id,
            at=self._world.clock(),
            text=words,
            root_id=root_id,
            in_thread=in_channel,
            targeted_at=aad_id if slash else "",
            mentions_bot=mentions,
        )
        self._world.put(message)
        if not slash and not self._hears(chat, message):
            return message
        reply = await self._deliver(self._activities.message(message, chat, slash=slash))
        self._complain_unless_taken(aad_id, chat, reply)
        return message

    async def edit(self, aad_id: str, message_id: str, words: str) -> Message:
        """Changes an own message. Raises NotPossible."""
        chat, message = self._own(aad_id, message_id)
        changed = replace(message, text=words, edited=True)
        self._world.put(changed)
        if self._hears(chat, changed):
            await self._deliver(self._activities.edited(changed, chat))
        return changed

    async def delete(self, aad_id: str, message_id: str) -> None:
        """Deletes an own message. Raises NotPossible."""
        chat, message = self._own(aad_id, message_id)
        self._world.put(replace(message, text="", deleted=True))
        if self._hears(chat, message):
            await self._deliver(self._activities.deleted(message, chat))

    async def press(self, aad_id: str, message_id: str, wish: Wish) -> Outcome:
        """Presses a button of the card as this person sees it. Raises NotPossible."""
        chat, message = self._seen(aad_id, message_id)
        action = wish.made(message.card_for(aad_id))
        if action.get("type") == "Action.Submit":
            return await self._submit(aad_id, chat, message, action)
        pressed = {key: action.get(key) for key in ("type", "id", "verb", "data") if action.get(key) is not None}
        value = {"action": {"type": "Action.Execute", **pressed}, "trigger": "manual"}
        reply = await self._deliver(self._activities.invoke(aad_id, chat, "adaptiveCard/action", value, message))
        outcome = outcome_of_press(reply)
        if outcome.card is not None and (now := self._world.message(chat.id, message.id)):
            self._world.put(replace(now, views={**now.views, aad_id: outcome.card}))
        self._tell(aad_id, chat, outcome)
        return outcome

    async def press_in_dialog(self, aad_id: str, wish: Wish) -> Outcome:
        """Presses a button of the open dialog. Raises NotPossible."""
        dialog = self._dialog(aad_id)
        chat, message = self._seen(aad_id, dialog.activity_id)
        action = as_submit(wish.made(dialog.card))
        value = {"data": action.get("data") or {}, "context": {"theme": "default"}}
        name = FETCH if _msteams(action).get("type") == FETCH else SUBMIT
        return await self._open(aad_id, chat, message, self._activities.invoke(aad_id, chat, name, value, message))

    def close_dialog(self, aad_id: str) -> None:
        """Closes the open dialog; the bot does not hear of it. Raises NotPossible."""
        self._dialog(aad_id)
        self._world.show_dialog(aad_id, None)

    async def search(self, aad_id: str, dataset: str, query: str, message_id: str, top: int) -> list[Choice]:
        """What a typeahead field offers. Raises NotPossible."""
        chat, message = self._seen(aad_id, message_id)
        options = {"skip": 0, "top": top}
        value = {"kind": "search", "queryText": query, "queryOptions": options, "dataset": dataset}
        return choices_in(
            await self._deliver(self._activities.invoke(aad_id, chat, "application/search", value, message))
        )

    async def install(self, aad_id: str, conversation_id: str, *, installed: bool) -> None:
        """Installs the bot in a chat or a channel's team, or takes it away. Raises NotPossible."""
        chat = self._chat(aad_id, conversation_id, anyway=True)
        if installed:
            self._world.install(chat, installed=True)
        for activity in self._activities.installed(aad_id, chat, added=installed):
            await self._deliver(activity)
        if not installed:
            self._world.install(chat, installed=False)

    async def _submit(self, aad_id: str, chat: Chat, card: Message, action: Json) -> Outcome:
        data = inner(action, "data")
        special = _msteams(action)
        if special.get("type") == FETCH:
            value = {"data": data, "context": {"theme": "default"}}
            return await self._open(aad_id, chat, card, self._activities.invoke(aad_id, chat, FETCH, value, card))
        if special.get("type") == "imBack":
            await self.say(aad_id, text(special, "value"), card.conversation_id)
            return Outcome("none")
        words = text(special, "text") if special.get("type") == "messageBack" else ""
        reply = await self._deliver(self._activities.submitted(aad_id, chat, card, data, words))
        self._complain_unless_taken(aad_id, chat, reply)
        return Outcome("none" if reply and reply.status < 300 else "error")

    async def _open(self, aad_id: str, chat: Chat, card: Message, invoke: Activity) -> Outcome:
        outcome = outcome_of_dialog(await self._deliver(invoke))
        if outcome.kind in {"dialog", "sentence"}:
            self._world.show_dialog(aad_id, Dialog(chat.id, card.id, outcome.title, outcome.card, outcome.text))
        elif outcome.kind == "none" and aad_id in self._world.dialogs:
            self._world.show_dialog(aad_id, None)
        elif outcome.kind == "error":
            self._tell(aad_id, chat, outcome)
        return outcome

    def _tell(self, aad_id: str, chat: Chat, outcome: Outcome) -> None:
        if outcome.text or outcome.kind == "error":
            self._world.toast((aad_id,), chat, self._world.bot_name, outcome.text, failed=outcome.kind == "error")

    def _complain_unless_taken(self, aad_id: str, chat: Chat, reply: Reply | None) -> None:
        if reply is None or reply.status >= 300:
            self._world.toast((aad_id,), chat, self._world.bot_name, "", failed=True)

    async def _deliver(self, activity: Activity) -> Reply | None:
        return await self._sender.deliver(activity, self._activities.again_as_new)

    def _hears(self, chat: Chat, message: Message) -> bool:
        if chat.team is None or message.targeted_at or message.mentions_bot:
            return self._world.is_installed(chat)
        return self._world.is_installed(chat) and chat.team.hears_all

    def _chat(self, aad_id: str, conversation_id: str, *, anyway: bool = False) -> Chat:
        chat = self._world.chat(conversation_id) if conversation_id else self._world.personal(aad_id)
        if chat is None or aad_id not in chat.members:
            raise NotPossible("there is no such conversation for this person")
        if chat.team is None and not anyway and not self._world.is_installed(chat):
            raise NotPossible("the bot is not installed for this person")
        return chat

    def _seen(self, aad_id: str, message_id: str) -> tuple[Chat, Message]:
        for chat in self._world.chats_of(aad_id):
            message = self._world.message(chat.id, message_id)
            if message and not message.deleted and message.visible_to(aad_id, self._world.clock()):
                return chat, message
        raise NotPossible("there is no such message for this person")

    def _own(self, aad_id: str, message_id: str) -> tuple[Chat, Message]:
        chat, message = self._seen(aad_id, message_id)
        if message.sender != aad_id:
            raise NotPossible("only its writer can change a message")
        return chat, message

    def _dialog(self, aad_id: str) -> Dialog:
        dialog = self._world.dialogs.get(aad_id)
        if dialog is None:
            raise NotPossible("no dialog is open")
        return dialog


def _msteams(action: Json) -> Json:
    return inner(action, "data", "msteams")
