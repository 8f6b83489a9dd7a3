"""Finding what the rooms bring by the names of their files: nothing is registered anywhere (decision 0035)."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from graphlib import TopologicalSorter
from types import ModuleType
from typing import Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

import bot
import directory


class Named(Protocol):
    """Something of which there is one of each name."""

    @property
    def name(self) -> str:
        """Unlike all others of its kind."""


class Ordered(Named, Protocol):
    """Something that may have to wait for others of its kind."""

    @property
    def after(self) -> tuple[str, ...]:
        """The names of those that come before it."""


T = TypeVar("T")
NamedT = TypeVar("NamedT", bound=Named)
OrderedT = TypeVar("OrderedT", bound=Ordered)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What housekeeping forgets of one table; docs/privacy.md tells when."""

    name: str
    """Of the table."""
    forget: Callable[[AsyncConnection, datetime], Awaitable[int]]
    """Deletes some of what is too old at a moment (UTC), in a short transaction of its own; how many rows. It is called
    again until there are none."""
    after: tuple[str, ...] = ()
    """Tables whose rows keep those of this one, and are swept first."""


def modules(*endings: str) -> tuple[ModuleType, ...]:
    """Imports every module whose dotted name ends so, in one order on all machines."""
    return tuple(importlib.import_module(name) for name in _names() if name.endswith(endings))


def brought(what: str, kind: type[T], *, by: str = ".duties") -> tuple[T, ...]:
    """What the rooms' `duties.py`, or other files, say under this name. Raises TypeError for anything but a `kind`."""
    found = tuple(one for module in modules(by) for one in getattr(module, what, ()))
    if strangers := [one for one in found if not isinstance(one, kind)]:
        raise TypeError(f"no {kind.__name__} of {what}: {strangers}")
    return found


def by_name(found: Iterable[NamedT]) -> dict[str, NamedT]:
    """Each under its name. Raises ValueError when two rooms claim one."""
    named: dict[str, NamedT] = {}
    for one in found:
        if named.setdefault(one.name, one) is not one:
            raise ValueError(f"two rooms claim {one.name!r}")
    return named


def in_order(found: Iterable[OrderedT]) -> tuple[OrderedT, ...]:
    """Each behind those that it says it comes after. Raises ValueError when one of those is missing, or when they wait
    for each other."""
    named = by_name(found)
    if missing := {before for one in named.values() for before in one.after} - named.keys():
        raise ValueError(f"nothing is called {sorted(missing)}")
    order = TopologicalSorter({one.name: one.after for one in named.values()}).static_order()
    return tuple(named[name] for name in order)


def sweeps() -> tuple[Sweep, ...]:
    """Those that the rooms name in their `duties.py`."""
    return in_order(brought("SWEEPS", Sweep))


@cache
def _names() -> tuple[str, ...]:
    """The modules of all rooms; what lies beside them in `bot` puts them together, and brings nothing itself."""
    found = (name for package in (bot, directory) for name in _names_of(package))
    return tuple(sorted(name for name in found if name.count(".") > 1))


def _names_of(package: ModuleType) -> Iterator[str]:
    walked = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return (info.name for info in walked if not info.ispkg)
