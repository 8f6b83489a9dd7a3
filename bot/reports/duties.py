"""What this room does by itself."""

from datetime import timedelta

from bot.reports import morning, weekly_digest
from bot.timers.rounds import Round, in_working_hours

ROUNDS = (
    Round("morning", in_working_hours(timedelta(minutes=10)), morning.tell_coordinators, after=("coverage",)),
    Round("digest", in_working_hours(timedelta(minutes=10)), weekly_digest.tell_coordinators, after=("morning",)),
)
