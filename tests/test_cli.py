"""The command line as a person uses it: good input, bad input, interruption. Real processes, real files."""

import csv
import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

TEXT = (
    "Ferry aground\n\nBy Ann Oak\n\nMarch 5, 2024\n\n"
    "The Coast Guard said on Monday that the ferry had run aground on the northern reef with 40 passengers "
    "on board. The operator denied that the ship had been overloaded.\n"
)
OTHER = (
    "Mine closed\n\n"
    "The mayor of Brask said that the mine would stay closed until inspectors had searched every shaft for gas.\n"
)


def firsthand(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "firsthand", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        **options,
    )


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_read_gives_one_line_a_page_with_exact_offsets(good):
    made = firsthand("read", good, "--format", "jsonl")
    assert made.returncode == 0, made.stderr
    [line] = [json.loads(row) for row in made.stdout.splitlines()]
    text = line["document"]["text"]
    assert text == TEXT
    assert line["document"]["place"] == str(good)
    contents = [text[s["content"][0]["start"] : s["content"][0]["end"]] for s in line["statements"]]
    assert any("run aground" in c for c in contents)
    assert {s["stance"] for s in line["statements"]} >= {"asserts", "denies"}
    assert {q["low"] for s in line["statements"] for q in s["quantities"]} == {40}


PLAIN = (
    "Ferry aground\n\nThe Coast Guard said on Monday that the reckless crew had run aground.\n"
    "The Harbour Office denied that.\n"
)


@pytest.fixture
def plain(tmp_path):
    """A page for the reader of tests/reader.py, which needs no model."""
    path = tmp_path / "plain.txt"
    path.write_text(PLAIN, "utf-8")
    return path


def read_plain(plain, *more):
    return firsthand("read", plain, "--as-is", "--reader", "tests.reader:read", *more)


def test_read_writes_jsonl_into_a_pipe_with_marks(plain):
    made = read_plain(plain)
    assert made.returncode == 0, made.stderr
    assert made.stdout == read_plain(plain, "--format", "jsonl").stdout
    [line] = map(json.loads, made.stdout.splitlines())
    assert [m["technique"] for m in line["language_marks"]] == ["loaded"]
    assert line["problems"][0]["stage"] == "read"


@pytest.mark.parametrize(
    ("name", "begins", "holds"),
    [
        ("conll", "# document = ", "\tThe\tB-source:1\tO\n"),
        ("brat", "# document ", "\tContent "),
        ("spacy", '{"text": ', '"label": "SOURCE"'),
        ("terminal", "", "The Coast Guard said[1] on Monday that the reckless crew had run aground."),
    ],
)
def test_read_writes_every_format(plain, name, begins, holds):
    made = read_plain(plain, "--format", name)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith(begins)
    assert holds in made.stdout
    assert "\x1b" not in made.stdout


def test_problems_go_to_standard_error_and_do_not_act_there(plain):
    made = read_plain(plain, "--format", "conll")
    assert f"{plain}: a bell \ufffd and a turn \ufffd" in made.stderr
    assert "\x07" not in made.stderr


def terminal_read(end):
    try:
        return os.read(end, 65536)
    except OSError:  # so Linux tells that the other end is closed
        return b""


@pytest.mark.parametrize("colour", [True, False])
def test_read_shows_a_page_on_a_terminal(plain, colour):
    pty = pytest.importorskip("pty")
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    environment |= {"TERM": "xterm-256color"} | ({} if colour else {"NO_COLOR": "1"})
    ours, theirs = pty.openpty()
    words = ["read", str(plain), "--as-is", "--reader", "tests.reader:read"]
    with subprocess.Popen([sys.executable, "-m", "firsthand", *words], stdout=theirs, env=environment) as running:
        os.close(theirs)
        shown = b"".join(iter(lambda: terminal_read(ours), b""))
    os.close(ours)
    assert running.returncode == 0
    text = shown.decode()
    assert ("\x1b[1;36mThe Coast Guard\x1b[0m \x1b[4;33msaid" in text) is colour
    assert ("\x1b[1mThe Coast Guard\x1b[0m \x1b[4msaid" in text) is not colour
    assert "asserts" in text
    assert "{" not in text


def test_the_endpoint_reader_says_what_it_needs(plain):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("FIRSTHAND_")}
    made = firsthand("read", plain, "--reader", "endpoint", env=environment)
    assert made.returncode == 2
    assert "FIRSTHAND_ENDPOINT" in made.stderr
    assert "endpoint" in firsthand("read", "--help").stdout


def test_as_is_judges_no_furniture(good):
    [line] = map(json.loads, firsthand("read", good, "--as-is").stdout.splitlines())
    assert {b["kind"] for b in line["document"]["blocks"]} == {"paragraph"}


def test_standard_input_and_jsonl(tmp_path):
    row = json.dumps({"text": OTHER, "id": "m1", "outlet": "The Lantern", "published": "2024-03-06"})
    made = firsthand("read", "-", input=row + "\n{broken\n")
    [line] = map(json.loads, made.stdout.splitlines())
    assert line["document"]["outlet"] == "The Lantern"
    assert "2" in made.stderr


def test_trace_writes_the_dossier_and_says_where(good, tmp_path):
    out = tmp_path / "out"
    made = firsthand("trace", good, "-o", out)
    assert made.returncode == 0, made.stderr
    assert str(out / "dossier.html") in made.stdout
    dossier = json.loads((out / "dossier.json").read_text("utf-8"))
    assert dossier["schema"] == "firsthand/dossier/1"
    assert dossier["documents"][0]["places"] == [str(good)]


def test_the_same_input_gives_the_same_output(good, tmp_path):
    for name in ("one", "two"):
        assert firsthand("trace", good, "-o", tmp_path / name).returncode == 0
    for file in ("dossier.html", "dossier.json", "dossier.md", "dossier.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file


def test_adding_a_page_reads_nothing_again(good, tmp_path):
    case = tmp_path / "a.sqlite"
    firsthand("trace", good, "-o", tmp_path / "out", "--case", case)
    (tmp_path / "new.txt").write_text(OTHER, "utf-8")
    # A reader that fails on the old page would leave a problem behind if it were asked to read it again.
    made = firsthand("add", tmp_path / "new.txt", good, "--case", case)
    assert made.returncode == 0
    assert "2 pages" in made.stderr
    assert "claims" in firsthand("show", "--case", case).stdout
    assert firsthand("tell", "--case", case, "--format", "csv").stdout.startswith("claim")


NIGHT = (
    "Depot emptied\n\nMarch 5, 2024\n\n"
    "Ida Holm said that the depot at Brask was emptied in the night because the roof leaked over the grain.\n"
)


def test_the_table_of_explanations_goes_out_and_comes_back(tmp_path):
    (tmp_path / "night.txt").write_text(NIGHT, "utf-8")
    case, table = tmp_path / "a.sqlite", tmp_path / "table.csv"
    firsthand("trace", tmp_path / "night.txt", "-o", tmp_path / "out", "--case", case)
    made = firsthand("hypotheses", "--case", case, "-o", table, "--add", "Thieves came for the copper", "--by", "Ann")
    assert made.returncode == 0, made.stderr
    assert "It is as told" in made.stdout
    names, *rows = list(csv.reader(table.read_text("utf-8").splitlines()))
    column = next(n for n, name in enumerate(names) if name.startswith("Thieves"))
    assert rows[0][column] == "0?"
    rows[0][column], rows[0][4] = "-1: no copper there", rows[0][4].replace("1?", "0?")
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([names, *rows])
    back = firsthand("hypotheses", "--case", case, "--import", table, "--by", "Ann")
    assert back.returncode == 0, back.stderr
    assert "Kept: 1 cell and 0 new hypotheses of Ann." in back.stderr
    assert "Row 2, column 'It is as told" in back.stderr
    again = firsthand("hypotheses", "--case", case, "-o", table)
    assert "-1: no copper there" in table.read_text("utf-8")
    assert again.stdout == back.stdout
    assert "-1: no copper there" not in made.stdout
    dossier = json.loads(firsthand("tell", "--case", case, "--format", "json").stdout)
    assert [c["value"] for c in dossier["analysis"]["cells"] if c["by"] == "person:Ann"] == [-1]
    rows[0][column] = "perhaps"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *rows])
    wrong = firsthand("hypotheses", "--case", case, "--import", table, "--by", "Ann")
    assert wrong.returncode == 2
    assert "Row 2, column 'Thieves came for the copper': 'perhaps' cannot be read" in wrong.stderr


def test_a_table_that_is_not_there_or_set_in_the_past_is_wrong_use(good, tmp_path):
    case = tmp_path / "a.sqlite"
    firsthand("trace", good, "-o", tmp_path / "out", "--case", case)
    assert firsthand("hypotheses", "--case", case, "--import", tmp_path / "none.csv").returncode == 2
    assert firsthand("hypotheses", "--case", case, "--add", "x is y", "--as-of", "2024-03-06").returncode == 2
    assert firsthand("hypotheses", "--case", tmp_path / "none.sqlite").returncode == 1


BAD = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 64, ""),
    "furniture.txt": (b"Home | News | Sport\nShare on Facebook\nCopyright 2024\nSubscribe\n", ""),
    "feed.xml": (b"<rss><channel><item>no end", ""),
    "broken.jsonl": (b'{"text": 12\n', ""),
}


def test_bad_places_are_problems_and_the_good_one_is_read(good, tmp_path):
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(200_000_000)
    places = [tmp_path / name for name in BAD] + [big, tmp_path / "missing.html", good]
    out = tmp_path / "out"
    made = firsthand("trace", *places, "-o", out)
    assert made.returncode == 0, made.stderr
    dossier = json.loads((out / "dossier.json").read_text("utf-8"))
    told = {Path(p["place"].split("#")[0]).name for p in dossier["problems"]}
    assert told >= {"empty.txt", "binary.txt", "feed.xml", "broken.jsonl", "big.txt", "missing.html"}
    assert all(p["message"] and "Traceback" not in p["message"] for p in dossier["problems"])
    assert any(str(good) in d["places"] for d in dossier["documents"])
    assert "Traceback" not in made.stderr


def test_html_cut_in_the_middle_is_read_as_far_as_it_goes(tmp_path):
    body = "".join(f"<p>{line}</p>" for line in TEXT.split("\n") if line)
    (tmp_path / "cut.html").write_text(
        f"<html><head><title>Ferry</title></head><body><article><h1>Ferry aground</h1>{body}<p>And th", "utf-8"
    )
    [line] = map(json.loads, firsthand("read", tmp_path / "cut.html").stdout.splitlines())
    assert "ran aground" in line["document"]["text"] or "run aground" in line["document"]["text"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_another_encoding_is_read(tmp_path, encoding):
    (tmp_path / "page.txt").write_bytes(TEXT.replace("Ann", "Anné").encode(encoding))
    [line] = map(json.loads, firsthand("read", tmp_path / "page.txt").stdout.splitlines())
    assert "Anné" in line["document"]["text"]


def test_exit_status_is_1_when_nothing_could_be_read(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    assert firsthand("trace", tmp_path / "empty.txt", "-o", tmp_path / "out").returncode == 1
    assert firsthand("read", tmp_path / "nowhere.txt").returncode == 1


def test_exit_status_is_2_for_wrong_use():
    assert firsthand("trace").returncode == 2
    assert firsthand("read", "x", "--format", "yaml").returncode == 2
    assert firsthand("read", "x", "--reader", "nobody").returncode == 2


def test_a_case_file_that_is_not_one(good, tmp_path):
    (tmp_path / "a.sqlite").write_text("hello", "utf-8")
    made = firsthand("add", good, "--case", tmp_path / "a.sqlite")
    assert made.returncode == 1
    assert "not a case" in made.stderr
    assert "Traceback" not in made.stderr


def test_a_page_in_another_language_is_kept_and_not_read(tmp_path):
    german = (
        "Fähre gestrandet\n\n"
        "Die Küstenwache sagte am Montag, dass die Fähre mit vierzig Menschen auf dem nördlichen Riff gestrandet sei. "
        "Der Betreiber wies das zurück und sprach von einem Gerücht.\n"
    )
    (tmp_path / "de.txt").write_text(german, "utf-8")
    made = firsthand("read", tmp_path / "de.txt")
    [line] = map(json.loads, made.stdout.splitlines())
    assert line["document"]["language"] == "de"
    assert line["statements"] == []
    assert "'de'" in line["problems"][0]["message"]


class Places(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/good":
            body = TEXT.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        else:
            self.send_error(500 if self.path == "/broken" else 404)

    def log_message(self, *_):
        pass


def test_addresses_that_fail_are_problems(tmp_path):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Places)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    try:
        out = tmp_path / "out"
        places = [f"{base}/{name}" for name in ("good", "gone", "broken", "loop")]
        made = firsthand("trace", *places, "-o", out, "--allow-private")
        assert made.returncode == 0, made.stderr
        dossier = json.loads((out / "dossier.json").read_text("utf-8"))
        assert {p["place"].rsplit("/", 1)[1] for p in dossier["problems"]} == {"gone", "broken", "loop"}
        refused = firsthand("trace", f"{base}/good", "-o", tmp_path / "private")
        assert refused.returncode == 1
        assert "--allow-private" in refused.stderr
    finally:
        server.shutdown()
        server.server_close()


def test_ctrl_c_leaves_a_whole_case_and_add_goes_on(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(150):  # enough that a busy machine does not finish them before it is stopped
        (pages / f"{n:03}.txt").write_text(TEXT.replace("40 passengers", f"{n + 41} passengers") * 3, "utf-8")
    case = tmp_path / "a.sqlite"
    running = subprocess.Popen(
        [sys.executable, "-m", "firsthand", "trace", str(pages), "-o", str(tmp_path / "out"), "--case", str(case)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for _ in range(600):
        time.sleep(0.05)
        if case.exists() and json_count(case) > 0:
            break
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130, errors
    assert "go on with" in errors
    held = json_count(case)
    assert held > 0
    made = firsthand("add", pages, "--case", case)
    assert made.returncode == 0
    assert "150 pages" in made.stderr


def json_count(case):
    import sqlite3

    connection = sqlite3.connect(case)
    try:
        return connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="filling a disk needs root and mount")
def test_a_full_disk_is_told_and_the_case_stays_whole(good, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small], check=False, capture_output=True
    ).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        case = small / "a.sqlite"
        pages = tmp_path / "pages"
        pages.mkdir()
        for n in range(40):
            (pages / f"{n}.txt").write_text(TEXT.replace("40", str(n + 41)) + OTHER * 40, "utf-8")
        made = firsthand("trace", pages, "-o", tmp_path / "out", "--case", case)
        assert made.returncode == 1
        assert "disk is full" in made.stderr
        assert "Traceback" not in made.stderr
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_case_goes_out_in_other_forms_and_comes_back(tmp_path, plain):
    case = tmp_path / "a.sqlite"
    assert firsthand("add", plain, "--case", case).returncode == 0
    for form in ("json", "parquet-links", "opml", "claimreview"):  # each form is told in tests/exchange
        made = firsthand("tell", "--case", case, "--format", form, "-o", tmp_path / form)
        assert (made.returncode, (tmp_path / form).exists()) == ((2, False) if form == "claimreview" else (0, True))
    assert "nobody has said" in firsthand("tell", "--case", case, "--format", "claimreview").stderr
    claim = json.loads((tmp_path / "json").read_text("utf-8"))["claims"][0]["id"]
    assert firsthand("tag", claim, "nonsense", "--case", case).returncode == 2
    assert firsthand("tag", claim, "T0049.001", "--case", case, "--by", "ann").returncode == 0
    assert firsthand("resolve", claim, "true", "--on", "2024-04-01", "--ref", "the log", "--case", case).returncode == 0
    assert "T0049.001" in firsthand("tell", "--case", case, "--format", "stix").stdout
    assert "ClaimReview" in firsthand("tell", "--case", case, "--format", "claimreview").stdout
    archive = tmp_path / "a.zip"
    assert firsthand("tell", "--case", case, "--format", "archive", "-o", archive).returncode == 0
    assert firsthand("take", archive, "--case", tmp_path / "b.sqlite").returncode == 0
    one, other = (
        firsthand("tell", "--case", tmp_path / name, "--format", "json").stdout for name in ("a.sqlite", "b.sqlite")
    )
    assert one == other
    assert firsthand("take", archive, "--case", tmp_path / "b.sqlite").returncode == 2
    archive.write_bytes(archive.read_bytes()[:-40])
    assert firsthand("take", archive, "--case", tmp_path / "c.sqlite").returncode == 1
    assert not (tmp_path / "c.sqlite").exists()
