"""The API under what its own OpenAPI document allows, and under what it does not: never a 5xx, always what it says."""

import warnings
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from tests.serve.making import filled
from tests.serve.running import process

EXAMPLES = 12
UNENDING = {"/cases/{case}/events"}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzzed")
    filled(folder / "ferry.sqlite")
    with process(folder) as (_, address), httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        yield client


def with_real_ids(document, client):
    """Half of all ids asked for are of this case: else everything would end at 404."""
    first = client.get("/cases/ferry/claims").json()["items"]
    said = client.get("/cases/ferry/statements").json()["items"]
    known = {
        "case": ["ferry"], "claim": [row["id"] for row in first],
        "statement": [row["statement"]["id"] for row in said], "page": [row["statement"]["document"] for row in said],
        "actor": [row["actor"]["id"] for row in client.get("/cases/ferry/actors").json()["items"]],
        "outlet": [row["name"] for row in client.get("/cases/ferry/outlets").json()["items"]],
        "name": ["json", "csv", "markdown", "report"],
    }  # fmt: skip
    for path in document["paths"].values():
        for operation in path.values():
            for part in operation["parameters"]:
                if part["name"] in known and part["in"] == "path":
                    part["schema"] = {"anyOf": [{"enum": known[part["name"]]}, part["schema"]]}
    body = document["components"]["schemas"]["JudgementGiven"]["properties"]
    for name in ("left", "right"):
        body[name] = {"anyOf": [{"enum": known["claim"] + known["statement"]}, body[name]]}
    document["paths"] = {path: rest for path, rest in document["paths"].items() if path not in UNENDING}
    return document


def test_the_document_is_one(served):
    document = served.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_no_question_breaks_the_server_and_every_answer_is_as_described(served):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import schemathesis
        from schemathesis import checks

        document = with_real_ids(served.get("/openapi.json").json(), served)
        schema = schemathesis.openapi.from_dict(document)
        schema.config.update(base_url=str(served.base_url))
        wanted = [
            checks.not_a_server_error, checks.response_schema_conformance, checks.content_type_conformance,
            checks.status_code_conformance,
        ]  # fmt: skip
        tried = 0
        for found in schema.get_all_operations():
            operation = found.ok()

            @settings(
                max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
                phases=[Phase.generate], suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=operation.as_strategy())
            def asked(case):
                nonlocal tried
                tried += 1
                case.validate_response(case.call(timeout=60), checks=wanted)

            asked()
    assert tried > 200


ODD = ["", "\x00", "0" * 5000, "%00", "..", "../../etc/passwd", "ferry/../ferry", "💥", b"\xed\xa0\x80", b"\xff"]
PLACES = ("/cases/{}", "/cases/ferry/claims/{}", "/cases/ferry/outlets/{}", "/cases/ferry/search?q={}",
          "/cases/ferry/claims?cursor={}", "/cases/ferry?asof={}", "/cases/ferry/what-if?without={}")  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_no_odd_address_breaks_the_server(served, odd):
    for place in PLACES:
        answer = served.get(place.format(quote(odd, safe="")))
        assert answer.status_code < 500, place
