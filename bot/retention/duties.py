"""What this room does by itself."""

from datetime import timedelta

from bot.retention import expiring, offering, store, wiping
from bot.retention.expiring_posts import forget_posts
from bot.retention.wipe_day import adopt_closed_matters
from bot.rooms import Sweep
from bot.timers.kinds import TimerKind
from bot.timers.rounds import Round, every

TIMERS = (
    TimerKind(store.OFFER, offering.offer, subject=store.SUBJECT, wiped=False),
    TimerKind(store.WIPE, wiping.wipe, subject=store.SUBJECT, wiped=False),
)
"""The wipe cannot delete the timer by which it was called: `wiping.wipe` deletes those before it."""
ROUNDS = (Round("retention", every(timedelta(hours=1)), adopt_closed_matters),)
SWEEPS = (
    Sweep("held_line", expiring.forget_held_lines),
    Sweep("consultation_draft", expiring.forget_forms),
    Sweep("post", forget_posts, after=("consultation_draft", "directory_change_post", "outbox")),
)
