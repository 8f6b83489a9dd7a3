"""Finding what the rooms bring by the names of their files: nothing is registered anywhere (decision 0035)."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import bot
import directory


def modules(*endings: str) -> tuple[ModuleType, ...]:
    """Imports every module whose dotted name ends so, in one order on all machines."""
    return tuple(importlib.import_module(name) for name in _names() if name.endswith(endings))


@cache
def _names() -> tuple[str, ...]:
    """The modules of all rooms; what lies beside them in `bot` puts them together, and brings nothing itself."""
    found = (name for package in (bot, directory) for name in _names_of(package))
    return tuple(sorted(name for name in found if name.count(".") > 1))


def _names_of(package: ModuleType) -> Iterator[str]:
    walked = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return (info.name for info in walked if not info.ispkg)
