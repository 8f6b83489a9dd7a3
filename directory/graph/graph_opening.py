"""The first question to Graph loads Microsoft's libraries; no start does (decision 0048)."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.graph.graph_access import GraphAccess
    from directory.graph.graph_client import TenantGraph


async def opener() -> "Callable[[GraphAccess, str], TenantGraph]":
    """`open_graph`. Its libraries take a third of a second to load, so a thread does it while the loop goes on."""
    return await asyncio.to_thread(_load)


def _load() -> "Callable[[GraphAccess, str], TenantGraph]":
    from directory.graph.graph_client import open_graph

    return open_graph
