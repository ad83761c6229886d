"""Import downward only; rooms on one floor do not know each other. Imports inside functions count too."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "firsthand"
FLOORS = [
    {"records", "errors", "numbers"},
    {"text", "plain", "sides", "outlets", "moments", "graph", "extend", "models", "whole"},
    {"gather", "read", "link", "weigh", "tell", "store", "engine"},
    {"pipeline", "ask"},
    {"exchange", "judging"},
    {"serve"},
    {"serving", "agents"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: n for n, rooms in enumerate(FLOORS) for room in rooms}
# Third-party packages that only these rooms may import.
HELD = {
    "httpx": {"gather", "read"}, "lxml": {"gather"}, "trafilatura": {"gather"}, "feedparser": {"gather"},
    "protego": {"gather"}, "onnxruntime": {"models"}, "tokenizers": {"models", "read", "link"},
    "sqlalchemy": {"store"}, "alembic": {"store"}, "jinja2": {"tell", "serve"}, "typer": {"cli", "serving", "agents"},
    "rich": {"cli", "tell"}, "starlette": {"serve"}, "uvicorn": {"serve", "serving"},
    "argon2": {"serve"}, "mcp": {"serve"},
    "pyarrow": {"tell"},
}  # fmt: skip


def rooms_imported(path: Path) -> set[str]:
    """The dotted names that a file imports anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


FILES = sorted(SRC.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_go_down(path):
    room = room_of(path)
    if room == "__init__":
        assert not any(name.startswith("firsthand") for name in rooms_imported(path))
        return
    for name in rooms_imported(path):
        parts = name.split(".")
        if parts[0] == "firsthand" and len(parts) > 1 and parts[1] in FLOOR and parts[1] != room:
            assert FLOOR[parts[1]] < FLOOR[room], f"{room} imports {name}"
        if parts[0] in HELD:
            assert room in HELD[parts[0]], f"{room} imports {parts[0]}"


def test_every_room_has_a_floor():
    assert {room_of(path) for path in FILES} - {"__init__"} <= set(FLOOR)


def test_no_file_is_a_cycle():
    graph = {}
    for path in FILES:
        module = ".".join(("firsthand", *path.relative_to(SRC).with_suffix("").parts)).removesuffix(".__init__")
        graph[module] = rooms_imported(path)
    done, path = set(), []

    def visit(module):
        assert module not in path, f"cycle: {' -> '.join([*path[path.index(module) :], module])}"
        if module in done:
            return
        path.append(module)
        for name in graph[module]:
            if name in graph and name != module and not module.startswith(name + "."):
                visit(name)
        path.pop()
        done.add(module)

    for module in graph:
        visit(module)
