"""A person's judgements are kept, in the order they were given."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(16), nullable=False, unique=True),
        sa.Column("undone", sa.String),
        sa.Column("record", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """What a person decided cannot be made again: refused."""
    raise RuntimeError("a case with judgements cannot go back to a schema that keeps none")
