"""What this room does by itself."""

from bot.rooms import Sweep
from bot.upkeep.words import corrections

SWEEPS = (Sweep("reading_correction", corrections.forget_old),)
