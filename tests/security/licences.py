"""The licences of what is installed beside the bot, as each package states them: python -m tests.security.licences."""

import re
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
DOCUMENT = ROOT / "docs" / "dependencies.md"
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)
HEAD = """# What runs beside the bot

Every package of `requirements.lock` with its licence, as the package itself states it; versions and hashes are there.
Made by `python -m tests.security.licences`. A test compares it with what is installed and refuses an unknown licence.

| package | licence |
|---|---|
"""
_SHORT = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def pinned(lock: Path = LOCK) -> list[str]:
    """The names in a lock file, in its order."""
    return [found[1] for found in PINNED.finditer(lock.read_text("utf-8"))]


def licence_of(package: str) -> str:
    """The licence in SPDX's words where the package gives them, otherwise by its classifiers."""
    told = metadata(package)
    if "License-Expression" in told:
        return told["License-Expression"]
    classifiers = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one.startswith("License")]
    named = sorted(_SHORT[one] for one in classifiers if one in _SHORT)
    return " OR ".join(named) or str(told.json.get("license", "")).partition("\n")[0].strip()


def document() -> str:
    """The whole of docs/dependencies.md."""
    return HEAD + "".join(f"| {name} | {licence_of(name)} |\n" for name in pinned())


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
