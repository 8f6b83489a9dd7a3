"""What this room does by itself."""

from bot.consultation.reminding import snoozing
from bot.rooms import Sweep

SWEEPS = (Sweep("snooze", snoozing.forget_old),)
