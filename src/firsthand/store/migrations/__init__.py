"""The changes of the schema, oldest first, run by Alembic when an older case is opened."""
