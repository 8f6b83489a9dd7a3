"""The legal bases that each organisation's people may choose, as its data protection keeps them: every version, dated.

A list is the shipped bases with the organisation's own versions over them. No version is ever changed: another one
comes after it, and what was chosen before stays as it was (bot.bases.grounds).
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from bot.bases.bases import Bases, Basis, Direction, OwnWorkerFor
from bot.errors import Expected
from config.texts import Language, Translate
from directory.records.field_shapes import holds_markup
from directory.reference import KELA

VersionState = Literal["waiting", "accepted", "rejected"]
GENERAL = "general"
NOT_YET = datetime.max.replace(tzinfo=UTC)
LONGEST_NAME, LONGEST_LAW, LONGEST_EXPLANATION = 90, 120, 400


@dataclass(frozen=True, slots=True)
class Version:
    """One organisation's wording of one basis, from a day on. `in_use` False takes the basis off the list."""

    id: int
    organisation: str
    basis: Basis
    valid_from: date
    """Finnish date."""
    in_use: bool
    state: VersionState
    made_by: tuple[str, str]
    """Tenant id and directory id."""
    made_by_name: str
    decided_by_name: str = ""
    decided_at: datetime | None = None
    """UTC; None while it waits."""


def _order(version: Version) -> tuple[date, datetime, int]:
    """Of two versions from the same day the one accepted last holds, in whatever order they were proposed."""
    return version.valid_from, version.decided_at or NOT_YET, version.id


@dataclass(frozen=True, slots=True)
class BasisLists:
    """All organisations' lists at once."""

    shipped: Bases
    versions: tuple[Version, ...] = ()
    """The accepted ones, oldest first."""

    def of(self, organisation: str, day: date) -> Bases:
        """What the organisation's people may choose on a Finnish date, in the order in which it is offered."""
        found = dict(self.shipped.by_code)
        for version in self._until(organisation, day):
            if version.in_use:
                found[version.basis.code] = version.basis
            else:
                found.pop(version.basis.code, None)
        return Bases(self.shipped.as_of, found)

    def since(self, organisation: str, code: str, day: date) -> date | None:
        """From when the wording in force on that day holds; None for the shipped one."""
        mine = [one.valid_from for one in self._until(organisation, day) if one.basis.code == code]
        return mine[-1] if mine else None

    def before(self, version: Version) -> Basis | None:
        """What was in force in this version's place on its first day; None where it brings a new basis."""
        earlier = tuple(one for one in self.versions if _order(one) < _order(version))
        found = replace(self, versions=earlier).of(version.organisation, version.valid_from)
        return found.by_code.get(version.basis.code)

    def name(self, organisation: str, code: str, language: Language) -> str:
        """What a basis is called in the log: by its newest wording, in use or not; empty when nobody knows it."""
        own = [one.basis for one in self.versions if (one.organisation, one.basis.code) == (organisation, code)]
        found = own[-1] if own else self.shipped.by_code.get(code)
        return found.name(language) if found else ""

    def _until(self, organisation: str, day: date) -> list[Version]:
        mine = (one for one in self.versions if one.organisation == organisation and one.valid_from <= day)
        return sorted(mine, key=_order)


def checked_version(version: Version, today: date) -> Version:
    """The version as it may be kept. Raises Expected with what to correct."""
    basis = version.basis
    if basis.code == GENERAL:
        raise _refused("basis_general")
    if version.valid_from < today:
        raise _refused("basis_day")
    names = [basis.names[language].strip() for language in basis.names]
    if not all(names) or not basis.law.strip():
        raise _refused("basis_incomplete")
    too_long = any(len(one) > LONGEST_NAME for one in names) or len(basis.law) > LONGEST_LAW
    if too_long or any(len(one) > LONGEST_EXPLANATION for one in basis.explanations.values()):
        raise _refused("basis_too_long")
    if any(map(holds_markup, (*names, *basis.explanations.values(), basis.law))):
        raise _refused("basis_markup")
    if basis.asks_consent and not basis.allows_client:
        raise _refused("basis_consent_alone")
    own_worker = own_side(version.organisation) in basis.own_worker
    if own_worker and not basis.allows_client:
        raise _refused("basis_own_worker_alone")
    if version.in_use and not own_worker and own_direction(version.organisation) not in basis.directions:
        raise _refused("basis_for_nothing")
    return version


def own_direction(organisation: str) -> Direction:
    """In which direction the organisation's people ask: of a basis on their list the other one means nothing."""
    return "kela_to_county" if organisation == KELA else "county_to_kela"


def own_side(organisation: str) -> OwnWorkerFor:
    """As whom the organisation's people are told a client's own worker."""
    return "kela" if organisation == KELA else "county"


def decided(version: Version, by: tuple[str, str], *, accepts: bool) -> Version:
    """The version after another person's *Hyväksy* or *Hylkää*; its maker only takes it back. Raises Expected."""
    if version.state != "waiting":
        raise _refused("basis_decided")
    if accepts and by == version.made_by:
        raise _refused("basis_another")
    return replace(version, state="accepted" if accepts else "rejected")


def differs(version: Version, lists: BasisLists) -> bool:
    """Whether the version would change anything on its first day."""
    now = lists.of(version.organisation, version.valid_from).by_code.get(version.basis.code)
    return (now != version.basis) if version.in_use else (now is not None)


def _refused(code: str) -> Expected:
    keeps_card = code not in {"basis_general", "basis_decided", "basis_another"}
    return Expected(lambda t: _sentences(t)[code], code=code, keeps_card=keeps_card)


def _sentences(t: Translate) -> dict[str, str]:
    return {
        "basis_general": t("The general question stays as it is: it takes no client. Nothing was changed."),
        "basis_day": t("Choose a first day from today on: what was chosen stays as it was. Nothing was changed."),
        "basis_incomplete": t("Write the name in all three languages and the law. Nothing was changed."),
        "basis_consent_alone": t("A basis that asks for consent is about a client: mark both. Nothing was changed."),
        "basis_own_worker_alone": t(
            "The own worker is told of a client: mark that a client may be referred to. Nothing was changed."
        ),
        "basis_for_nothing": t(
            "The basis could be used for nothing. Mark what it is for, or that it cannot be chosen any more. "
            "Nothing was changed."
        ),
        "basis_too_long": t("The name, the law or the explanation is too long. Nothing was changed."),
        "basis_markup": t("Leave out web addresses and the marks [ ] < > { } | * _ ~ `. Nothing was changed."),
        "basis_decided": t("This change of the bases has been decided already."),
        "basis_another": t("Another person accepts a change of the bases: not its maker."),
    }
