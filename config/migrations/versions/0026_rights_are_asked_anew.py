"""rights are asked anew

Revision ID: 0026
Revises: 0025
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "former_contact",
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("aad_object_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("deputy_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "aad_object_id"),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asker_contact_id", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("asker_left", sa.Boolean(), server_default="0", nullable=False))
    with op.batch_alter_table("team_view", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aad_object_id", sa.String(), server_default="", nullable=False))
    op.execute(
        """
        UPDATE team_view SET aad_object_id = COALESCE((
            SELECT contact.aad_object_id FROM contact WHERE contact.id = team_view.contact_id
        ), '')
        """
    )
    op.execute(
        """
        UPDATE consultation SET asker_contact_id = COALESCE((
            SELECT min(contact.id) FROM contact
            WHERE lower(contact.tenant_id) = lower(consultation.asker_tenant_id)
            AND lower(contact.aad_object_id) = lower(consultation.asker_aad_object_id)
        ), '') WHERE asker_aad_object_id <> ''
        """
    )


def downgrade() -> None:
    with op.batch_alter_table("team_view", schema=None) as batch_op:
        batch_op.drop_column("aad_object_id")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_column("asker_left")
        batch_op.drop_column("asker_contact_id")
    op.drop_table("former_contact")
