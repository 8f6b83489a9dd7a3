"""What this room does by itself."""

from bot.consultation.acting.other_side import tell_of_switch
from bot.timers.kinds import TimerKind
from bot.upkeep.organisations import switching_off

TIMERS = (TimerKind(switching_off.KIND, tell_of_switch, subject=switching_off.SUBJECT, wiped=False),)
