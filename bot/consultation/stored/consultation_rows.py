"""Rows of a consultation, texts in clear, and the model: the only place that turns one into the other."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from bot.bases.grounds import read_ground, stored_ground
from bot.consultation.rules.model import Consultation, Line, Outcome, Receiver, ReceiverState, Side, Someone, State
from bot.privacy.sealed_texts import write_json


def opening_values(case: Consultation) -> dict[str, Any]:
    """All columns that the model knows, as they are when it opens."""
    return changing_values(case) | {
        "asking_organisation": case.asking_organisation,
        "receiving_organisation": case.receiving_organisation,
        "area": case.area,
        "municipality": case.municipality,
        "topic": case.topic,
        "audience": case.audience,
        "question": case.question,
        "details": write_json(dict(case.details)),
        "situation": write_json(case.situation),
        "answer_by": case.answer_by,
        "created_at": case.created_at,
    }


def receiver_values(case: Consultation) -> list[dict[str, Any]]:
    """A row for each contact who was asked, in the order in which they were offered."""
    return [
        {
            "number": case.number,
            "contact_id": one.contact_id,
            "tenant_id": one.person.tenant_id,
            "aad_object_id": one.person.aad_object_id,
            "name": one.person.name,
            "position": position,
            "state": one.state,
            "reason": one.reason,
            "whose": one.whose,
        }
        for position, one in enumerate(case.receivers)
    ]


def changing_values(case: Consultation) -> dict[str, Any]:
    """The columns that a change may touch."""
    outcome = case.outcome or Outcome(code="", client_reached="", kelmu="")
    taker = case.taker or Someone("", "", "")
    asked = case.receiver(taker)
    return {
        "state": case.state,
        "basis": case.basis,
        "ground": stored_ground(case.ground) if case.ground else {},
        "version": case.version,
        "asker_tenant_id": case.asker.tenant_id,
        "asker_aad_object_id": case.asker.aad_object_id,
        "asker_name": case.asker.name,
        "asker_contact_id": case.asker_contact_id,
        "asker_left": case.asker_left,
        "taker_contact_id": asked.contact_id if asked else "",
        "taker_tenant_id": taker.tenant_id,
        "taker_aad_object_id": taker.aad_object_id,
        "taker_name": taker.name,
        "taken_at": case.taken_at,
        "answered_at": case.answered_at,
        "closed_at": case.closed_at,
        "closed_by_name": case.closed_by,
        "closed_by_side": case.closed_by_side,
        "outcome": outcome.code,
        "client_reached": outcome.client_reached,
        "kelmu": outcome.kelmu,
        "correction_avoided": outcome.correction_avoided,
        "followup_on": outcome.followup_on,
        "own_worker_id": case.own_worker_id,
        "remembered": case.remembered,
        "client_until": case.client_until.isoformat() if case.client_until else "",
        "client_destroyed_at": case.client_destroyed_at,
        "wipe_on": case.wipe_on,
        "decide_by": case.decide_by.isoformat() if case.decide_by else "",
    }


def consultation_of(row: Mapping[str, Any], receivers: Iterable[Receiver], lines: Iterable[Line]) -> Consultation:
    """The consultation of a row, with those who were asked and what was said, in order."""
    taken_by = Someone(row["taker_tenant_id"], row["taker_aad_object_id"], row["taker_name"])
    outcome = Outcome(
        row["outcome"], row["client_reached"], row["kelmu"], bool(row["correction_avoided"]), row["followup_on"]
    )
    return Consultation(
        number=row["number"],
        state=cast("State", row["state"]),
        version=row["version"],
        asking_organisation=row["asking_organisation"],
        receiving_organisation=row["receiving_organisation"],
        area=row["area"],
        municipality=row["municipality"],
        topic=row["topic"],
        audience=row["audience"],
        question=row["question"],
        basis=row["basis"],
        answer_by=row["answer_by"],
        asker=Someone(row["asker_tenant_id"], row["asker_aad_object_id"], row["asker_name"]),
        asker_contact_id=row["asker_contact_id"],
        asker_left=bool(row["asker_left"]),
        created_at=row["created_at"],
        details=tuple(json.loads(row["details"] or "{}").items()),
        situation=tuple(json.loads(row["situation"] or "[]")),
        client="sealed" if row["client_sealed"] is not None else "destroyed" if row["client_pseudonym"] else "none",
        receivers=tuple(receivers),
        lines=tuple(lines),
        taker=taken_by if taken_by.aad_object_id else None,
        taken_at=row["taken_at"],
        answered_at=row["answered_at"],
        closed_at=row["closed_at"],
        closed_by=row["closed_by_name"],
        closed_by_side=row["closed_by_side"],
        outcome=outcome if outcome.code else None,
        own_worker_id=row["own_worker_id"],
        remembered=bool(row["remembered"]),
        client_until=date.fromisoformat(row["client_until"]) if row["client_until"] else None,
        client_destroyed_at=row["client_destroyed_at"],
        wipe_on=row["wipe_on"],
        ground=read_ground(row["basis"], row["ground"]),
        decide_by=date.fromisoformat(row["decide_by"]) if row["decide_by"] else None,
    )


def receiver_of(row: Mapping[str, Any]) -> Receiver:
    """One contact who was asked."""
    person = Someone(row["tenant_id"], row["aad_object_id"], row["name"])
    return Receiver(row["contact_id"], person, cast("ReceiverState", row["state"]), row["reason"], row["whose"])


def line_of(row: Mapping[str, Any]) -> Line:
    """One line."""
    author = Someone(row["author_tenant_id"], row["author_aad_object_id"], row["author_name"])
    side = cast("Side", row["side"])
    return Line(row["id"], side, author, row["text"], row["created_at"], row["edited_at"], row["deleted_at"])
