"""What this room does by itself."""

from datetime import timedelta

from bot.timers.rounds import Round, in_working_hours
from bot.upkeep.checks.check_rounds import monthly, weekly

ROUNDS = (
    Round("contacts", in_working_hours(timedelta(minutes=10)), monthly),
    Round("coverage", in_working_hours(timedelta(minutes=10)), weekly, after=("contacts",)),
)
