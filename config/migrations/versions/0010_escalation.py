"""escalation

Revision ID: 0010
Revises: 0009
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0010'
down_revision: str | None = '0009'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('escalation',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('plan', sa.String(), nullable=False),
    sa.Column('hours', sa.String(), nullable=False),
    sa.Column('clock', sa.String(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['number'], ['consultation.number'], ),
    sa.PrimaryKeyConstraint('number')
    )


def downgrade() -> None:
    op.drop_table('escalation')
