"""Writes the data map in docs/privacy.md from what the tables tell: `python -m bot.cli.data_map_table`."""

from pathlib import Path

from bot.tables import data_map
from config.data_map import Told

DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"
HEAD = """| table | personal columns | other columns | of whom | why | kept |
|---|---|---|---|---|---|
"""


def document() -> str:
    """The whole page with the map as the tables tell it."""
    before, _, rest = DOCUMENT.read_text("utf-8").partition(HEAD)
    _, _, after = rest.partition("\n\n")
    rows = "\n".join(_row(one) for one in data_map())
    return f"{before}{HEAD}{rows}\n\n{after}"


def write_map() -> None:
    """Writes the page."""
    DOCUMENT.write_text(document(), encoding="utf-8")


def _row(one: Told) -> str:
    cells = (f"`{one.table.name}`", _columns(one.personal), _columns(one.other), one.of, one.why, one.kept)
    return f"| {' | '.join(cells)} |"


def _columns(names: str) -> str:
    return " ".join(f"`{name}`" for name in names.split()) or "–"


if __name__ == "__main__":
    write_map()
