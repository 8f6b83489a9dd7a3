"""Looking into JSON that somebody else wrote: every value is checked before it is used."""

from collections.abc import Mapping

Json = Mapping[str, object]


def json_object(value: object) -> Json:
    """The value as an object. Raises ValueError when it is something else."""
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - wrong content of a message, not a wrong type in the code
    return value


def json_objects(value: object) -> list[Json]:
    """The objects of a list; empty when there is no list, other members are passed over."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def json_strings(value: object) -> list[str]:
    """The strings of a list; empty when there is no list, other members are passed over."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
