"""How the Bot Connector and Graph say no: the shapes of their error answers."""

import asyncio

from aiohttp import web

from bot.local_teams.world.faults import REFUSALS, Switchboard


class Refused(Exception):  # noqa: N818 - the answer to a call, not a fault of ours
    """The connector refuses with one of its codes."""

    def __init__(self, code: str, message: str = "") -> None:
        self.status, usual = REFUSALS[code]
        self.code = code
        self.message = message or usual
        super().__init__(code)


def connector_error(refused: Refused, retry_after_s: int = 0) -> web.Response:
    """`{"error": {"code", "message"}}`, with Retry-After where it is given."""
    headers = {"Retry-After": str(retry_after_s)} if retry_after_s else {}
    body = {"error": {"code": refused.code, "message": refused.message}}
    return web.json_response(body, status=refused.status, headers=headers)


def unauthorised() -> web.Response:
    """The connector's answer to a missing or bad token."""
    return web.json_response({"message": "Authorization has been denied for this request."}, status=401)


def graph_error(status: int, code: str, message: str, retry_after_s: int = 0) -> web.Response:
    """An OData error as Graph writes it."""
    headers = {"Retry-After": str(retry_after_s)} if retry_after_s else {}
    return web.json_response({"error": {"code": code, "message": message}}, status=status, headers=headers)


async def apply_connector_faults(switchboard: Switchboard, conversation_id: str) -> web.Response | None:
    """Waits if the connector is to be slow; the refusal, if it is to refuse this call."""
    faults = switchboard.of(conversation_id)
    if faults.slow_ms:
        await asyncio.sleep(faults.slow_ms / 1000)
    if faults.throttle:
        faults.throttle -= 1
        return connector_error(Refused("Throttled"), faults.retry_after_s)
    if faults.refuse:
        return connector_error(Refused(faults.refuse))
    return None
