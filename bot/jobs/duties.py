"""What this room does by itself."""

from datetime import timedelta

from bot.jobs.housekeeping import keep_house
from bot.timers.rounds import Round, every

ROUNDS = (Round("housekeeping", every(timedelta(hours=1)), keep_house, after=("retention",)),)
