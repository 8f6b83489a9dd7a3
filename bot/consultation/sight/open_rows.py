"""What is open for a person, as the rows of a list."""

from bot.consultation.rules.model import Consultation, Someone
from bot.consultation.sight.reader_view import Reading
from cards.consultation.open_list import OpenRowView
from directory.time.time_wording import moment_words


def open_row(reading: Reading, case: Consultation, person: Someone) -> OpenRowView:
    """One open matter as this person sees it."""
    asked_by_me = person.is_same_as(case.asker)
    mine = case.taker is not None and person.is_same_as(case.taker)
    taker = case.taker.name if case.taker else ""
    return OpenRowView(
        consultation=case.number,
        version=case.version,
        topic=reading.topic(case),
        place=reading.place(case),
        role="asked" if asked_by_me else "received",
        state="mine" if mine else "taken" if case.taker else "waiting",
        person=taker if asked_by_me else case.asker.name,
        answer_by=moment_words(case.answer_by, reading.t),
    )
