"""Looking into JSON that somebody else wrote: every value is checked before it is used."""

from collections.abc import Mapping

Json = Mapping[str, object]


class Unreadable(ValueError):  # noqa: N818 - names what the JSON is
    """Something in the JSON is missing or of another type; the message says what."""


def as_object(value: object, name: str = "value") -> Json:
    """The value as an object. Raises Unreadable."""
    if not isinstance(value, dict):
        raise Unreadable(f"{name} must be an object")
    return value


def inner(holder: object, *keys: str) -> Json:
    """The object under these keys, or an empty one."""
    for key in keys:
        holder = holder.get(key) if isinstance(holder, dict) else None
    return holder if isinstance(holder, dict) else {}


def objects(value: object) -> list[Json]:
    """The objects in a list; other members, and anything that is no list, are passed over."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def strings(value: object) -> tuple[str, ...]:
    """The strings in a list; other members, and anything that is no list, are passed over."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def text(holder: Json, key: str, default: str = "") -> str:
    """A string that may be left out. Raises Unreadable when there is something else in its place."""
    value = holder.get(key)
    if value is None:
        return default
    if not isinstance(value, str):
        raise Unreadable(f"{key} must be a string")
    return value


def needed_text(holder: Json, key: str) -> str:
    """A string that must be there and not be empty. Raises Unreadable."""
    value = text(holder, key)
    if not value:
        raise Unreadable(f"{key} is missing")
    return value


def flag(holder: Json, key: str, *, default: bool = False) -> bool:
    """True or false. Raises Unreadable."""
    value = holder.get(key, default)
    if not isinstance(value, bool):
        raise Unreadable(f"{key} must be true or false")
    return value


def count(holder: Json, key: str, default: int = 0) -> int:
    """A whole number from 0 on; true counts as 1 and false as 0. Raises Unreadable."""
    value = holder.get(key, default)
    if not isinstance(value, int) or value < 0:
        raise Unreadable(f"{key} must be a whole number from 0 on")
    return int(value)
