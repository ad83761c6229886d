"""The OpenAPI 3.1 document, made of the routes' own table and the types that they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any

import msgspec

from firsthand import __version__
from firsthand.serve.api.endpoint import BASE, JSON, Endpoint
from firsthand.serve.problem import MEDIA
from firsthand.tell.json import schema

Object = dict[str, Any]
_REF = "#/components/schemas/{name}"
_PARTS = re.compile(r"\{(\w+)(?::path)?\}")
_FAILURE: Object = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What was wrong, and what to do."},
    },
}  # fmt: skip
_FILES: Object = {
    "type": "object",
    "required": ["files"],
    "properties": {"files": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}},
}


def document(endpoints: Sequence[Endpoint]) -> Object:
    """The whole document."""
    paths: dict[str, Object] = {}
    for one in endpoints:
        paths.setdefault(_PARTS.sub(r"{\1}", one.path), {})[one.method.casefold()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "firsthand", "version": __version__, "description": "Who says it, who said it first, who "
                 "only repeats: a case through REST. Offsets are code points; every read takes `asof`."},
        "servers": [{"url": BASE}],
        "security": [{}, {"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": _components(endpoints),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "firsthand_session"},
            },
        },
    }  # fmt: skip


def _operation(one: Endpoint) -> Object:
    said: Object = {
        "operationId": one.act.__name__,
        "summary": (one.act.__doc__ or "").strip(),
        "tags": [one.act.__module__.rpartition(".")[2]],
        "parameters": [*_parts(one), *_questions(one)],
        "responses": _responses(one),
    }
    if one.body:
        said["requestBody"] = {"required": True, "content": {one.takes: {"schema": _schema(one.body)}}}
    elif one.takes != JSON:
        said["requestBody"] = {"required": True, "content": {one.takes: {"schema": _FILES}}}
    if one.role != "reader":
        said["description"] = f"Takes the role {one.role}."
    return said


def _parts(one: Endpoint) -> list[Object]:
    text = {"type": "string", "minLength": 1}
    return [{"name": name, "in": "path", "required": True, "schema": text} for name in _PARTS.findall(one.path)]


def _questions(one: Endpoint) -> list[Object]:
    if one.query is None:
        return []
    whole = msgspec.json.schema_components([one.query], ref_template=_REF)[1][one.query.__name__]
    needed = set(whole.get("required", ()))
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": _asked(kind)}
        for name, kind in whole["properties"].items()
    ]


def _asked(kind: Object) -> Object:
    """A question that is not asked is left out: there is no null in an address."""
    kinds = [one for one in kind.get("anyOf", ()) if one.get("type") != "null"]
    rest = {k: v for k, v in kind.items() if k not in {"anyOf", "default"}}
    if len(kinds) == 1:
        return {**rest, **kinds[0]}
    if None in kind.get("enum", ()):
        rest["enum"] = [value for value in kind["enum"] if value is not None]
    return rest if "anyOf" in kind or "default" not in kind else {**rest, **_default(kind)}


def _default(kind: Object) -> Object:
    return {} if kind["default"] is None else {"default": kind["default"]}


def _responses(one: Endpoint) -> Object:
    found: Object = {str(one.status): _given(one)}
    if one.method == "POST" and one.status == 201:
        found["200"] = {**_given(one), "description": "It stood already."}
    if one.method == "GET" and one.kept and one.of_case:
        found["304"] = {"description": "As you have it."}
    for status in (400, 401, 403, 404, 409, 413, 415, 421, 422):
        if status in {413, 415} and one.method not in {"POST", "PUT"}:
            continue
        content = {MEDIA: {"schema": {"$ref": _REF.format(name="Failure")}}}
        found[str(status)] = {"description": HTTPStatus(status).phrase, "content": content}
    return found


def _given(one: Endpoint) -> Object:
    said: Object = {"description": HTTPStatus(one.status).phrase}
    if one.status == 204:
        return said
    if one.paged:
        said["headers"] = {
            "Link": {"schema": {"type": "string"}, "description": "rel=first, and rel=next if there is more"}
        }
    if one.gives is None:
        return {**said, "content": {one.media: {}}}
    given = _listed(_schema(one.gives)) if one.paged else _schema(one.gives)
    return {**said, "content": {one.media: {"schema": given}}}


def _listed(items: Object) -> Object:
    return {
        "type": "object",
        "required": ["items", "total", "next"],
        "properties": {
            "items": {"type": "array", "items": items},
            "total": {"type": "integer", "minimum": 0},
            "next": {"type": ["string", "null"]},
        },
    }


def _schema(kind: Any) -> Object:  # noqa: ANN401  a type, or an annotation of one
    found: Object = msgspec.json.schema_components([kind], ref_template=_REF)[0][0]
    return found


def _components(endpoints: Iterable[Endpoint]) -> Object:
    kinds = [kind for one in endpoints for kind in (one.body, one.gives) if kind is not None]
    own = msgspec.json.schema_components(kinds, ref_template=_REF)[1]
    return {**_nouns(), **own, "Failure": _FAILURE}


@cache
def _nouns() -> Object:
    """The nouns of dossier.schema.json, pointing at one another where they stand now."""
    found: Object = _moved(schema()["$defs"])
    return found


def _moved(part: Any) -> Any:  # noqa: ANN401  any JSON
    if isinstance(part, dict):
        return {
            k: v.replace("#/$defs/", "#/components/schemas/") if k == "$ref" else _moved(v) for k, v in part.items()
        }
    return [_moved(one) for one in part] if isinstance(part, list) else part
