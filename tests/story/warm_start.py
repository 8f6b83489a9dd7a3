"""Imported by the process that killed bots are forked from: what each start would do again with the same outcome."""

from datetime import date
from importlib import import_module

import pytest

from bot.bootstrap import read_ahead, shipped
from bot.dispatch.discovery import discover
from bot.privacy.weak_secrets import is_weak_key
from tests.quick_start import read_once

for name in ("bot.__main__", "bot.app", "alembic.command", "asyncpg", "config.migrate"):
    import_module(name)
read_once(pytest.MonkeyPatch())
shipped()
discover()
is_weak_key(bytes(range(32)))
read_ahead(date(2026, 11, 24))
