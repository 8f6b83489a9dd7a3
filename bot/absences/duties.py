"""What this room does by itself."""

from datetime import timedelta

from bot.absences.absence_round import offer_hand_overs
from bot.timers.rounds import Round, every

ROUNDS = (Round("absences", every(timedelta(minutes=1)), offer_hand_overs),)
