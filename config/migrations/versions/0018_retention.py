"""retention

Revision ID: 0018
Revises: 0017
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0018'
down_revision: str | None = '0017'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table('access_log_cut',
    sa.Column('last_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('last_hash', sa.String(), nullable=False),
    sa.Column('older_than', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cut_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signature', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('last_id')
    )
    op.create_table('retention',
    sa.Column('organisation', sa.String(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation'], ['organisation.code'], ),
    sa.PrimaryKeyConstraint('organisation')
    )
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wipe_on', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('wiped_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.add_column(sa.Column('created_at', sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE post SET created_at = CURRENT_TIMESTAMP")


def downgrade() -> None:
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_column('created_at')

    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.drop_column('wiped_at')
        batch_op.drop_column('wipe_on')

    op.drop_table('retention')
    op.drop_table('access_log_cut')
