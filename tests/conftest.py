"""A PostgreSQL of the tests' own: a private folder and port, stopped at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from pathlib import Path

import pytest


def program(name):
    """A program of the server, on the path or where Debian keeps it."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3]))
    return str(kept[-1]) if kept else shutil.which(name)


def nobody():
    """Whom to run a server as: it refuses to be root."""
    return {"user": "postgres" if shutil.which("pg_lsclusters") else "nobody"} if os.geteuid() == 0 else {}


@pytest.fixture(scope="session")
def server():
    """The address of a running server, without a database."""
    if program("initdb") is None or program("postgres") is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    pytest.importorskip("psycopg", reason="psycopg is not installed: uv sync --extra postgres")
    folder = Path(tempfile.mkdtemp(prefix="firsthand-postgres-"))
    who = nobody()
    if who:
        shutil.chown(folder, **who)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data, quiet = folder / "data", {"check": True, "capture_output": True, "cwd": folder, **who}
    subprocess.run(
        [program("initdb"), "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], **quiet
    )
    settings = ["-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    running = subprocess.Popen(
        [program("postgres"), "-D", data, *settings], stderr=subprocess.DEVNULL, cwd=folder, **who
    )
    try:
        waiting = [program("pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
        for _ in range(120):
            if subprocess.run(waiting, check=False, capture_output=True).returncode == 0:
                break
            assert running.poll() is None, "the server did not start"
            subprocess.run(["sleep", "0.5"], check=True)
        yield f"postgresql+psycopg://tests@127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(60)
        shutil.rmtree(folder)


@pytest.fixture
def database(server):
    """The address of an empty database."""
    import psycopg

    name = f"case_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server.replace("+psycopg", "") + "/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture(params=["file", "database"])
def place(request, tmp_path):
    """Where a case can be kept: once as a file, once in PostgreSQL."""
    return tmp_path / "a.sqlite" if request.param == "file" else request.getfixturevalue("database")
