"""indexes of a grown database

Revision ID: 0033
Revises: 0032
"""

from collections.abc import Sequence

from config.migrations.online_indexes import NewIndex, drop_indexes, make_indexes

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NEW = (
    NewIndex("ix_access_log_chain_number", "access_log", ("chain", "number"), is_unique=True),
    NewIndex("ix_post_conversation", "post", ("conversation_id", "id")),
    NewIndex("ix_post_thread", "post", ("thread_post_id",), "thread_post_id IS NOT NULL"),
    NewIndex("ix_post_about_nothing", "post", ("created_at",), "consultation_id IS NULL"),
    NewIndex("ix_post_nudge", "post", ("contact_id",), "kind = 'nudge'"),
    NewIndex("ix_outbox_over", "outbox", ("created_at",), "state <> 'pending'"),
    NewIndex("ix_followup_to_come", "followup", ("number",), "state <> 'done'"),
    NewIndex("ix_consultation_created_at", "consultation", ("created_at",)),
    NewIndex("ix_consultation_running", "consultation", ("number",), "state IN ('waiting', 'taken')"),
    NewIndex("ix_consultation_taken", "consultation", ("taker_contact_id",), "state = 'taken'"),
    NewIndex(
        "ix_consultation_without_wipe",
        "consultation",
        ("number",),
        "state = 'closed' AND wipe_on = '' AND wiped_at IS NULL",
    ),
    NewIndex("ix_consultation_wiped", "consultation", ("wiped_at",), "wiped_at IS NOT NULL AND NOT posts_gone"),
    NewIndex("ix_consultation_draft_post", "consultation_draft", ("post_id",), "post_id IS NOT NULL"),
    NewIndex("ix_consultation_draft_number", "consultation_draft", ("number",), "number IS NOT NULL"),
    NewIndex("ix_consultation_draft_unsent", "consultation_draft", ("created_at",), "number IS NULL"),
    NewIndex("ix_escalation_running", "escalation", ("number",), "clock <> ''"),
    NewIndex("ix_directory_change_post_post_id", "directory_change_post", ("post_id",)),
    NewIndex("ix_misroute_at", "misroute", ("at",)),
    NewIndex("ix_misroute_change_id", "misroute", ("change_id",)),
)
_OLD = (NewIndex("ix_post_conversation_id", "post", ("conversation_id",)),)


def upgrade() -> None:
    make_indexes(_NEW)
    drop_indexes(_OLD)


def downgrade() -> None:
    make_indexes(_OLD)
    drop_indexes(_NEW)
