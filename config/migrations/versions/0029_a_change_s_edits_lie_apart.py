"""a change's edits lie apart

Revision ID: 0029
Revises: 0028
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "directory_change_edits",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["directory_change.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("change_id"),
    )
    op.execute("INSERT INTO directory_change_edits (change_id, edits) SELECT id, edits FROM directory_change")
    # Not as a batch: on SQLite that makes the table anew, and whatever refers to it goes with the old one.
    op.execute("ALTER TABLE directory_change DROP COLUMN edits")


def downgrade() -> None:
    op.add_column("directory_change", sa.Column("edits", sa.JSON(), server_default="[]", nullable=False))
    op.execute(
        """
        UPDATE directory_change SET edits = (
            SELECT directory_change_edits.edits FROM directory_change_edits
            WHERE directory_change_edits.change_id = directory_change.id
        )
        """
    )
    op.drop_table("directory_change_edits")
