"""a client is kept for a follow-up

Revision ID: 0030
Revises: 0029
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("client_until", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("client_destroyed_at", sa.DateTime(timezone=True), nullable=True))
    # Only the county can know whether the client was reached: what Kela's side said of it when it closed goes.
    op.execute(
        """
        UPDATE consultation SET client_reached = '' WHERE (closed_by_side = 'asking' AND asking_organisation = 'KELA')
        OR (closed_by_side = 'receiving' AND receiving_organisation = 'KELA')
        """
    )


def downgrade() -> None:
    # Nobody would destroy it any more: an older version takes it that the closing did.
    op.execute("UPDATE consultation SET client_sealed = NULL WHERE state = 'closed'")
    # Not as a batch: on SQLite that makes the table anew, and the old one cannot go while others refer to it.
    for column in ("client_destroyed_at", "client_until"):
        op.execute(f"ALTER TABLE consultation DROP COLUMN {column}")
