"""The door of the bot: who may come in, what they bring, and how they are answered. Knows no HTTP server."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import orjson
import structlog

from bot.teams.activities import turn_of
from bot.teams.activity import Activity
from bot.teams.deserialising import activity_of, parse
from bot.teams.door_refusals import NotAllowed, TooMuch, Unwelcome
from bot.teams.invoke_answers import invoke_body
from bot.teams.service_addresses import ServiceAddresses, is_loopback
from bot.teams.token_check import TokenCheck
from bot.turns.answers import Answer, NoAnswer, SentenceAnswer
from bot.turns.turn import Turn
from config.clock import Clock
from config.texts import Translate, language_of, texts

log = structlog.get_logger()

Handle = Callable[[Turn], Awaitable[Answer]]
"""The steps of a turn; it answers expected refusals itself. Raises TooMuch for what is to come again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The HTTP answer; `body` is JSON or empty."""

    status: int
    body: bytes = b""


class Door:
    """Lets an activity in, runs its turn, and shapes the answer.

    `tokens` is None only with `--insecure-local`: then nothing is signed and only this machine itself is let in.
    """

    def __init__(self, handle: Handle, tokens: TokenCheck | None, addresses: ServiceAddresses, clock: Clock) -> None:
        self._handle = handle
        self._tokens = tokens
        self._addresses = addresses
        self._clock = clock

    async def receive(self, body: bytes, authorization: str, remote: str) -> Reply:
        """Takes one request. `remote` is the caller's network address. Refusals come back as 400, 401, 403 or 503."""
        try:
            found = parse(body)
            activity = activity_of(found)
            await self._admit(activity, authorization, remote)
            answer = await self._turn(activity)
        except Unwelcome as refusal:
            log.info("request_refused", status=refusal.status, reason=refusal.reason)
            return Reply(refusal.status, _refusal_body(refusal))
        if activity.type != "invoke":
            return Reply(503 if isinstance(answer, _Unhandled) else 200)
        return Reply(200, orjson.dumps(invoke_body(activity.name, answer), default=_plain_mapping))

    async def _admit(self, activity: Activity, authorization: str, remote: str) -> None:
        if self._tokens is not None:
            await self._tokens.check(authorization, activity.channel_id, activity.service_url)
        elif not is_loopback(remote):
            raise NotAllowed("not_local")
        if activity.service_url and not self._addresses.allows(activity.service_url):
            raise NotAllowed("service_url_not_allowed")

    async def _turn(self, activity: Activity) -> Answer:
        turn = turn_of(activity, self._clock(), local=self._tokens is None)
        if turn is None:
            log.debug("activity_ignored")  # its type is whatever the sender wrote
            return NoAnswer()
        try:
            return await self._handle(turn)
        except TooMuch:
            raise
        except Exception as error:  # noqa: BLE001 - the last boundary: whatever happens, Teams gets an answer
            code = secrets.token_hex(3).upper()
            log.error("turn_failed_at_the_door", error_id=code, kind=type(error).__name__)  # noqa: TRY400 - may quote text
            return _Unhandled(_apology(texts(language_of(turn.locale)), code))


class _Unhandled(SentenceAnswer):
    """The apology for a turn that even the pipeline could not end, such as when the database is dead.

    Whoever pressed a button reads it. A message is not acknowledged: it would otherwise be lost in silence.
    """


def _apology(t: Translate, code: str) -> str:
    return t("Something went wrong and was not saved. Try again; if it goes on, report the code {code}.", code=code)


def _refusal_body(refusal: Unwelcome) -> bytes:
    return orjson.dumps({"error": type(refusal).__name__})


def _plain_mapping(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
