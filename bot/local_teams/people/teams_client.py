"""A person of Local Teams for tests and scripts: writes, presses, looks, waits; everything over HTTP."""

import time
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from urllib.parse import quote

import aiohttp
import orjson

from bot.local_teams.microsoft.pasting import table_page
from bot.local_teams.people.card_actions import filled
from bot.local_teams.people.on_screen import Answer, DidNotCome, NotDone, Seen, find_button, told
from bot.local_teams.people.pressing import PEOPLE
from bot.local_teams.world.shapes import Json, inner, objects, text

PATIENCE_S = 60.0
"""What has to come comes within this time on any machine: nobody waits so long unless something is wrong."""


class Persona:
    """One person. `dialog` and `sentence` are what the last press opened or said."""

    def __init__(self, session: aiohttp.ClientSession, url: str, aad_id: str) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self.aad_id = aad_id
        self.dialog: Json | None = None
        self.sentence = ""

    async def say(
        self, said: str, conversation: str = "", *, thread: str = "", slash: bool = False, mention: bool = False
    ) -> Seen:
        """Writes; without a conversation, to the bot. Comes back when the bot has answered. Raises NotDone."""
        body = {"text": said, "conversation": conversation, "thread": thread, "slash": slash, "mention": mention}
        done = await self._act("say", body)
        return await self.message(text(done, "id"))

    async def attach(self, name: str, content: bytes, said: str = "") -> Seen:
        """Sends the bot a file, with words or without. Raises NotDone."""
        file = {"name": name, "content": b64encode(content).decode()}
        done = await self._act("say", {"text": said, "files": [file]})
        return await self.message(text(done, "id"))

    async def paste_table(self, rows: Iterable[Iterable[str]], said: str = "") -> Seen:
        """Pastes a table from a spreadsheet, behind what was typed. Raises NotDone."""
        done = await self._act("say", {"text": said, "html": table_page([list(row) for row in rows])})
        return await self.message(text(done, "id"))

    async def pick(self, name: str, conversation: str = "") -> str:
        """Chooses a colleague in a people picker: the directory id. Raises DidNotCome when nobody is offered."""
        found = await self.search(PEOPLE, name, conversation)
        if not found:
            raise DidNotCome(f"nobody called {name}")
        return text(found[0], "value")

    async def accept_file(self, offer: Seen) -> bool:
        """Takes a file the bot offers; whether the bot took the answer. Raises NotDone."""
        return await self._answer_file(offer, accept=True)

    async def decline_file(self, offer: Seen) -> bool:
        """Declines a file the bot offers; whether the bot took the answer. Raises NotDone."""
        return await self._answer_file(offer, accept=False)

    async def download(self, message: Seen) -> bytes:
        """The content of a file the bot has given. Raises NotDone."""
        address = f"{self._url}/api/people/{self.aad_id}/files/{text(message.file, 'id')}"
        async with self._session.get(address) as response:
            if response.status != 200:
                raise NotDone(response.status, await response.text())
            return await response.read()

    async def leave(self) -> None:
        """Their account is deleted from the organisation's directory."""
        await self._act("leave", {})

    async def edit(self, message: Seen, said: str) -> None:
        """Changes a message of their own. Raises NotDone."""
        await self._act("edit", {"conversation": message.conversation, "id": message.id, "text": said})

    async def delete(self, message: Seen) -> None:
        """Deletes a message of their own. Raises NotDone."""
        await self._act("delete", {"conversation": message.conversation, "id": message.id})

    async def undelete(self, message: Seen) -> None:
        """Brings a deleted message of their own back. Raises NotDone."""
        await self._act("undelete", {"conversation": message.conversation, "id": message.id})

    async def presence(self, value: str) -> None:
        """Chooses a presence: Available, Busy, DoNotDisturb, Away, Offline, OutOfOffice. Raises NotDone."""
        await self._act("presence", {"value": value})

    async def read(self, conversation: str = "") -> None:
        """Reads a chat, as far as it has been written. Raises NotDone."""
        await self._act("read", {"conversation": conversation})

    async def type_along(self, conversation: str = "") -> None:
        """Is typing, and has not sent it yet. Raises NotDone."""
        await self._act("typing", {"conversation": conversation})

    async def install(self, conversation: str = "", *, installed: bool = True) -> None:
        """Installs the app for the person, or in the team of a channel, or takes it away. Raises NotDone."""
        await self._act("install", {"conversation": conversation, "installed": installed})

    async def search(self, dataset: str, query: str, conversation: str = "") -> list[Json]:
        """What a search field offers: objects with `title` and `value`."""
        body = {"conversation": conversation, "dataset": dataset, "query": query}
        return objects((await self._act("search", body)).get("results"))

    async def press(
        self,
        where: Seen | Json,
        button: str,
        *,
        inputs: Mapping[str, str] | None = None,
        as_submit: bool = False,
        checked: bool = True,
        **more_inputs: str,
    ) -> Answer:
        """Presses a button, found by its verb or its title, on a message's card or in the dialog.

        Inputs not named keep the values the card gave them. `as_submit`: as an old client that knows only
        Action.Submit. `checked=False`: like somebody who sends what the card does not offer.
        Raises InputRefused when the client would not send it, NotDone, DidNotCome when there is no such button.
        """
        message = where if isinstance(where, Seen) else None
        card = where.card if isinstance(where, Seen) else where
        found = find_button(card, button)
        typed = filled(found, {**(inputs or {}), **more_inputs}, checked=checked)
        action = inner(found.action, "fallback") if as_submit else found.action
        sent: dict[str, object] = {"action": action, "inputs": typed}
        if message is not None:
            sent |= {"id": message.id, "conversation": message.conversation}
        return await self.send_press(sent)

    async def send_press(self, press: Json) -> Answer:
        """Sends the press as it stands: `action`, `inputs`, `id`, `conversation`, `dialog`. Raises NotDone."""
        done = await self._act("press", press)
        kind = text(done, "kind")
        if kind not in {"card", "sentence", "dialog"}:
            answer = Answer("nothing")
        else:
            answer = Answer(
                kind,  # type: ignore[arg-type] # checked above
                text(done, "text"),
                text(done, "title"),
                inner(done, "card") or None,
                done.get("failed") is True,
            )
        self.dialog = answer.card if answer.kind == "dialog" else None
        self.sentence = answer.text if answer.kind == "sentence" else ""
        return answer

    async def messages(self, conversation: str = "") -> list[Seen]:
        """What the person sees in a conversation, or everywhere, oldest first."""
        return (await self._look(conversation))[0]

    async def message(self, message_id: str) -> Seen:
        """One message. Raises DidNotCome when the person does not see it."""
        found = next((one for one in await self.messages() if one.id == message_id), None)
        if found is None:
            raise DidNotCome(f"no message {message_id}")
        return found

    async def cards(self, conversation: str = "") -> list[Seen]:
        """The messages with cards, oldest first."""
        return [one for one in await self.messages(conversation) if one.card]

    async def toasts(self) -> list[str]:
        """The notices the person got, oldest first."""
        found = await self._get(f"/api/people/{self.aad_id}")
        return [text(one, "text") for one in objects(found.get("toasts"))]

    async def chats(self) -> dict[str, str]:
        """Title → conversation of the chats and channels the person sees."""
        found = await self._get(f"/api/people/{self.aad_id}")
        return {text(one, "title"): text(one, "id") for one in objects(found.get("chats"))}

    async def wait_for(
        self, wanted: Callable[[Seen], bool], *, conversation: str = "", timeout_s: float = PATIENCE_S
    ) -> Seen:
        """The newest message that fits, as soon as there is one. Raises DidNotCome."""
        ends = time.monotonic() + timeout_s
        while True:
            seen, version = await self._look(conversation)
            if found := next((one for one in reversed(seen) if wanted(one)), None):
                return found
            left = ends - time.monotonic()
            if left <= 0:
                raise DidNotCome(told(seen))
            await self._get(f"/api/wait?after={version}&seconds={min(left, 1.0):.3f}")

    async def wait_for_card(self, part: str, *, conversation: str = "", timeout_s: float = PATIENCE_S) -> Seen:
        """The newest card in which this can be read, or which has a button with this verb. Raises DidNotCome."""

        def wanted(one: Seen) -> bool:
            return bool(one.card) and (one.says(part) or part in one.verbs)

        return await self.wait_for(wanted, conversation=conversation, timeout_s=timeout_s)

    async def wait_for_text(self, part: str, *, conversation: str = "", timeout_s: float = PATIENCE_S) -> Seen:
        """The newest message of the bot in whose text or card this can be read. Raises DidNotCome."""
        return await self.wait_for(
            lambda one: one.by_bot and one.says(part), conversation=conversation, timeout_s=timeout_s
        )

    async def faults(self, **switches: int | str | bool) -> None:
        """Sets fault switches, see docs/local-teams.md."""
        async with self._session.put(f"{self._url}/faults", json=switches) as response:
            if response.status != 200:
                raise NotDone(response.status, await response.text())

    async def wait_for_file(self, name: str, kind: str = "offer", *, timeout_s: float = PATIENCE_S) -> Seen:
        """The newest offer of a file, or `kind="file"` a file given, with this in its name. Raises DidNotCome."""

        def wanted(one: Seen) -> bool:
            return text(one.file, "kind") == kind and name in text(one.file, "name") and not one.deleted

        return await self.wait_for(wanted, timeout_s=timeout_s)

    async def _answer_file(self, offer: Seen, *, accept: bool) -> bool:
        body = {"conversation": offer.conversation, "id": offer.id, "accept": accept}
        return (await self._act("answer-file", body)).get("taken") is True

    async def _look(self, conversation: str) -> tuple[list[Seen], int]:
        asked = f"?conversation={quote(conversation, safe='')}" if conversation else ""
        found = await self._get(f"/api/people/{self.aad_id}/messages{asked}")
        version = found.get("version")
        return [Seen(one) for one in objects(found.get("messages"))], version if isinstance(version, int) else 0

    async def _get(self, path: str) -> Json:
        async with self._session.get(self._url + path) as response:
            return await _read(response)

    async def _act(self, doing: str, body: Json) -> Json:
        # A stream, because a file in it may be large.
        sent = BytesIO(orjson.dumps(body))
        headers = {"Content-Type": "application/json"}
        async with self._session.post(f"{self._url}/act/{self.aad_id}/{doing}", data=sent, headers=headers) as response:
            return await _read(response)


@asynccontextmanager
async def personas(url: str, *aad_ids: str) -> AsyncIterator[tuple[Persona, ...]]:
    """These people, with one connection pool until the block ends."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        yield tuple(Persona(session, url, aad_id) for aad_id in aad_ids)


async def _read(response: aiohttp.ClientResponse) -> Json:
    found = await response.json()
    body: Json = found if isinstance(found, dict) else {}
    if response.status != 200:
        raise NotDone(response.status, text(body, "error"))
    return body
