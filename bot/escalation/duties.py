"""What this room does by itself."""

from bot.consultation.waiting import clocks
from bot.escalation import escalating
from bot.timers.kinds import TimerKind

TIMERS = (TimerKind(clocks.KIND, escalating.escalate, subject=clocks.SUBJECT),)
