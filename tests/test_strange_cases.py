"""Cases as nobody wants them: people who contradict each other, no days, days to come, units that do not meet."""

import json

import pytest
from typer.testing import CliRunner

from firsthand import ask, gather, pipeline, store, tell
from firsthand.cli import app
from firsthand.errors import UsageError
from firsthand.gather import Gathering
from firsthand.records import Judgement, Passage, Problem, Quantity
from tests.making import page, said

ONE = "the ferry had run aground on the northern reef"


@pytest.fixture
def kept(tmp_path):
    with store.open(tmp_path / "a.sqlite") as opened:
        yield opened


def told(kept, speakers, days=None, content=ONE, **fields):
    """Pages with one speaker each, read and linked; their statements in the order given."""
    statements = []
    for n, speaker in enumerate(speakers):
        day = days[n] if days else f"2024-03-{n + 1:02}"
        document = page(f"News {n}\n{speaker} said that {content}.", f"Outlet {n}", day)
        statements.append(said(document, speaker, content, **fields))
        kept.keep_document(document)
        kept.keep_reading(document.id, "test@1", statements[-1:])
    pipeline.linked(kept)
    return statements


def judge(kept, verb, *about, by="ann", at="2024-04-01", **fields):
    places = [Passage(s.document, s.content[0].start, s.content[0].end) for s in about]
    left, right = (*places, None)[:2]
    made = Judgement(f"{verb}-{by}-{at}", verb, left, right, f"person:{by}", at, **fields)
    pipeline.judge(kept, made)
    return made


BODIES = ("The Coast Guard", "The Pilots Union", "The Harbour Office")


def weights(kept, claim):
    return {w.weigher: w for w in ask.dossier(kept).weights if w.claim == claim}


def test_two_people_who_disagree_the_later_word_holds_and_both_are_shown(kept):
    a, b, _ = told(kept, BODIES)
    judge(kept, "split", a, b)
    later = judge(kept, "merge", a, b, by="bo", at="2024-04-02")
    assert [(j.by, state) for j, state in ask.judged(kept)] == [
        ("person:ann", f"replaced by {later.id}, “merge” by bo"),
        ("person:bo", "in force"),
    ]


def test_a_split_that_merges_undo_is_told_and_not_passed_over(kept):
    a, b, c = told(kept, BODIES)
    judge(kept, "merge", a, b)
    judge(kept, "merge", b, c, at="2024-04-02")
    judge(kept, "split", a, c, at="2024-04-03")
    [problem] = kept.problems()
    assert (problem.stage, set(problem.place.split())) == ("link", {a.id, c.id})
    assert "firsthand judgements" in problem.message
    pipeline.undo(kept, "split-ann-2024-04-03", "person:ann", "2024-04-04")
    assert kept.problems() == []


def test_one_actor_and_two_actors_at_once_is_told(kept):
    a, b, c = told(kept, BODIES)
    judge(kept, "same-actor", a, b)
    judge(kept, "same-actor", b, c, at="2024-04-02")
    judge(kept, "different-actor", a, c, at="2024-04-03")
    assert ["different-actor" in p.message for p in kept.problems()] == [True]


def test_a_claim_resolved_again_has_the_last_outcome_whichever_of_its_statements_was_named(kept):
    a, b, _ = told(kept, BODIES)
    judge(kept, "true", a, on="2024-05-01", reference="x")
    judge(kept, "false", b, at="2024-04-02", on="2024-05-02", reference="y")
    last = judge(kept, "mixed", a, at="2024-04-03", on="2024-05-03", reference="z")
    [outcome] = ask.outcomes(kept)
    assert (outcome.value, outcome.on) == ("mixed", "2024-05-03")
    assert [state.split(",")[0] for _, state in ask.judged(kept)] == [f"replaced by {last.id}"] * 2 + ["in force"]
    assert {r.claims for r in ask.records(kept)} == {(outcome.claim,)}


def test_one_page_is_one_origin_and_says_what_cannot_be_told(kept):
    told(kept, BODIES[:1])
    [claim] = kept.claims()
    found = weights(kept, claim.id)
    assert (found["origins"].value, found["origins"].low, found["origins"].high) == (1, 1, 1)
    assert found["belief"].low < found["belief"].value < found["belief"].high
    assert found["context"].value is None
    assert "3 are needed" in found["context"].reasons[0].text
    assert any("too few to lean on" in r.text for r in ask.analysis(kept).reasons)
    assert not any("no day" in r.text for r in found["origins"].reasons)


def test_pages_without_days_say_that_nobody_is_known_to_be_first(kept):
    told(kept, BODIES, [None, None, "2024-03-05"])
    [claim] = kept.claims()
    found = weights(kept, claim.id)
    assert found["origins"].value == 3
    assert any("2 of 3 pages give no day: who told it first" in r.text for r in found["origins"].reasons)
    assert "1 of 3 pages give a day" in found["context"].reasons[0].text


def test_a_case_without_any_day_can_be_told(kept):
    told(kept, BODIES, [None] * 3)
    dossier = ask.dossier(kept)
    assert dossier.as_of is None
    for name in ("report", "json", "markdown", "csv"):
        assert tell.tell(dossier, name)
    assert ask.dossier(kept, "2024-04-01").documents == ()


def test_pages_of_days_to_come_are_kept_and_told(tmp_path, kept):
    rows = [
        {"text": f"News {n}\n\nThe Coast Guard said that {ONE}, {n}.", "outlet": f"O{n}", "published": day}
        for n, day in enumerate(("2024-03-01", "2024-03-02", "2031-03-03", "2199-03-04", "soon"))
    ]
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found = list(gather.documents(str(path), Gathering(now="2024-03-01T12:00:00+00:00")))
    problems = {p.place.rsplit("#")[1]: p.message for p in found if isinstance(p, Problem)}
    assert sorted(problems) == ["3", "4", "5"]  # the second of March has begun somewhere
    assert "is dated 2031-03-03, which is still to come on 2024-03-01" in problems["3"]
    assert "'2199-03-04', cannot be read" in problems["4"]
    days = [d.day for d in found if not isinstance(d, Problem)]
    assert days == ["2024-03-01", "2024-03-02", "2031-03-03", None, None]


def test_figures_of_different_units_are_said_not_to_be_compared(kept):
    content = "the tanker had spilled 40 tonnes over 300 barrels"
    at = len("News 0\nThe Coast Guard said that the tanker had spilled ")
    figures = tuple(
        Quantity(low, low, False, unit, "oil", "total", at + shift, at + shift + 3)
        for low, unit, shift in ((40.0, "ton", 0), (300.0, "barrel", 15))
    )
    told(kept, BODIES[:1], content=content, quantities=figures)
    [claim] = kept.claims()
    texts = [r.text for r in weights(kept, claim.id)["figures"].reasons]
    assert any("barrel and ton are different units, which are not compared" in text for text in texts)
    assert not any("They differ" in text for text in texts)


def test_a_hypothesis_on_which_nothing_bears_is_untested(kept):
    told(kept, BODIES)
    made = CliRunner().invoke(app, ["hypotheses", "--case", kept.path, "--add", "A whale pushed it", "--by", "ann"])
    assert made.exit_code == 0
    assert "1 hypothesis untested: that nothing counted bears on them is no strength" in made.stdout
    found = ask.analysis(kept)
    whale = next(h.id for h in found.hypotheses if "whale" in h.text)
    assert whale not in found.leaders
    assert next(s.bearing for s in found.scores if s.hypothesis == whale) == 0


def test_wrong_words_are_refused_with_what_to_do(kept):
    a, b, _ = told(kept, BODIES)
    [claim] = kept.claims()
    on = ["--case", kept.path, "--by", "ann"]
    for words, says in (
        (["judge", "merge", a.id, a.id], "the same words"),
        (["judge", "merge", a.id, "none"], "lists them"),
        (["judge", "merge", a.id], "give both ids"),
        (["resolve", claim.id, "true", "--on", "2199-01-01", "--ref", "x"], "still to come"),
        (["resolve", claim.id, "true", "--on", "2024-13-01", "--ref", "x"], "is no day"),
        (["resolve", claim.id, "true", "--on", "2024-03-01", "--ref", " "], "what shows it"),
    ):
        made = CliRunner().invoke(app, [*words, *on])
        assert isinstance(made.exception, UsageError), words
        assert says in str(made.exception)
    with pytest.raises(UsageError, match="'none'"):
        ask.what_if(kept, claim.id, [a.id, "none"])
    assert kept.judgements() == []
    rest = ask.what_if(kept, claim.id, [s.id for s in (a, b)])
    assert [w.value for w in rest.then if w.weigher == "origins"] == [1]


def test_the_command_line_says_what_a_judgement_replaces(kept):
    a, b, _ = told(kept, BODIES)
    for verb in ("split", "merge"):
        made = CliRunner().invoke(app, ["judge", verb, a.id, b.id, "--case", kept.path, "--by", "ann"])
        assert made.exit_code == 0, made.exception
    assert "“split” by ann" in made.stderr
    listed = CliRunner().invoke(app, ["judgements", "--case", kept.path]).stdout.splitlines()
    assert ["replaced by" in line for line in listed] == [True, False]
