"""The API under what its own OpenAPI document allows, and under what it does not: never a 5xx, always what it says."""

import time
import warnings
from collections import Counter
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from tests.serve.making import filled
from tests.serve.running import field, process

EXAMPLES = 12
MATRIX = {"evidence": "evidence", "hypothesis": "hypotheses"}
NOWHERE = "http://127.0.0.1:1/"
UNENDING = {"/cases/{case}/events"}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzzed")
    filled(folder / "ferry.sqlite")
    with process(folder) as (_, address), httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        yield client


def known_ids(client):
    """Ids of the case, with a judgement, a job and a problem made for this."""
    case = "/cases/ferry"
    job = client.post(f"{case}/jobs", json={"places": [NOWHERE]}).json()["id"]
    # The job reads the pages anew: the ids are those after it.
    while client.get(f"{case}/jobs/{job}").json()["state"] != "done":
        time.sleep(0.05)
    said = client.get(f"{case}/statements").json()["items"]
    first = said[0]["statement"]["id"]
    judged = [client.post(f"{case}/judgements", json={"verb": v, "left": first}) for v in ("reports", "shown")]
    claims = [row["id"] for row in client.get(f"{case}/claims").json()["items"]]
    matrix = client.get(f"{case}/claims/{claims[0]}/hypotheses").json()
    return {
        "case": ["ferry"], "claim": claims, "statement": [row["statement"]["id"] for row in said],
        "page": [row["statement"]["document"] for row in said], "judgement": [one.json()["id"] for one in judged],
        "actor": [row["actor"]["id"] for row in client.get(f"{case}/actors").json()["items"]],
        "outlet": [row["name"] for row in client.get(f"{case}/outlets").json()["items"]],
        "name": ["json", "csv", "markdown", "report"], "job": [job],
        **{name: [one["id"] for one in matrix[key]] for name, key in MATRIX.items()},
    }  # fmt: skip


def with_real_ids(document, client):
    """Nearly all ids asked for are of this case: else everything would end at 404."""
    known = known_ids(client)
    for operation in (operation for path in document["paths"].values() for operation in path.values()):
        for part in operation["parameters"]:
            if part["name"] in known and part["in"] == "path":
                part["schema"] = {"enum": [*known[part["name"]], *([] if part["name"] == "case" else ["none"])]}
            if part["name"] == "asof":
                part["schema"] = {"enum": ["2024-05-02", "2099-01-01", "2024-02-31"]}
            if part["name"] == "without":
                part["schema"]["items"] = {"enum": [*known["statement"], *known["actor"]]}
    bodies = {
        name: schema["properties"] for name, schema in document["components"]["schemas"].items() if "Given" in name
    }
    for name in ("left", "right"):
        bodies["JudgementGiven"][name] = {"enum": [*known["claim"], *known["statement"], "none"]}
    for name in ("evidence", "hypothesis"):
        bodies["CellGiven"][name] = {"enum": known[name]}
    bodies["PlacesGiven"]["places"]["items"] = {"enum": [NOWHERE, "none"]}
    bodies["RetryGiven"]["places"] = {"type": "array", "items": {"enum": [NOWHERE]}}
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
        csrf = {"X-CSRF-Token": field(httpx.get(served.base_url.join("/ferry/gather"), timeout=60))}
        answers = Counter()
        for found in schema.get_all_operations():
            operation = found.ok()

            @settings(
                max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
                phases=[Phase.generate], suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=operation.as_strategy())
            def asked(case):
                answer = case.call(timeout=60, headers=csrf)
                answers[case.operation.label, answer.status_code // 100] += 1
                case.validate_response(answer, checks=wanted)

            asked()
    missed = {label for label, _ in answers} - {label for label, kind in answers if kind == 2}
    assert missed <= {"GET /cases/{case}/claims/{claim}/what-if"}, f"only refusals were tried there: {answers}"


ODD = ["", "\x00", "0" * 5000, "%00", "..", "../../etc/passwd", "ferry/../ferry", "💥", b"\xed\xa0\x80", b"\xff"]
PLACES = ("/cases/{}", "/cases/ferry/claims/{}", "/cases/ferry/outlets/{}", "/cases/ferry/search?q={}",
          "/cases/ferry/claims?cursor={}", "/cases/ferry?asof={}", "/cases/ferry/what-if?without={}")  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_no_odd_address_breaks_the_server(served, odd):
    for place in PLACES:
        answer = served.get(place.format(quote(odd, safe="")))
        assert answer.status_code < 500, place
