"""The legal bases on which client data may be discussed, and what each allows; data in config/data/legal_bases.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.errors import Expected
from config.texts import Language, Translate

Direction = Literal["kela_to_county", "county_to_kela"]
"""From the organisation that asks to the one that is asked."""
OwnWorkerFor = Literal["kela", "county"]
"""Who is told a client's own worker: Kela's handlers, or the county's own workers."""
Fault = Literal["basis_unknown", "basis_missing", "basis_direction", "basis_topic"]
_ACT = re.compile(r"\b(?:SHL|TotuL|asiakaslaki|asiakastietolaki)\b")


@dataclass(frozen=True, slots=True)
class Basis:
    """One legal basis. `verify_law`: the present wording of the law has not been checked, and readers are told so."""

    code: str
    names: Mapping[Language, str]
    explanations: Mapping[Language, str]
    law: str
    """The reference, e.g. `SHL 1301/2014 35 §`; empty for the general question."""
    allows_client: bool
    directions: frozenset[Direction]
    own_worker: frozenset[OwnWorkerFor]
    """Who may be told on this basis that the client has an own worker, and whom."""
    verify_law: bool
    asks_consent: bool = False
    """Who consented, how and when has to be told."""
    topics: frozenset[str] = frozenset()
    """About which topics it can be used; empty for all."""

    def name(self, language: Language) -> str:
        """What the basis is called in a list."""
        return self.names[language]

    def explanation(self, language: Language) -> str:
        """When the basis holds, in a sentence or two."""
        return self.explanations[language]

    def title(self, language: Language, t: Translate) -> str:
        """The name as it is offered, with the reminder where the law's present wording has not been checked."""
        return reminded(self.names[language], t) if self.verify_law else self.names[language]

    def fits(self, topic: str) -> bool:
        """Whether it can be used about this topic."""
        return not self.topics or topic in self.topics


@dataclass(frozen=True, slots=True)
class Bases:
    """All bases in the order in which they are offered, as they stood on a date."""

    as_of: date
    by_code: Mapping[str, Basis]

    def offered(self, direction: Direction, topic: str = "", fitting: str = "") -> tuple[Basis, ...]:
        """The bases that can be chosen when asking in this direction about the topic; without one, about any.

        After the general question the client's consent comes first, because it is the main rule, then the basis that
        is `fitting` for the topic.
        """
        chosen = (
            basis
            for basis in self.by_code.values()
            if direction in basis.directions and (not topic or basis.fits(topic))
        )
        return tuple(sorted(chosen, key=lambda one: (one.allows_client, not one.asks_consent, one.code != fitting)))

    def for_own_worker(self, asker: OwnWorkerFor) -> tuple[Basis, ...]:
        """The bases that can be chosen when asking for a client's own worker. Not all of them allow the answer."""
        asking: frozenset[Direction] = frozenset({"kela_to_county"} if asker == "kela" else ())
        return tuple(
            one
            for one in self.by_code.values()
            if one.allows_client and (asker in one.own_worker or asking & one.directions)
        )

    def check(self, code: str, *, client_given: bool, direction: Direction, topic: str = "") -> Basis:
        """The chosen basis when it allows what is asked. Raises Expected with what to correct."""
        basis = self.by_code.get(code)
        if basis is None:
            raise _refusal("basis_unknown")
        if direction not in basis.directions:
            raise _refusal("basis_direction")
        if topic and not basis.fits(topic):
            raise _refusal("basis_topic")
        if client_given and not basis.allows_client:
            raise _refusal("basis_missing")
        return basis


class _BasisInFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: str
    name: dict[Language, str]
    explanation: dict[Language, str]
    law: str
    allows_client: bool
    directions: frozenset[Direction]
    own_worker: frozenset[OwnWorkerFor]
    verify_law: bool
    asks_consent: bool = False
    topics: frozenset[str] = frozenset()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    as_of: date
    basis: list[_BasisInFile]


@cache
def load_bases() -> Bases:
    """The shipped bases. Raises pydantic.ValidationError when the file is not of the expected form."""
    content = _File.model_validate(tomllib.loads(files("config").joinpath("data/legal_bases.toml").read_text("utf-8")))
    return Bases(content.as_of, {item.code: _basis(item) for item in content.basis})


def law_words(law: str, t: Translate) -> str:
    """A reference with the acts named in the reader's language: whoever keeps the list writes their Finnish names."""
    acts = {
        "SHL": t("Social Welfare Act", context="reference"),
        "TotuL": t("Act on Social Assistance", context="reference"),
        "asiakaslaki": t("Client Act", context="reference"),
        "asiakastietolaki": t("Client Data Act", context="reference"),
    }
    return _ACT.sub(lambda found: acts[found[0]], law)


def reminded(law: str, t: Translate) -> str:
    """A law or what rests on it, with the reminder that its present wording has not been checked."""
    return t("{law} (check the law)", law=law)


def _basis(item: _BasisInFile) -> Basis:
    return Basis(
        code=item.code,
        names=item.name,
        explanations=item.explanation,
        law=item.law,
        allows_client=item.allows_client,
        directions=item.directions,
        own_worker=item.own_worker,
        verify_law=item.verify_law,
        asks_consent=item.asks_consent,
        topics=item.topics,
    )


def _refusal(fault: Fault) -> Expected:
    return Expected(partial(_sentence, fault), code=fault)


def _sentence(fault: Fault, t: Translate) -> str:
    match fault:
        case "basis_unknown":
            return t("Choose the legal basis first. Nothing was sent.")
        case "basis_direction":
            return t("This legal basis cannot be used in this direction. Choose another one. Nothing was sent.")
        case "basis_topic":
            return t("This legal basis cannot be used about this topic. Choose another one. Nothing was sent.")
        case "basis_missing":
            return t("A general question takes no client. Choose another legal basis or leave the client out.")
