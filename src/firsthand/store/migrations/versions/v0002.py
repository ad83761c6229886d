"""Marks of loaded language are kept beside the statements of a reading."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table; pages read before have no marks until a newer reader reads them."""
    op.create_table(
        "marks",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column(
            "document", sa.String(16), sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("record", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Marks can be read anew."""
    op.drop_table("marks")
