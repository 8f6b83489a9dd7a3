"""Teams as the real connector meets it over HTTP, without a network: it takes messages, fails, or fails to answer."""

from collections import deque
from collections.abc import Collection, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal
from urllib.parse import unquote

import aiohttp
import orjson
from yarl import URL

from bot.outbox.sending import Delivered, Outcome, Spot
from tests.faults.failpoints import Failpoints
from tests.turns.office import Teams

How = Literal["429", "502", "503", "504", "time-out", "reset"]
HOWS: tuple[How, ...] = ("429", "502", "503", "504", "time-out", "reset")


@dataclass(frozen=True, slots=True)
class Fault:
    """What comes of one request instead of an answer."""

    how: How
    accepted: bool = False
    """It happened in Teams all the same."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message or a change that Teams has accepted: where, and all of it as it went over the wire."""

    conversation: str
    content: str
    id: str = ""
    """Of a new message, as Teams gave it; a change has none."""


@dataclass
class FailingTeams:
    """What all processes of one installation speak to, and what it has accepted."""

    teams: Teams = field(default_factory=Teams)
    sent: list[Sent] = field(default_factory=list)
    unheard: list[Sent] = field(default_factory=list)
    """New messages of which nobody could note that they had arrived: they must be sent again."""
    noted: int = 0
    """So many of those sent are surely noted."""
    faults: deque[Fault | None] = field(default_factory=deque)
    """Of the requests to come; None for one that succeeds."""
    met: int = 0
    """Faults that have happened."""

    def nothing_under_way(self) -> None:
        """All that was sent is noted."""
        self.noted = len(self.sent)

    def one_died(self, known: Collection[str]) -> None:
        """A process died; the database knows these messages."""
        self.unheard += [
            one for one in self.sent[self.noted :] if one.id and one.id not in known and one not in self.unheard
        ]

    def heard_by(self, points: Failpoints) -> aiohttp.ClientSession:
        """The session of one process."""
        return _Session(self, points)  # type: ignore[return-value]

    async def take(self, method: str, path: str, body: Mapping[str, object]) -> tuple[Outcome, Sent | None]:
        """Does what a request asks for."""
        _, _, rest = path.partition("/v3/conversations")
        parts = [unquote(one) for one in rest.split("/") if one]
        match method, parts:
            case "POST", [] if (activity := body.get("activity")) is not None:
                assert isinstance(activity, dict)
                channel = body["channelData"]["channel"]["id"]  # type: ignore[index]
                outcome = await self.teams.start_thread("", "", channel, activity)
                return outcome, _sent(outcome, "", activity)
            case "POST", []:
                member = body["members"][0]["id"]  # type: ignore[index]
                return await self.teams.create_personal("", "", member), None
            case "POST", [conversation, "activities"]:
                outcome = await self.teams.send(Spot("", "", conversation), body)
                return outcome, _sent(outcome, conversation, body)
            case "PUT", [conversation, "activities", activity_id]:
                outcome = await self.teams.update(Spot("", "", conversation), activity_id, body)
                return outcome, _sent(outcome, conversation, body)
            case "DELETE", [conversation, "activities", activity_id]:
                return await self.teams.delete(Spot("", "", conversation), activity_id), None
        raise AssertionError(f"{method} {path}")


def _sent(outcome: Outcome, conversation: str, activity: Mapping[str, object]) -> Sent | None:
    if not isinstance(outcome, Delivered):
        return None
    return Sent(outcome.conversation_id or conversation, orjson.dumps(activity).decode(), outcome.activity_id)


class _Session:
    def __init__(self, teams: FailingTeams, points: Failpoints) -> None:
        self._teams = teams
        self._points = points

    def request(
        self, method: str, url: URL, *, data: bytes | None, **_: object
    ) -> AbstractAsyncContextManager["_Answer"]:
        body = orjson.loads(data) if data else {}
        return _Request(self._teams, self._points, method, url.raw_path, body)


@dataclass(frozen=True, slots=True)
class _Request:
    teams: FailingTeams
    points: Failpoints
    method: str
    path: str
    body: Mapping[str, object]

    async def __aenter__(self) -> "_Answer":
        self.points.reach("before a request")
        fault = self.teams.faults.popleft() if self.teams.faults else None
        if fault is not None:
            self.teams.met += 1
            if not fault.accepted:
                return _failed(fault)
        outcome, sent = await self.teams.take(self.method, self.path, self.body)
        if sent is not None:
            self.teams.sent.append(sent)
        self.points.reach("after a request")
        if fault is not None:
            if sent is not None and sent.id:
                self.teams.unheard.append(sent)
            return _failed(fault)
        return _answer(outcome)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing was opened."""


@dataclass(frozen=True, slots=True)
class _Body:
    body: bytes

    async def read(self, _most: int) -> bytes:
        return self.body


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    content: _Body
    headers: Mapping[str, str] = field(default_factory=dict)


def _failed(fault: Fault) -> _Answer:
    match fault.how:
        case "time-out":
            raise TimeoutError
        case "reset":
            raise aiohttp.ClientOSError(104, "Connection reset by peer")
        case "429":
            return _Answer(429, _Body(b""), {"Retry-After": "3"})
        case _:
            return _Answer(int(fault.how), _Body(b"<html>Bad gateway</html>"))


def _answer(outcome: Outcome) -> _Answer:
    if isinstance(outcome, Delivered):
        ids = {"id": outcome.activity_id or outcome.conversation_id}
        if outcome.activity_id and outcome.conversation_id:
            ids = {"id": outcome.conversation_id, "activityId": outcome.activity_id}
        return _Answer(201, _Body(orjson.dumps(ids)))
    return _Answer(404, _Body(orjson.dumps({"error": {"code": outcome.code}})))
