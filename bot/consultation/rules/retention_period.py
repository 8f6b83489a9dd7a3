"""For how long an organisation keeps closed consultations. No input or output here."""

from dataclasses import dataclass

SHORTEST_DAYS, USUAL_DAYS, LONGEST_DAYS = 7, 30, 365


@dataclass(frozen=True, slots=True)
class Period:
    """For how many days after closing an organisation keeps its matters."""

    days: int = USUAL_DAYS

    def __post_init__(self) -> None:
        if not SHORTEST_DAYS <= self.days <= LONGEST_DAYS:
            raise ValueError("the period is out of range")
