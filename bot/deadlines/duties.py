"""What this room does by itself."""

from bot.deadlines import counting
from bot.timers.kinds import TimerKind

TIMERS = (TimerKind(counting.KIND, counting.look, subject=counting.KIND),)
