"""Writes the agreed cards anew, after their change has been looked at: python -m tests.cards.golden."""

import json

from config.texts import texts
from tests.cards.scenes import SCENES
from tests.cards.test_cards import GOLDEN, KEPT


def main() -> None:
    """One JSON file per kept card, in Finnish."""
    GOLDEN.mkdir(exist_ok=True)
    for name in KEPT:
        text = json.dumps(SCENES[name](texts("fi")), ensure_ascii=False, indent=1)
        (GOLDEN / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
