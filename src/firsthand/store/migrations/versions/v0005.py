"""A problem is known by a hash: an address and a message may be longer than an index of PostgreSQL takes."""

import sqlalchemy as sa
from alembic import op

from firsthand.records import identity

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table anew with what it held."""
    held = op.get_bind().execute(sa.text("SELECT stage, place, message FROM problems")).all()
    op.drop_table("problems")
    made = op.create_table(
        "problems",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
    )
    op.bulk_insert(made, [{"id": identity(*row), "stage": row[0], "place": row[1], "message": row[2]} for row in held])


def downgrade() -> None:
    """The hash can be left out again."""
    held = op.get_bind().execute(sa.text("SELECT stage, place, message FROM problems")).all()
    op.drop_table("problems")
    made = op.create_table(
        "problems",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.UniqueConstraint("stage", "place", "message"),
    )
    op.bulk_insert(made, [{"stage": row[0], "place": row[1], "message": row[2]} for row in held])
