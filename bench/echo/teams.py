"""The echo with Microsoft's Teams SDK, without an app id. Prints its port."""

import asyncio
import logging
import os
import socket

os.environ["DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS"] = "true"

from microsoft_teams.api import MessageActivity
from microsoft_teams.apps import ActivityContext, App

logging.disable(logging.WARNING)
app = App()


@app.on_message
async def handle_message(ctx: ActivityContext[MessageActivity]) -> None:
    """One message."""
    await ctx.send(f"Echo: {ctx.activity.text}")


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
print(port, flush=True)
asyncio.run(app.start(port))
