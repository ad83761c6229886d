"""What the documents promise is so: nouns, commands, weighers, tellers, the version."""

import re
import subprocess
import sys
from pathlib import Path

import firsthand
from firsthand import serving
from firsthand.cli import BINARY, Output, app
from firsthand.tell import CASES, FILES, TELLERS
from firsthand.weigh import WEIGHERS

ROOT = Path(__file__).parent.parent


def test_nouns_are_generated_from_the_field_notes():
    made = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_nouns.py", "--print"], capture_output=True, text=True, check=True
    )
    assert made.stdout == (ROOT / "docs" / "nouns.md").read_text("utf-8"), "run: just docs"


def test_every_command_is_in_the_readme_and_has_an_example():
    readme = (ROOT / "README.md").read_text("utf-8")
    groups = [group for one in (app, serving.app) for group in one.registered_groups if group.name]
    named = [(f"{group.name} ", one) for group in groups for one in group.typer_instance.registered_commands]
    for before, command in [("", one) for one in (*app.registered_commands, *serving.app.registered_commands)] + named:
        name = before + (command.name or command.callback.__name__)
        assert f"firsthand {name.split()[0]}" in readme, name
        assert "Example: `firsthand" in command.callback.__doc__, name


def test_every_weigher_and_teller_is_in_the_method():
    method = (ROOT / "docs" / "method.md").read_text("utf-8")
    for name in (*WEIGHERS, *TELLERS, *FILES, *CASES):
        assert f"**{name}**" in method, name


def test_the_command_line_offers_every_teller():
    assert {one.value for one in Output} == {*TELLERS, *FILES, *CASES}
    assert {*FILES, "archive"} == BINARY


def test_the_changelog_knows_this_version():
    assert re.search(
        rf"^## {re.escape(firsthand.__version__)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert f'version = "{firsthand.__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_readme_is_one_screen_with_the_two_commands_first():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert len(lines) <= 60
    assert any("firsthand trace examples/troops -o out" in line for line in lines[:14])


def test_starting_the_command_line_imports_nothing_heavy():
    heavy = ("numpy", "onnxruntime", "sqlalchemy", "httpx", "lxml", "jinja2", "starlette", "uvicorn")
    code = f"import sys, firsthand.cli; print([m for m in {heavy} if m in sys.modules])"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"
