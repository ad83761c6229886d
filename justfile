# The chores of this project, one word each.

default: check test

# everything that must hold, tests included
test *ARGS:
    uv run pytest -q {{ARGS}}

# lint, format, types
check:
    uv run ruff check .
    uv run ruff format --check .
    uv run mypy

# pages made from code
docs:
    uv run python docs/make_nouns.py

# the numbers of the README
quality:
    uv run python -m bench.quality

# how to train a model anew: reading, vectors, lines
train NAME:
    @cat train/{{NAME}}/README.md

# write the exact versions of every dependency into pyproject.toml
pin:
    python3 train/pin.py
