"""The stored consultation: the question, who was asked, what was said, and the form it began as."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, Column, Identity, Integer, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from bot.privacy.sealed_texts import sealed_text, sealed_to, sealed_token
from config.columns import UtcDateTime, partial_index
from config.data_map import Told


def _moment(*, nullable: bool = True) -> Column[datetime]:
    return Column(UtcDateTime(), nullable=nullable)


class ConsultationRow(SQLModel, table=True):
    """One question from one organisation to another. Numbers begin at 1001 and are shown as K-1001."""

    __tablename__ = "consultation"
    __table_args__ = (
        partial_index("ix_consultation_running", "number", "state IN ('waiting', 'taken')"),
        partial_index("ix_consultation_taken", "taker_contact_id", "state = 'taken'"),
        partial_index(
            "ix_consultation_without_wipe", "number", "state = 'closed' AND wipe_on = '' AND wiped_at IS NULL"
        ),
        partial_index("ix_consultation_wiped", "wiped_at", "wiped_at IS NOT NULL AND NOT posts_gone"),
        {"sqlite_autoincrement": True, "info": sealed_to("draft")},
    )

    number: int | None = Field(default=None, sa_column=Column(Integer, Identity(start=1001), primary_key=True))
    draft: str
    """The form it began as: what the sealed client is bound to."""
    state: str
    version: int = 1
    asking_organisation: str
    receiving_organisation: str
    area: str
    municipality: str = ""
    topic: str
    audience: str
    """anyone: whoever of the asked is first; person: this one."""
    question: str = Field(sa_column=sealed_text())
    details: str = Field(default="", sa_column=sealed_text())
    """The topic template's own fields as JSON: field id to the chosen value."""
    situation: str = Field(default="", sa_column=sealed_text())
    """What was ticked of the client's situation, as JSON."""
    basis: str
    ground: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}"))
    """The legal basis as it was when it was chosen, and the consent behind it: see bot.bases.grounds."""
    client_pseudonym: str = Field(default="", index=True)
    client_sealed: bytes | None = Field(default=None, sa_column=sealed_token())
    """The sealed identity code; destroyed when the consultation closes, or after the follow-up for which it is kept."""
    client_until: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The follow-up's Finnish date, as YYYY-MM-DD, for which the code of a closed consultation is kept; else empty."""
    client_destroyed_at: datetime | None = Field(default=None, sa_column=_moment())
    answer_by: datetime = Field(sa_column=_moment(nullable=False))
    asker_tenant_id: str
    asker_aad_object_id: str = Field(index=True)
    asker_name: str
    asker_contact_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The asker's entry in the directory; empty for who is not listed there."""
    asker_left: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """The asker has left the directory, and nobody has the question in their place."""
    taker_contact_id: str = ""
    taker_tenant_id: str = ""
    taker_aad_object_id: str = Field(default="", index=True)
    taker_name: str = ""
    created_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    taken_at: datetime | None = Field(default=None, sa_column=_moment())
    answered_at: datetime | None = Field(default=None, sa_column=_moment())
    closed_at: datetime | None = Field(default=None, sa_column=_moment())
    closed_by_name: str = ""
    closed_by_side: str = ""
    outcome: str = ""
    client_reached: str = ""
    kelmu: str = ""
    correction_avoided: bool = False
    followup_on: str = ""
    """Date as YYYY-MM-DD, empty when the matter does not go on."""
    own_worker_id: str = ""
    """The client's own worker, who was asked before the others; empty when none was known."""
    remembered: bool = False
    """The county's worker has been remembered as the client's own worker."""
    wipe_on: str = ""
    """The Finnish date, as YYYY-MM-DD, in whose night contents and people are wiped; empty while it is open."""
    wiped_at: datetime | None = Field(default=None, sa_column=_moment())
    posts_gone: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Of a wiped one: what was remembered of its messages is gone too, so nobody looks for them again."""
    decide_by: str = ""
    """Kela's last day for deciding, as YYYY-MM-DD; empty while it is not counted."""


class ReceiverRow(SQLModel, table=True):
    """One contact who was asked."""

    __tablename__ = "consultation_receiver"
    __table_args__ = {"info": sealed_to("number", "contact_id")}

    number: int = Field(foreign_key="consultation.number", primary_key=True)
    contact_id: str = Field(primary_key=True)
    tenant_id: str
    aad_object_id: str = Field(index=True)
    name: str
    position: int
    """The order in which the contacts were offered."""
    state: str = "asked"
    """As bot.consultation.rules.model.ReceiverState says."""
    reason: str = Field(default="", sa_column=sealed_text())
    """Why the contact declined, in their own words; or which refusal kept the card from arriving."""
    whose: str = Field(default="", sa_column=sealed_text())
    """Whom a declining contact named: a contact id, or a free name."""


class MessageRow(SQLModel, table=True):
    """One line from one side to the other."""

    __tablename__ = "consultation_message"
    __table_args__ = (
        UniqueConstraint("number", "key", name="uq_consultation_message_key"),
        {"info": sealed_to("number", "key")},
    )

    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(foreign_key="consultation.number", index=True)
    key: str
    """Makes a repeated press or delivery one message: the form's key, or the activity's once-only key."""
    side: str
    """asking or receiving."""
    author_tenant_id: str
    author_aad_object_id: str
    author_name: str
    text: str = Field(sa_column=sealed_text())
    source_conversation_id: str = ""
    source_activity_id: str = Field(default="", index=True)
    created_at: datetime = Field(sa_column=_moment(nullable=False))
    edited_at: datetime | None = Field(default=None, sa_column=_moment())
    deleted_at: datetime | None = Field(default=None, sa_column=_moment())


class DraftRow(SQLModel, table=True):
    """A consult form that has been shown: what was read from the command and whom it offers."""

    __tablename__ = "consultation_draft"
    __table_args__ = (
        partial_index("ix_consultation_draft_post", "post_id", "post_id IS NOT NULL"),
        partial_index("ix_consultation_draft_number", "number", "number IS NOT NULL"),
        partial_index("ix_consultation_draft_unsent", "created_at", "number IS NULL"),
        {"info": sealed_to("id")},
    )

    id: str = Field(primary_key=True)
    """UUID carried by the form's buttons."""
    tenant_id: str
    aad_object_id: str
    area: str = ""
    municipality: str = ""
    topic: str = ""
    organisation: str = ""
    """Whom the form asks: an organisation's code."""
    offered: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Contact ids in the order shown."""
    urgency_settled: bool = False
    """The asker has said that the matter can wait, or that the area's exception holds."""
    place_words: str = Field(default="", sa_column=sealed_text())
    """The words that the place was read from, until the reading has been corrected; without names and numbers."""
    topic_words: str = Field(default="", sa_column=sealed_text())
    told: str = Field(default="", sa_column=sealed_text())
    """The kinds of danger and of urgent need that the asker has told, as codes with a blank between them."""
    own_worker_id: str = ""
    """The own worker whom the asker was told, by contact id: offered first."""
    channel_id: str = ""
    """The channel the command was typed in: the asking side's thread opens there. Empty for a 1:1 chat."""
    service_url: str = ""
    post_id: int | None = Field(default=None, foreign_key="post.id")
    """The message that shows the form."""
    number: int | None = Field(default=None, foreign_key="consultation.number")
    """The consultation it became; a second press finds it here."""
    created_at: datetime = Field(sa_column=_moment(nullable=False))


class HeldLineRow(SQLModel, table=True):
    """A line typed in a 1:1 chat that waits for its writer to say which consultation it is for."""

    __tablename__ = "held_line"
    __table_args__ = {"info": sealed_to("id")}

    id: str = Field(primary_key=True)
    tenant_id: str
    aad_object_id: str
    text: str = Field(sa_column=sealed_text())
    conversation_id: str
    activity_id: str
    created_at: datetime = Field(sa_column=_moment(nullable=False))


EMPTIED: Mapping[str, object] = {
    "question": "",
    "details": "",
    "situation": "",
    "ground": {},
    "municipality": "",
    "client_pseudonym": "",
    "client_sealed": None,
    "client_until": "",
    "client_destroyed_at": None,
    "asker_tenant_id": "",
    "asker_aad_object_id": "",
    "asker_name": "",
    "asker_contact_id": "",
    "asker_left": False,
    "taker_contact_id": "",
    "taker_tenant_id": "",
    "taker_aad_object_id": "",
    "taker_name": "",
    "closed_by_name": "",
    "followup_on": "",
    "decide_by": "",
    "own_worker_id": "",
    "remembered": False,
}
"""Of a wiped consultation no person, no municipality and no word is left; the rest is for statistics."""
TOLD = (
    Told(
        ConsultationRow,
        personal=(
            "question details situation client_pseudonym client_sealed asker_tenant_id asker_aad_object_id "
            "asker_name asker_contact_id taker_contact_id taker_tenant_id taker_aad_object_id taker_name "
            "closed_by_name own_worker_id"
        ),
        other=(
            "number draft state version asking_organisation receiving_organisation area municipality topic "
            "audience basis ground asker_left answer_by created_at taken_at answered_at closed_at closed_by_side "
            "outcome client_reached kelmu correction_avoided followup_on client_until client_destroyed_at "
            "remembered decide_by wipe_on wiped_at posts_gone"
        ),
        of="clients, workers",
        why="the question and what came of it",
        kept=(
            "sealed code: until closing, or the follow-up after it where the basis allows; texts and people: the "
            "retention period; what is left has no person in it: for ever"
        ),
        emptied=EMPTIED,
    ),
    Told(
        ReceiverRow,
        personal="contact_id tenant_id aad_object_id name reason whose",
        other="number position state",
        of="workers",
        why="who was asked",
        kept="as the texts of the consultation",
        wiped=True,
    ),
    Told(
        MessageRow,
        personal="author_tenant_id author_aad_object_id author_name text source_conversation_id source_activity_id",
        other="id number key side created_at edited_at deleted_at",
        of="clients, workers",
        why="what was said",
        kept="as the texts of the consultation; a deleted line's text goes at once",
        wiped=True,
    ),
    Told(
        DraftRow,
        personal="tenant_id aad_object_id own_worker_id place_words topic_words told",
        other=(
            "id area municipality topic organisation offered urgency_settled channel_id service_url post_id "
            "number created_at"
        ),
        of="workers, and a client's own worker",
        why="a form that has been shown",
        kept="30 days, or as the texts of the consultation it became",
        wiped=True,
    ),
    Told(
        HeldLineRow,
        personal="tenant_id aad_object_id text conversation_id activity_id",
        other="id created_at",
        of="clients, workers",
        why="a line whose writer has yet to say where or how it goes",
        kept="until the choice, 1 day at most",
    ),
)
