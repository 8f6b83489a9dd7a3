"""The legal bases on which client data may be discussed, and what each allows; data in config/data/legal_bases.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.errors import Expected
from config.texts import Language, Translate

Direction = Literal["kela_to_county", "county_to_kela"]
"""From the organisation that asks to the one that is asked."""
OwnWorkerFor = Literal["kela", "county"]
"""Who is told a client's own worker: Kela's handlers, or the county's own workers."""
Fault = Literal["basis_unknown", "basis_missing", "basis_direction"]


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

    def name(self, language: Language) -> str:
        """What the basis is called in a list."""
        return self.names[language]

    def explanation(self, language: Language) -> str:
        """When the basis holds, in a sentence or two."""
        return self.explanations[language]


@dataclass(frozen=True, slots=True)
class Bases:
    """All bases in the order in which they are offered, as they stood on a date."""

    as_of: date
    by_code: Mapping[str, Basis]

    def offered(self, direction: Direction) -> tuple[Basis, ...]:
        """The bases that can be chosen when asking in this direction."""
        return tuple(basis for basis in self.by_code.values() if direction in basis.directions)

    def for_own_worker(self, asker: OwnWorkerFor) -> tuple[Basis, ...]:
        """The bases that can be chosen when asking for a client's own worker. Not all of them allow the answer."""
        asking: frozenset[Direction] = frozenset({"kela_to_county"} if asker == "kela" else ())
        return tuple(
            one
            for one in self.by_code.values()
            if one.allows_client and (asker in one.own_worker or asking & one.directions)
        )

    def check(self, code: str, *, client_given: bool, direction: Direction) -> Basis:
        """The chosen basis when it allows what is asked. Raises Expected with what to correct."""
        basis = self.by_code.get(code)
        if basis is None:
            raise _refusal("basis_unknown")
        if direction not in basis.directions:
            raise _refusal("basis_direction")
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


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    as_of: date
    basis: list[_BasisInFile]


def load_bases() -> Bases:
    """The shipped bases. Raises pydantic.ValidationError when the file is not of the expected form."""
    content = _File.model_validate(tomllib.loads(files("config").joinpath("data/legal_bases.toml").read_text("utf-8")))
    return Bases(content.as_of, {item.code: _basis(item) for item in content.basis})


def law_to_verify(basis: Basis, t: Translate) -> str:
    """The law reference as shown to people, with the reminder where its wording has not been checked."""
    return t("{law} (check the law)", law=basis.law) if basis.verify_law else basis.law


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
    )


def _refusal(fault: Fault) -> Expected:
    return Expected(partial(_sentence, fault), code=fault)


def _sentence(fault: Fault, t: Translate) -> str:
    match fault:
        case "basis_unknown":
            return t("Choose the legal basis first. Nothing was sent.")
        case "basis_direction":
            return t("This legal basis cannot be used in this direction. Choose another one. Nothing was sent.")
        case "basis_missing":
            return t("A general question takes no client. Choose another legal basis or leave the client out.")
