"""The legal basis of a consultation as it was when it was chosen, with the consent behind it and what ended that.

Kept with the consultation: a later version of the basis changes nothing in it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal, cast

from bot.bases.bases import Basis, OwnWorkerFor, law_words, load_bases, reminded
from bot.bases.consent import Consent, ConsentBy, ConsentHow, GivenConsent
from config.texts import LANGUAGES, Language, Translate

EndedWhy = Literal["withdrawn", "narrowed", "expired"]
ENDED_WHY: tuple[EndedWhy, ...] = ("withdrawn", "narrowed", "expired")
Stored = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Ended:
    """Why and when (UTC) a consent stopped covering the matter."""

    why: EndedWhy
    at: datetime


@dataclass(frozen=True, slots=True)
class Ground:
    """The basis as it was, and the consent as it was told."""

    code: str
    names: Mapping[Language, str]
    law: str
    verify_law: bool
    allows_client: bool
    own_worker: frozenset[OwnWorkerFor]
    consent: GivenConsent | None = None
    ended: Ended | None = None
    """The consent covers the matter no more, and no other basis has been chosen since."""
    ended_before: Ended | None = None
    """A consent that this ground came in the place of."""

    def name(self, language: Language) -> str:
        """What the basis was called."""
        return self.names[language]

    def reference(self, t: Translate) -> str:
        """The law, with the reminder where its wording had not been checked; empty for the general question."""
        law = law_words(self.law, t)
        return reminded(law, t) if self.verify_law else law

    @property
    def logged(self) -> str:
        """The basis with the consent's details, as the access log keeps it: `consent:client-orally`."""
        return f"{self.code}:{self.consent.consent.code}" if self.consent else self.code


def ground_of(basis: Basis, consent: GivenConsent | None = None, ended_before: Ended | None = None) -> Ground:
    """What is kept of a basis that has just been chosen."""
    return Ground(
        code=basis.code,
        names=basis.names,
        law=basis.law,
        verify_law=basis.verify_law,
        allows_client=basis.allows_client,
        own_worker=basis.own_worker,
        consent=consent,
        ended_before=ended_before,
    )


def stored_ground(ground: Ground) -> dict[str, object]:
    """As the database keeps it: codes, dates and the law's own words, nothing of the client."""
    given = ground.consent
    return {
        "names": dict(ground.names),
        "law": ground.law,
        "verify_law": ground.verify_law,
        "allows_client": ground.allows_client,
        "own_worker": sorted(ground.own_worker),
        "consent": None
        if given is None
        else {
            **asdict(given.consent),
            "given_on": given.given_on.isoformat(),
            "until": given.until.isoformat() if given.until else "",
        },
        "ended": _stored_end(ground.ended),
        "ended_before": _stored_end(ground.ended_before),
    }


def read_ground(code: str, stored: Stored | None) -> Ground:
    """A stored ground; of a consultation older than this product's grounds, the shipped basis."""
    if not stored:
        return ground_of(load_bases().by_code[code])
    names = cast("Mapping[str, str]", stored["names"])
    given = cast("Mapping[str, str] | None", stored["consent"])
    return Ground(
        code=code,
        names={language: names[language] for language in LANGUAGES},
        law=str(stored["law"]),
        verify_law=bool(stored["verify_law"]),
        allows_client=bool(stored["allows_client"]),
        own_worker=frozenset(cast("list[OwnWorkerFor]", stored["own_worker"])),
        consent=_given(given) if given else None,
        ended=_read_end(stored["ended"]),
        ended_before=_read_end(stored["ended_before"]),
    )


def _given(stored: Mapping[str, str]) -> GivenConsent:
    return GivenConsent(
        Consent(cast("ConsentBy", stored["by"]), cast("ConsentHow", stored["how"])),
        date.fromisoformat(stored["given_on"]),
        date.fromisoformat(stored["until"]) if stored["until"] else None,
    )


def _stored_end(ended: Ended | None) -> dict[str, str] | None:
    return None if ended is None else {"why": ended.why, "at": ended.at.isoformat()}


def _read_end(stored: object) -> Ended | None:
    if not isinstance(stored, Mapping):
        return None
    return Ended(cast("EndedWhy", stored["why"]), datetime.fromisoformat(str(stored["at"])))
