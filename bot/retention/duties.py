"""What this room does by itself."""

from datetime import timedelta

from bot.retention import offering, store, wiping
from bot.retention.wipe_day import adopt_closed_matters
from bot.timers.kinds import TimerKind
from bot.timers.rounds import Round, every

TIMERS = (
    TimerKind(store.OFFER, offering.offer, subject=store.SUBJECT, wiped=False),
    TimerKind(store.WIPE, wiping.wipe, subject=store.SUBJECT, wiped=False),
)
"""The wipe cannot delete the timer by which it was called: `wiping.wipe` deletes those before it."""
ROUNDS = (Round("retention", every(timedelta(hours=1)), adopt_closed_matters),)
