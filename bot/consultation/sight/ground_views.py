"""The card of a consultation's legal basis, as one reader sees it."""

from bot.bases.bases import Direction
from bot.bases.basis_wording import basis_option
from bot.bases.consent_wording import consent_options, ended_words, given_words
from bot.bases.grounds import read_ground
from bot.consultation.rules.model import Consultation, Side
from bot.consultation.sight.reader_view import Reading
from cards.client.client_part import GENERAL
from cards.client.consent_part import ConsentAnswers, ConsentPartView
from cards.client.ground import GroundView
from directory.reference import KELA
from directory.time.calendar import helsinki_date
from directory.time.time_wording import full_moment_words


def direction_of(case: Consultation) -> Direction:
    """From the side that asks to the one that is asked."""
    return "kela_to_county" if case.asking_organisation == KELA else "county_to_kela"


def ground_view(
    reading: Reading,
    case: Consultation,
    side: Side,
    *,
    answers: ConsentAnswers | None = None,
    problem: tuple[str, str] = ("", ""),
    chosen: str = "",
) -> GroundView:
    """The basis as it was chosen. The asking side may change it while the matter is open, and tell that a consent has
    ended as long as it keeps a client."""
    t, ground = reading.t, case.ground or read_ground(case.basis, None)
    holds = side == "asking" and case.state != "closed"
    keeps = side == "asking" and case.client == "sealed"
    ended = ground.ended
    offered = (
        reading.services.bases_of(case.asking_organisation).offered(direction_of(case), case.topic) if holds else ()
    )
    return GroundView(
        consultation=case.number,
        topic=reading.topic(case),
        place=reading.place(case),
        basis=ground.name(reading.language),
        law=ground.reference(t),
        consent=given_words(ground.consent, t) if ground.consent else "",
        ended=ended_words(ended, t) if ended else "",
        ended_at=full_moment_words(ended.at, t) if ended else "",
        may_end=(holds or keeps) and ground.consent is not None and ended is None,
        bases=tuple(basis_option(one, reading.language, t) for one in offered if one.code != GENERAL),
        chooses=holds,
        consents=ConsentPartView(
            consent_options(t),
            helsinki_date(reading.now).isoformat(),
            answers or ConsentAnswers(),
            opened=answers is not None,
        ),
        chosen=chosen,
        problem=problem,
        closed=case.state == "closed",
    )
