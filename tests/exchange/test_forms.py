"""What other programs read: each form through a reader or validator of its own, with a hostile case in every one."""

from __future__ import annotations

import collections
import csv
import io
import json
import re
import warnings
import xml.etree.ElementTree as ET
from dataclasses import replace

import listparser
import networkx
import pyarrow.parquet as pq
import pytest
import rdflib
import rustworkx
import stix2
from hypothesis import given, settings
from hypothesis import strategies as st
from prov.model import ProvDerivation, ProvDocument

from firsthand.errors import PlaceError, UsageError
from firsthand.gather.opml import addresses
from firsthand.records import Judgement, Outcome, Tag
from firsthand.tell import FILES, prov, tables, tell
from firsthand.tell import csv as told_csv
from tests.tell import ferry

AT = "2026-04-02T10:00:00+00:00"
EVIL = "<script>alert(1)</script>\x00\x1b[31m\u202eabc\u200f 👍🏽 ]]></data>&\"'\ud800"
OUTCOME = Outcome(ferry.C_STEERING.id, "false", "2026-04-01", "https://inquiry.example/r?a=1&b=2", "person:ann")
WORD = Judgement(
    "a" * 16, "false", ferry.C_STEERING.passage, None, "person:ann", AT, "the </script> log", "2026-04-01",
    OUTCOME.reference,
)  # fmt: skip
TAG = Tag(ferry.C_STEERING.id, "T0049.001", "the same words everywhere", "person:ann", AT)
FULL = {"outcomes": (OUTCOME,), "judgements": (WORD,), "tags": (TAG,)}


def case():
    return ferry.dossier(**FULL)


def hostile(text=EVIL):
    """The hostile case, with what people set, in the same words."""
    made = ferry.hostile(text)
    return replace(
        made,
        outcomes=(replace(OUTCOME, reference=text, by=f"person:{text}"),),
        judgements=(replace(WORD, note=text, reference=text, by=f"person:{text}"),),
        tags=(replace(TAG, note=text, by=f"person:{text}"),),
    )


EVERY = [case, hostile, ferry.empty]
TEXTS = st.text(max_size=25) | st.sampled_from([EVIL, "https://x.example/\u202e", "http://[", "\r\n\t", "", " "])


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_any_text_of_a_page_leaves_every_form_readable(text):
    made = hostile(text)
    networkx.parse_graphml(tell(made, "graphml"))
    ProvDocument.deserialize(content=tell(made, "prov"), format="json")
    assert not listparser.parse(tell(made, "opml")).bozo
    stix2.parse(tell(made, "stix"))
    rdf(tell(made, "claimreview"))
    for line in tell(made, "ftm").split("\n")[:-1]:
        json.loads(line)
    for name in FILES:
        pq.read_table(io.BytesIO(FILES[name](made)))


# ClaimReview


def rdf(text):
    """The review as a JSON-LD processor reads it; the context is put in, for schema.org is not asked."""
    found = json.loads(text)
    assert found["@context"] == "https://schema.org"
    graph = rdflib.Graph()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # rdflib's own, of its own class
        graph.parse(data=json.dumps({**found, "@context": {"@vocab": "https://schema.org/"}}), format="json-ld")
    return graph


SCHEMA = rdflib.Namespace("https://schema.org/")
# What schema.org says a property belongs to, for each type that we write.
PROPERTIES = {
    "ClaimReview": "claimReviewed author dateCreated reviewRating isBasedOn itemReviewed",
    "Rating": "ratingValue bestRating worstRating alternateName ratingExplanation",
    "Claim": "text author datePublished firstAppearance appearance",
    "CreativeWork": "headline name url datePublished publisher",
    "Person": "name",
    "Organization": "name",
}


@pytest.mark.parametrize("make", [case, hostile])
def test_a_claim_review_is_one_by_schema_org(make):
    graph = rdf(tell(make(), "claimreview"))
    reviews = list(graph.subjects(rdflib.RDF.type, SCHEMA.ClaimReview))
    assert len(reviews) == 1
    for review in reviews:
        rating = graph.value(review, SCHEMA.reviewRating)
        assert [int(graph.value(rating, SCHEMA[k])) for k in ("worstRating", "ratingValue", "bestRating")] == [1, 1, 5]
        assert str(graph.value(rating, SCHEMA.alternateName)) == "False"
        assert graph.value(review, SCHEMA.author)
        assert (graph.value(review, SCHEMA.itemReviewed), rdflib.RDF.type, SCHEMA.Claim) in graph
    for subject, kind in graph.subject_objects(rdflib.RDF.type):
        held = {str(p).removeprefix(str(SCHEMA)) for p in graph.predicates(subject)} - {str(rdflib.RDF.type)}
        assert held <= set(PROPERTIES[str(kind).removeprefix(str(SCHEMA))].split())


def test_a_claim_review_names_whose_word_it_is_and_where_it_first_stood():
    [review] = json.loads(tell(case(), "claimreview"))["@graph"]
    claim = review["itemReviewed"]
    assert [author["name"] for author in claim["author"]] == ["Ines Vold", "Bo Lind", "Crew union"]
    assert claim["firstAppearance"]["url"] == ferry.WIRE.url
    assert review["reviewRating"]["ratingExplanation"] == "the </script> log"
    assert "url" not in review


@pytest.mark.parametrize("outcomes", [(), (replace(OUTCOME, by="agent:helper"),), (replace(OUTCOME, claim="f" * 16),)])
def test_nothing_is_reviewed_that_no_person_rated(outcomes):
    with pytest.raises(UsageError, match="nobody has said"):
        tell(ferry.dossier(outcomes=outcomes), "claimreview")


def test_a_claim_review_can_stand_in_a_script_element():
    assert "<" not in tell(hostile(), "claimreview")


# PROV


@pytest.mark.parametrize("make", EVERY)
def test_prov_is_read_by_prov(make):
    document = ProvDocument.deserialize(content=tell(make(), "prov"), format="json")
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document
    assert document.unified().get_provn()


def derivations(dossier, kind):
    document = ProvDocument.deserialize(content=tell(dossier, "prov"), format="json")
    pairs = set()
    for record in document.get_records(ProvDerivation):
        if f"prov:{kind}" in {str(value) for value in record.get_asserted_types()}:
            taker, source = (str(value).partition(":")[2] for value in record.args[:2])
            pairs.add((taker, source))
    return pairs


def test_prov_says_who_took_what_from_whom():
    quoted = derivations(case(), "Quotation")
    assert (ferry.S_COAST.id, ferry.S_WIRE.id) in quoted
    assert (ferry.S_WIRE.id, ferry.WIRE.id) in quoted
    # Nothing says which of the two had it from the other.
    assert not {(ferry.GAZETTE.id, ferry.TIDE.id), (ferry.TIDE.id, ferry.GAZETTE.id)} & quoted
    primary = derivations(case(), "PrimarySource")
    assert (ferry.S_POST.id, ferry.S_WIRE.id) in primary
    assert (ferry.S_STRAND.id, ferry.S_FIVE.id) in primary
    assert not any(ferry.S_TIDE.id in pair for pair in primary)
    revised = ferry.link("revises", ferry.COAST.id, ferry.POST.id, "the same address, later")
    assert derivations(ferry.dossier(links=(revised,)), "Revision") == {(ferry.COAST.id, ferry.POST.id)}


def test_prov_names_the_reader_by_its_version():
    found = json.loads(tell(case(), "prov"))
    [reader] = [one for key, one in found["agent"].items() if key.startswith("reader:")]
    assert (reader["prov:label"], reader["kind:version"]) == ("hand", "1")
    generated = {one["prov:entity"] for one in found["wasGeneratedBy"].values()}
    assert generated == {f"said:{s.id}" for s in ferry.STATEMENTS}
    attributed = {(one["prov:entity"], one["prov:agent"]) for one in found["wasAttributedTo"].values()}
    assert (f"said:{ferry.S_WIRE.id}", f"actor:{ferry.VOLD.id}") in attributed


def test_every_name_in_prov_is_declared():
    found = json.loads(tell(case(), "prov"))
    declared = {*found["entity"], *found["agent"], *found["activity"]}
    for kind, relations in found.items():
        if kind not in {"prefix", "entity", "agent", "activity"}:
            for one in relations.values():
                ends = {value for value in one.values() if isinstance(value, str)}
                assert ends <= declared
    assert set(prov._PREFIXES) >= {name.partition(":")[0] for name in declared}


# GraphML


@pytest.mark.parametrize("make", EVERY)
def test_graphml_is_read_by_two_programs(make, tmp_path):
    text = tell(make(), "graphml")
    graph = networkx.parse_graphml(text, force_multigraph=True)
    (tmp_path / "a.graphml").write_text(text, "utf-8")
    [other] = rustworkx.read_graphml(str(tmp_path / "a.graphml"))
    assert (other.num_nodes(), other.num_edges()) == (graph.number_of_nodes(), graph.number_of_edges())
    assert set(networkx.get_node_attributes(graph, "kind")) == set(graph)


def test_the_graph_holds_every_record_and_link():
    graph = networkx.parse_graphml(tell(case(), "graphml"), force_multigraph=True)
    kinds = collections.Counter(kind for _, kind in graph.nodes(data="kind"))
    assert kinds == {"page": 12, "statement": 18, "actor": 6, "claim": 5}
    found = {(a, b, data["kind"], data.get("directed")) for a, b, data in graph.edges(data=True)}
    assert (ferry.POST.id, ferry.WIRE.id, "credits", True) in found
    assert (*sorted((ferry.GAZETTE.id, ferry.TIDE.id)), "copies", False) in found
    assert (f"claim-{ferry.C_MORE.id}", f"claim-{ferry.C_HURT.id}", "updates", True) in found
    assert (ferry.S_WIRE.id, ferry.VOLD.id, "said by", True) in found


# Tables


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("name", list(tables.TABLES))
def test_parquet_and_csv_hold_the_same_rows(make, name):
    form = "" if name == "statements" else f"-{name}"
    data = FILES[f"parquet{form}"](make())
    assert data == FILES[f"parquet{form}"](make())
    table = pq.read_table(io.BytesIO(data))
    rows = list(csv.DictReader(io.StringIO(tell(make(), f"csv{form}"), newline="")))
    assert table.column_names == list(tables.TABLES[name].columns)
    assert len(rows) == table.num_rows == len(tables.rows(make(), name))
    for row, other in zip(rows, table.to_pylist(), strict=True):
        assert row == {key: str(told_csv._cell(value)) for key, value in other.items()}


def test_the_tables_cover_claims_links_and_actors():
    claims, links, actors = (tables.rows(case(), name) for name in ("claims", "links", "actors"))
    assert {row[0] for row in claims} == {claim.id for claim in ferry.CLAIMS}
    assert claims[0][9:12] == (2.0, 2.0, 3.0)
    assert claims[0][-4:] == ("false", "2026-04-01", OUTCOME.reference, "person:ann")
    assert {row[0] for row in links} == {link.id for link in ferry.LINKS}
    assert {row[0] for row in actors} == {actor.id for actor in ferry.ACTORS}
    statements = tables.rows(case(), "statements")
    assert {row[13] for row in statements} == {statement.id for statement in ferry.STATEMENTS}


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match=re.escape("firsthand[parquet]")):
        FILES["parquet"](case())


# FollowTheMoney


@pytest.mark.parametrize("make", EVERY)
def test_followthemoney_entities_are_unique_and_tied(make):
    entities = [json.loads(line) for line in tell(make(), "ftm").split("\n")[:-1]]
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        assert set(entity) == {"id", "schema", "properties"}
        for name in ("document", "entity", "agent", "client"):
            assert set(entity["properties"].get(name, [])) <= ids


@pytest.mark.parametrize("make", [case, hostile])
def test_followthemoney_is_valid_by_its_own_model(make):
    """`uv run --with followthemoney pytest tests/exchange`: it wants a compiler and LGPL packages."""
    model = pytest.importorskip("followthemoney").model
    schemas = collections.Counter()
    for line in tell(make(), "ftm").split("\n")[:-1]:
        entity = json.loads(line)
        model.get(entity["schema"]).validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)  # every value goes through its type's cleaning
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), (entity["schema"], name, values)
        schemas[entity["schema"]] += 1
    assert schemas["Article"] == 12
    assert set(schemas) >= {"Person", "Organization", "Documentation", "Note"}


# OPML


def feeds(*places):
    page = replace(ferry.WIRE, places=places)
    return tell(ferry.dossier(documents=(page, ferry.POST)), "opml")


def test_opml_is_read_by_a_feed_reader_and_by_us():
    told = feeds("https://wire.example/rss?a=1&b=2#3", "https://wire.example/lines.jsonl#1", "pages/x.txt")
    found = listparser.parse(told)
    assert not found.bozo
    assert [feed.url for feed in found.feeds] == ["https://wire.example/rss?a=1&b=2"]
    assert addresses(told) == [feed.url for feed in found.feeds]
    assert found.feeds[0].title == "Delta Wire"
    links = [one.get("url") for one in ET.fromstring(told).iter("outline") if one.get("type") == "link"]
    assert links == [ferry.POST.url]


@pytest.mark.parametrize("make", EVERY)
def test_opml_is_well_formed(make):
    found = listparser.parse(tell(make(), "opml"))
    assert not found.bozo
    root = ET.fromstring(tell(make(), "opml"))
    assert root.get("version") == "2.0"
    assert all(outline.get("text") is not None for outline in root.iter("outline"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.from_regex(r"https://[a-z]{1,8}\.example/[a-zA-Z0-9/?=&%;'~é漢]{0,20}", fullmatch=True), max_size=5))
def test_feeds_come_back_as_they_were(urls):
    kept = list(dict.fromkeys(url for url in urls if not url.endswith((".jsonl", ".ndjson"))))
    told = feeds(*(f"{url}#{n}" for n, url in enumerate(urls, 1)))
    if kept:
        assert addresses(told) == kept
    else:
        with pytest.raises(PlaceError, match="lists no feed"):
            addresses(told)


# STIX


@pytest.mark.parametrize("make", [case, hostile])
def test_stix_is_read_by_stix2(make):
    bundle = stix2.parse(tell(make(), "stix"))
    ids = {one["id"] for one in bundle.objects}
    for one in bundle.objects:
        assert set(one.get("object_refs", [])) <= ids
    kinds = collections.Counter(one["type"] for one in bundle.objects)
    assert kinds["grouping"] == 5
    assert kinds["attack-pattern"] == 1
    assert kinds["note"] == 19


@pytest.mark.parametrize("tags", [(), (replace(TAG, by="agent:helper"),), (replace(TAG, technique="T1; DROP"),)])
def test_no_technique_is_told_that_no_person_set(tags):
    assert "attack-pattern" not in tell(ferry.dossier(tags=tags), "stix")


def test_a_technique_is_told_as_the_persons_word():
    bundle = stix2.parse(tell(case(), "stix"))
    [pattern] = [one for one in bundle.objects if one["type"] == "attack-pattern"]
    assert pattern.external_references[0].external_id == "T0049.001"
    [note] = [one for one in bundle.objects if one["type"] == "note" and pattern.id in one.object_refs]
    assert (note.authors, note.content) == (["ann"], "the same words everywhere")


@pytest.mark.parametrize("make", EVERY)
def test_stix_is_valid_by_the_standards_own_validator(make):
    """`uv run --with stix2-validator pytest tests/exchange`: it brings an LGPL package, so it is asked for."""
    validator = pytest.importorskip("stix2validator")
    found = validator.validate_string(tell(make(), "stix"), validator.ValidationOptions(version="2.1"))
    assert found.is_valid, found.errors
    # That ids should be random is its only remark: ours are made of the case's, so that telling it again is the same.
    for one in found.object_results if hasattr(found, "object_results") else [found]:
        assert all("{103}" in str(warning) for warning in one.warnings or [])
