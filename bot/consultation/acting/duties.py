"""What this room does by itself."""

from datetime import timedelta

from bot.consultation.acting import leavers
from bot.timers.rounds import Round, every

ROUNDS = (Round("leavers", every(timedelta(minutes=1)), leavers.settle_all),)
