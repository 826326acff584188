"""Scenes: a site's model, its revisions, and the files made of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Forward."""
    op.create_table('scene',
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('published', sa.Integer(), nullable=True),
    sa.Column('appointed', sa.Integer(), nullable=True),
    sa.Column('changed', MOMENT, nullable=True),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_scene_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('site_id', name=op.f('pk_scene'))
    )
    op.create_table('scene_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('author', sa.String(), nullable=False),
    sa.Column('recipe', sa.String(), nullable=True),
    sa.Column('reason', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_scene_revision_site_id_site'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scene_revision')),
    sa.UniqueConstraint('site_id', 'number', name=op.f('uq_scene_revision_site_id_number'))
    )
    op.create_table('scene_model',
    sa.Column('recipe', sa.String(), nullable=False),
    sa.Column('made', MOMENT, nullable=False),
    sa.Column('files', sa.JSON(), nullable=False),
    sa.Column('width_m', sa.Double(), nullable=False),
    sa.Column('height_m', sa.Double(), nullable=False),
    sa.Column('depth_m', sa.Double(), nullable=False),
    sa.Column('vertices', sa.Integer(), nullable=False),
    sa.Column('moves', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('recipe', name=op.f('pk_scene_model'))
    )
