"""What this room does by itself."""

from bot.followups import reminding, setting
from bot.timers.kinds import TimerKind

TIMERS = (TimerKind(setting.KIND, reminding.remind, subject=setting.KIND),)
