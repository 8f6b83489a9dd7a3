"""Log lines as JSON on standard error: event names, ids and codes; never a text, name, token or identity code."""

import logging
import sys
import traceback
from pathlib import Path

import structlog

QUIET = (
    "aiohttp.access",
    "apscheduler",
    "azure",
    "httpcore",
    "httpx",
    "msal",
    "msgraph",
    "sqlalchemy",
)
"""Libraries that would log addresses, headers or parameters."""


def set_up_logging(level: str) -> None:
    """Configures structlog and quiets the libraries."""
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format='{"event": "%(name)s", "level": "%(levelname)s"}'
    )
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def origin(error: BaseException) -> str:
    """Where an error came from, as files and lines only: its message and values may hold what must not be logged."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames[-12:])
