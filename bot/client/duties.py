"""What this room does by itself."""

from bot.client import grounding
from bot.timers.kinds import TimerKind

TIMERS = (TimerKind(grounding.KIND, grounding.expire, subject=grounding.KIND),)
