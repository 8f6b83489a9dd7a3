"""Data protection keeps the list of legal bases: one person proposes a version, another one accepts it."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.bases import store
from bot.bases.bases import Basis
from bot.bases.basis_lists import Version, checked_version, decided, differs, own_direction, own_side
from bot.errors import Denied, Expected
from bot.privacy.guarding import refuse_identity_codes
from bot.turns import logged
from bot.turns.authorisation import Member, listed, required
from bot.turns.turn import Turn
from bot.turns.work import Work
from cards.buttons.basis_data import BasisSaveData
from config.texts import Language
from directory.people.contacts import Contact, Directory
from directory.time.calendar import helsinki_date

PROPOSED, ACCEPTED, REJECTED = "basis_proposed", "basis_accepted", "basis_rejected"
_Value = TypeVar("_Value")
OWN_CODE = re.compile(r"own-[0-9a-f]{8}")
"""The code of a basis that an organisation has added itself."""


def deciders(directory: Directory, version: Version) -> tuple[Contact, ...]:
    """Who may accept it: the organisation's data protection and coordinators, never its maker."""
    people = (
        one
        for role in ("data_protection", "coordinator")
        for one in directory.with_role(version.organisation, role)
        if one.aad_object_id and one.directory_id != version.made_by
    )
    return tuple({one.id: one for one in people}.values())


def may_decide(me: Member, version: Version) -> bool:
    """Whether a version concerns this person at all."""
    of_role = me.contact.is_a("data_protection") or me.contact.is_a("coordinator")
    return me.organisation.code == version.organisation and of_role


async def propose(work: Work, turn: Turn, data: BasisSaveData) -> Version:
    """The form's version, waiting for another person. Raises Expected with what to correct."""
    me = required(work.directory, turn, "data_protection")
    version = _read(work, me, data)
    checked_version(version, helsinki_date(work.now))
    if not differs(version, work.services.basis_lists.current):
        raise Expected(
            lambda t: t("Everything is like this already. Nothing was changed."),
            code="nothing_changes",
            keeps_card=True,
        )
    if not deciders(work.directory, version):
        raise Expected(
            lambda t: t(
                "Another person of your organisation accepts this, and there is none: data protection or a "
                "coordinator. Nothing was changed."
            ),
            code="no_second",
            keeps_card=True,
        )
    stored = replace(version, id=await store.create(work.connection, version, work.now))
    logged.note(work, turn, PROPOSED, basis=version.basis.code)
    return stored


async def decide(work: Work, turn: Turn, version_id: int, *, accepts: bool) -> Version:
    """*Hyväksy* or *Hylkää*. Raises Expected: unknown, decided already, or one's own to accept."""
    me = listed(work.directory, turn)
    found = await store.load(work.connection, version_id, me.organisation.code)
    if found is None or not may_decide(me, found):
        raise Denied(
            lambda t: t("There is no such change of the legal bases in your organisation."), code="unknown_basis_change"
        )
    after = decided(found, me.contact.directory_id, accepts=accepts)
    if accepts and after.valid_from < helsinki_date(work.now):
        after = replace(after, valid_from=helsinki_date(work.now))
    await store.decide(work.connection, after, me.contact.name, work.now)
    services = work.services
    work.afterwards.append(lambda: services.basis_lists.refresh(services.database))
    logged.note(work, turn, ACCEPTED if accepts else REJECTED, basis=after.basis.code)
    return after


def _read(work: Work, me: Member, data: BasisSaveData) -> Version:
    names = _by_language(data.name_fi, data.name_sv, data.name_en)
    explanations = _by_language(data.explanation_fi, data.explanation_sv, data.explanation_en)
    law = _on_one_line(data.law)
    refuse_identity_codes(*names.values(), *explanations.values(), law)
    code = data.basis
    known = work.services.bases_of(me.organisation.code).by_code.get(code)
    if known is None and code and not OWN_CODE.fullmatch(code):
        raise Expected(lambda t: t("This basis is not on the list any more. Look at /basis."), code="stale_basis")
    topics = {one for one in data.topics.split(",") if one in work.services.reference.topics}
    direction, side = own_direction(me.organisation.code), own_side(me.organisation.code)
    basis = Basis(
        code=code or f"own-{uuid.uuid4().hex[:8]}",
        names=names,
        explanations=explanations,
        law=law,
        allows_client=data.allows_client,
        directions=_marked(known.directions if known else frozenset({direction}), direction, data.asks),
        own_worker=_marked(known.own_worker if known else frozenset(), side, data.own_worker),
        verify_law=data.verify_law,
        asks_consent=data.asks_consent,
        topics=frozenset(topics),
    )
    in_use = not known or data.in_use
    return Version(
        0,
        me.organisation.code,
        basis,
        _day(data.valid_from, helsinki_date(work.now)),
        in_use,
        "waiting",
        me.contact.directory_id,
        me.contact.name,
    )


def _by_language(fi: str, sv: str, en: str) -> Mapping[Language, str]:
    return {"fi": _on_one_line(fi), "sv": _on_one_line(sv), "en": _on_one_line(en)}


def _on_one_line(typed: str) -> str:
    """Whoever accepts must not take a part of one text for another property's line."""
    return " ".join(typed.split())


def _marked(before: frozenset[_Value], value: _Value, ticked: bool | None) -> frozenset[_Value]:
    """With the value as the form marks it; a form that does not ask leaves it as it was."""
    if ticked is None:
        return before
    return before | {value} if ticked else before - {value}


def _day(typed: str, today: date) -> date:
    """The first day; today when the field was emptied."""
    try:
        return date.fromisoformat(typed[:10])
    except ValueError:
        return today
