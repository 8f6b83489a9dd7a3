"""The bot: what Teams brings in, what goes out, and the rooms in which it is done."""

import sys

# structlog loads rich, 66 modules, to colour tracebacks wherever that is installed. Ours are JSON (decision 0048).
_rich = sys.modules.get("rich")
sys.modules["rich"] = None  # type: ignore[assignment]  # Python's way to say: not to be had
import structlog as _  # noqa: E402, F401

del sys.modules["rich"]
if _rich:
    sys.modules["rich"] = _rich
