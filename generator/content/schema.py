"""YAML documents held against their types: typed values, or every problem with its place; the types as JSON Schema."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from generator.content.strict_yaml import Document, Loc
from generator.ground.diagnostics import Checked, Diagnostic, did_you_mean, error

T = TypeVar("T")


_adapter = cache(TypeAdapter)


@cache
def json_schema(kind: Any) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document type, so that editors complete and check files of it."""
    schema = _adapter(kind).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **cast("dict[str, Any]", _untitled(schema))}


def _untitled(node: Any) -> Any:
    """Without the titles that pydantic makes of names, which tell an author nothing."""
    if isinstance(node, list):
        return [_untitled(n) for n in node]
    if not isinstance(node, dict):
        return node
    keep_all = {k: {n: _untitled(s) for n, s in node[k].items()} for k in ("properties", "$defs") if k in node}
    return {k: keep_all.get(k, _untitled(v)) for k, v in node.items() if not (k == "title" and isinstance(v, str))}


def check(kind: type[T], document: Document, path: str) -> Checked[T]:
    """The document as a value of ``kind``, or None and all that is wrong with it."""
    try:
        adapter: TypeAdapter[T] = _adapter(cast("Any", kind))  # mypy holds type[T] to be unhashable
        return Checked(adapter.validate_python(document.value))
    except ValidationError as e:
        problems = [dict(p) for p in e.errors(include_url=False)]
        # A list whose entries are wrong counts as empty with pydantic; it is not.
        told = (p for p in problems if p["type"] != "too_short" or not p["input"])
        return Checked(None, tuple(_diagnostic(kind, document, path, p) for p in told))


def _diagnostic(  # noqa: C901  # one case for each kind of problem reads best as one list
    kind: type[Any], document: Document, path: str, problem: dict[str, Any]
) -> Diagnostic:
    loc: Loc = tuple(problem["loc"])
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    context = problem.get("ctx", {})
    match problem["type"]:
        case "field":
            message = f"{context['message']} (“{name}”)" if name else context["message"]
            hint, within = context["hint"], node_at(kind, loc[:-1])
            if context["rule"] == "empty" and name in within.get("required", ()):
                hint = f"write “{name}: {_example(kind, loc)}”. {within['properties'][name]['description']}"
            return error(context["rule"], path, document.value_span(loc), message, hint)
        case "unexpected_keyword_argument" | "extra_forbidden":
            known = sorted(node_at(kind, loc[:-1]).get("properties", ()))
            hint = did_you_mean(name, known, f"the fields here are {', '.join(known)}")
            return error("unknown-field", path, document.key_span(loc), f"unknown field “{name}”", hint)
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            hint = f"add “{name}: {_example(kind, loc)}”. {node_at(kind, loc[:-1])['properties'][name]['description']}"
            parent = loc[:-1]
            span = document.value_span(parent) if parent and isinstance(parent[-1], int) else document.key_span(parent)
            return error("missing-field", path, span, f"“{name}” is missing", hint)
        case "literal_error":
            known = _words(node_at(kind, loc))
            given = problem["input"]
            hint = did_you_mean(str(given), known, f"write one of {', '.join(known)}")
            if loc[0] == "consent":  # a guess would put words into the storyteller's mouth
                hint = f"write what the signed form says, as one of {', '.join(known)}"
            what = f"“{given}” is" if isinstance(given, str) else "this is"
            return error("unknown-value", path, document.value_span(loc), f"{what} not a value of {name}", hint)
        case "tuple_type" | "list_type":
            hint = f"write a list, with brackets: {name}: {_example(kind, loc)}"
            if problem["input"] is None and name not in node_at(kind, loc[:-1]).get("required", ()):
                hint = f"if there is nothing to list, write {name}: [], or delete the line; else {hint}"
            return error("not-a-list", path, document.value_span(loc), f"“{name}” must be a list", hint)
        case "dataclass_type" | "dict_type" | "mapping_type":
            known = sorted(node_at(kind, loc).get("properties", ()))
            what = f"“{name}”" if name else "this"
            hint = (
                f"write one field a line, “name: value”: {', '.join(known)}"
                if known
                else "write one field a line, “name: value”"
            )
            return error("not-a-mapping", path, document.value_span(loc), f"{what} must hold fields", hint)
        case "too_short":
            return error(
                "too-few",
                path,
                document.value_span(loc),
                f"“{name}” is empty",
                f"write at least {context['min_length']}",
            )
        case "too_long":
            message = f"“{name}” has too many entries"
            return error("too-many", path, document.value_span(loc), message, f"keep at most {context['max_length']}")
        case "string_type":
            return error(
                "text",
                path,
                document.value_span(loc),
                f"“{name}” must be text",
                "write words after the colon, in quotes",
            )
        case "int_parsing" | "int_type" | "int_from_float" | "greater_than_equal" | "less_than_equal":
            hint = "write a whole number from 1 to 1000"
            return error("number", path, document.value_span(loc), f"“{name}” is not such a number", hint)
        case other:
            return error(
                other,
                path,
                document.value_span(loc),
                f"“{name}”: {problem['msg'].lower()}",
                "see the guide for authors",
            )


def node_at(kind: Any, loc: Loc) -> dict[str, Any]:
    """The part of the JSON Schema that stands for ``loc``, with references resolved."""
    whole = json_schema(kind)
    node = whole
    for part in (*loc, None):
        while "$ref" in node or "anyOf" in node:
            if "$ref" in node:
                node = whole["$defs"][node["$ref"].rsplit("/", 1)[1]]
            else:
                node = next(n for n in node["anyOf"] if n.get("type") != "null")
        if part is None:
            return node
        named = node.get("properties", {}).get(part) or node.get("additionalProperties") or {}
        node = node.get("items", {}) if isinstance(part, int) else named
    raise AssertionError("the loop ends at None")


def _words(node: dict[str, Any]) -> list[str]:
    return [node["const"]] if "const" in node else list(node.get("enum", ()))


def _example(kind: type[Any], loc: Loc) -> str:
    parent = node_at(kind, loc[:-1]).get("properties", {})
    examples = parent.get(loc[-1], {}).get("examples", ())
    return examples[0] if examples else "…"
