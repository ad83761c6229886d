"""The server for tests: in this process over a test client, or as a process of its own on a free port."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import contextmanager

import httpx
from starlette.testclient import TestClient

from firsthand.serve.access import Access
from firsthand.serve.accounts import Accounts
from firsthand.serve.app import app
from firsthand.serve.shelf import Shelf

HOME = "http://127.0.0.1"
WORDS = "a heron waits in the reeds"


@contextmanager
def alone(folder, base=HOME):
    """The server for one person on this machine."""
    with TestClient(app(Shelf(folder), Access.alone("ada")), base_url=base) as made:
        yield made


@contextmanager
def shared(folder, *people):
    """The server for people with accounts; each name has the role it is given with."""
    accounts = Accounts(folder / "firsthand.accounts", make=True)
    for name, role in people:
        accounts.add(name, WORDS, role)
    access = Access.shared(accounts)
    with TestClient(app(Shelf(folder), access), base_url="http://cases.example", follow_redirects=False) as made:
        made.access, made.accounts = access, accounts
        yield made


def field(page, name="csrf"):
    """What a hidden field of a form says."""
    return re.search(rf'name="{name}" value="([^"]*)"', page.text)[1]


def enter(client, name, password=WORDS, goal="/"):
    """Log in as a browser does, by the form."""
    form = client.get("/login")
    return client.post("/login", data={"name": name, "password": password, "csrf": field(form), "next": goal})


@contextmanager
def process(place, *more):
    """`firsthand serve` as a process; gives it and its address, and ends it hard where it still runs."""
    command = [sys.executable, "-m", "firsthand", "serve", str(place), "--port", "0", *more]
    made = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        line = made.stderr.readline()
        found = re.search(r"https?://\S+?(?=/ )", line)
        assert found, line + made.stderr.read()
        yield made, found[0]
    finally:
        made.kill()
        made.wait()
        made.stderr.close()


def claims(client, case="ferry", **asked):
    """The claims of a case, as listed."""
    answer = client.get(f"/api/v1/cases/{case}/claims", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def pair(client, case="ferry"):
    """Two statements of different claims."""
    found = [httpx.URL(f"/api/v1/cases/{case}/claims/{row['id']}") for row in claims(client, case)[:2]]
    return [client.get(str(url)).json()["claim"]["statements"][0]["id"] for url in found]
