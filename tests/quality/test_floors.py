"""What was reached stays reached. Floors are in floors.json; lowering one needs a reason in the changelog."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
DATA = ROOT.parent / "shared" / "data"


def needs(path):
    return pytest.mark.skipif(not path.exists(), reason=f"needs {path.relative_to(ROOT.parent)}, which is not here")


def below(name, found):
    """What fell below its floor, with what was reached and the floor."""
    return {key: (round(found[key], 4), floor) for key, floor in FLOORS[name].items() if found[key] < floor}


@needs(DATA / "polnear" / "dev.jsonl")
def test_attribution():
    from bench.quality.attribution import scores
    from bench.rows import rows

    records = rows(DATA / "polnear" / "dev.jsonl")
    assert below("attribution", {name: f1 for name, (_, _, f1) in scores(records)["f1"].items()}) == {}


@needs(DATA / "narratives" / "train.jsonl")
def test_the_whole_reading_against_the_blind_gold():
    from bench.quality.blind import scores

    assert below("blind", {name: value for name, (value, _) in scores(DATA).items()}) == {}


@needs(DATA / "factuality" / "uw.dev.jsonl")
def test_factuality():
    from bench.quality.factuality import scores

    assert below("factuality", {name: r for name, (r, *_) in scores(DATA / "factuality").items()}) == {}


@needs(DATA / "ptc" / "dev.jsonl")
def test_loaded_language():
    from bench.quality.language import scores

    assert below("language", scores(DATA)) == {}


@needs(DATA / "nli" / "sick.dev.jsonl")
def test_vectors():
    from bench.quality.vectors import scores

    found = scores(DATA)
    assert below("vectors", found) == {}
    assert found["SICK, rank correlation"] > found["SICK, words in common"]


@pytest.mark.parametrize("name", ["relays", "figures", "stances", "hypotheses"])
def test_our_own_cases(name):
    found = importlib.import_module(f"bench.quality.{name}").scores()
    assert below(name, {measure: right / total for measure, (right, total) in found.items()}) == {}


def test_two_sides_get_the_same_numbers():
    from bench.quality.sides import scores

    for kind, (changed, swaps) in scores().items():
        assert changed <= FLOORS["sides"][kind], f"{changed} of {swaps} swaps of {kind} changed a number"


@needs(DATA / "text_reuse" / "news_pairs_silver.train.jsonl")
def test_copies():
    from bench.quality.copies import scores

    assert below("copies", {band: found / total for band, (total, found, _) in scores(DATA).items()}) == {}


@needs(DATA / "narratives" / "train.jsonl")
def test_trace_runs_through_two_hundred_web_articles():
    from bench.quality.narratives import scores

    found = scores(DATA / "narratives" / "train.jsonl")
    assert found["pages read"] == found["pages given"]
    assert found["invalid spans"] == 0
    assert found["problems"] == 0


def test_pairs_of_statements_that_no_training_saw():
    from bench.quality.pairs import scores

    found = scores()
    assert below("pairs", found) == {}
    assert found["area under the curve"] > found["area under the curve, cosine"] + 0.15


@needs(DATA / "stance" / "claims.jsonl")
def test_belief_foretells_outcomes_better_than_counting():
    from bench.quality.belief import scores

    found = scores(DATA)
    others = [one for name, one in found.items() if name != "belief"]
    assert all(found["belief"]["brier"] < one["brier"] and found["belief"]["auc"] > one["auc"] for one in others)
    assert found["belief"]["calibration"] < 0.08


@needs(DATA / "truth_discovery" / "books.gold.dev.jsonl")
def test_truth_discovery():
    from bench.quality.truth import scores

    assert below("truth", {name: one["values"] for name, one in scores(DATA).items()}) == {}


def test_claims():
    from bench.quality.claims import scores

    assert below("claims", {wanted: right / total for wanted, (right, total, _) in scores().items()}) == {}


@pytest.fixture(scope="session")
def troops(tmp_path_factory):
    out = tmp_path_factory.mktemp("troops")
    made = subprocess.run(
        [sys.executable, "-m", "firsthand", "trace", "examples/troops", "-o", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return json.loads((out / "dossier.json").read_text("utf-8"))


def test_the_worked_example(troops):
    from bench.quality.troops import scores

    truth = json.loads((ROOT / "examples" / "troops" / "truth.json").read_text("utf-8"))
    assert below("troops", scores(troops, truth)) == {}


@pytest.mark.parametrize("folder", ["troops", "troops-later"])
def test_the_truth_of_the_example_stands_on_its_pages(folder):
    from bench.quality.troops_truth import problems

    path = ROOT / "examples" / folder
    assert problems(path, json.loads((path / "truth.json").read_text("utf-8"))) == []


def test_every_span_of_the_dossier_lies_in_its_text(troops):
    texts = {d["id"]: d["text"] for d in troops["documents"]}
    spans = [
        (s["document"], span) for s in troops["statements"] for span in (*s["cue"], *s["content"], *s["quantities"])
    ]
    spans += [(p["document"], p) for link in troops["links"] for p in link["spans"]]
    assert spans
    assert all(0 <= span["start"] < span["end"] <= len(texts[document]) for document, span in spans)
