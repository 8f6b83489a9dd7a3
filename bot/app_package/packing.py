"""Writes the Teams app package: a zip with the manifest, its translations and the icons."""

import json
import re
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.app_package.manifest import COLOR_ICON, OUTLINE_ICON, AppIdentity, CommandText, manifest, translations
from bot.dispatch.discovery import discover
from bot.errors import Expected
from bot.turns.command import Command
from config.texts import Translate

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{4,253}}\Z)(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])", re.ASCII)


def build(app_id: str, domain: str, out: Path, commands: Sequence[CommandText] | None = None) -> None:
    """Writes the package for the bot of this Microsoft App ID, which runs on this host.

    The same input gives the same bytes. `commands` default to those of the bot. Raises Expected when the id is not a
    GUID, the domain not a host name, or the file cannot be written.
    """
    offered = commands if commands is not None else [command_text(one) for one in discover().all if one.in_manifest]
    identity = AppIdentity(_checked_app_id(app_id), _checked_domain(domain), version("kuntayhteys"))
    content = {"manifest.json": _json(manifest(identity, offered))}
    content |= {name: _json(translation) for name, translation in translations(offered).items()}
    icons = files("bot.app_package") / "icons"
    content |= {name: (icons / name).read_bytes() for name in (COLOR_ICON, OUTLINE_ICON)}
    try:
        with ZipFile(out, "w", ZIP_DEFLATED) as package:
            for name, data in content.items():
                entry = ZipInfo(name)
                entry.external_attr = 0o644 << 16
                package.writestr(entry, data, ZIP_DEFLATED)
    except OSError:
        raise Expected(partial(_cannot_write, out), code="cannot_write") from None


def command_text(command: Command) -> CommandText:
    """A typed command as the app package words it; its aliases are the Finnish and the Swedish word, in this order."""
    finnish, swedish = command.aliases[:2]
    return CommandText({"fi": finnish, "sv": swedish, "en": command.name}, command.help)


def _checked_app_id(app_id: str) -> str:
    given = app_id.strip().lower()
    if not _GUID.fullmatch(given):
        raise Expected(_not_a_guid, code="app_id")
    return given


def _checked_domain(domain: str) -> str:
    given = domain.strip().lower()
    if not _DOMAIN.fullmatch(given):
        raise Expected(_not_a_domain, code="domain")
    return given


def _not_a_guid(t: Translate) -> str:
    return t("The app id must be a GUID, for example 12345678-90ab-cdef-1234-567890abcdef. Nothing was written.")


def _not_a_domain(t: Translate) -> str:
    return t(
        "The domain must be a host name without https:// and path, for example bot.example.fi. Nothing was written."
    )


def _cannot_write(out: Path, t: Translate) -> str:
    return t("The file {path} cannot be written. Choose another place for it.", path=out)


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"
