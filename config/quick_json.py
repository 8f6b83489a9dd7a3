"""JSON of texts that people write, written and read by orjson; what that refuses by Python's own module.

Half of a sign of two halves, as a phone may send it, is no UTF-8: orjson takes it neither in nor out.
"""

import json
from typing import Any

import orjson


def written(value: object, *, sorted_keys: bool = False) -> str:
    """The value as JSON; with its keys sorted, two that are equal are written alike."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS if sorted_keys else None).decode()
    except orjson.JSONEncodeError:
        return json.dumps(value, sort_keys=sorted_keys)


def read(text: str | bytes) -> Any:  # noqa: ANN401 - whatever was written
    """What was written, by `written` or otherwise."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)
