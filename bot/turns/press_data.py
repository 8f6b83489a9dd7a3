"""Reading what a pressed card sends: its own data and its fields, unchecked until here."""

from bot.turns.turn import Press


def text_in(press: Press, name: str) -> str:
    """A text field of a card, trimmed; empty when it was not sent. PostgreSQL stores no NUL characters."""
    value = press.data.get(name)
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""
