"""What this room does by itself."""

from datetime import timedelta

from bot.ownworkers.link_rounds import keep_own_workers
from bot.timers.rounds import Round, every

ROUNDS = (Round("own_workers", every(timedelta(minutes=10)), keep_own_workers, after=("contacts",)),)
