"""Partners: the code of a key, the sites that may frame by it, tours of their own, counts, closures of places."""

import sqlalchemy as sa
from alembic import op

from tourism import codes

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    _keys()
    _variants()
    _counts()
    _closures()


def _keys() -> None:
    op.add_column("partner_key", sa.Column("code", sa.String(), nullable=True))
    op.add_column("partner_key", sa.Column("sites", sa.JSON(), nullable=True))
    key = sa.table("partner_key", sa.column("id"), sa.column("code"), sa.column("sites", sa.JSON()))
    for number in op.get_bind().scalars(sa.select(key.c.id)).all():
        op.execute(key.update().where(key.c.id == number).values(code=codes.mint(), sites=[]))
    with op.batch_alter_table("partner_key") as table:
        table.alter_column("code", existing_type=sa.String(), nullable=False)
        table.alter_column("sites", existing_type=sa.JSON(), nullable=False)
        table.create_unique_constraint(op.f("uq_partner_key_code"), ["code"])


def _variants() -> None:
    op.create_table('tour_variant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('key_id', sa.Integer(), nullable=False),
    sa.Column('tour_id', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('changed', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['key_id'], ['partner_key.id'], name=op.f('fk_tour_variant_key_id_partner_key'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['tour_id'], ['tour.id'], name=op.f('fk_tour_variant_tour_id_tour'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tour_variant')),
    sa.UniqueConstraint('public_id', name=op.f('uq_tour_variant_public_id'))
    )
    op.create_index(op.f('ix_tour_variant_key_id'), 'tour_variant', ['key_id'], unique=False)
    op.create_index(op.f('ix_tour_variant_tour_id'), 'tour_variant', ['tour_id'], unique=False)


def _counts() -> None:
    op.create_table('daily_count',
    sa.Column('key_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('event', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['key_id'], ['partner_key.id'], name=op.f('fk_daily_count_key_id_partner_key'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('key_id', 'day', 'subject', 'language', 'event', name=op.f('pk_daily_count'))
    )


def _closures() -> None:
    op.create_table('closure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('begins', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('reason', sa.JSON(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('changed', MOMENT, nullable=False),
    sa.Column('withdrawn', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_closure_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closure')),
    sa.UniqueConstraint('public_id', name=op.f('uq_closure_public_id'))
    )
    op.create_index(op.f('ix_closure_site_id'), 'closure', ['site_id'], unique=False)
