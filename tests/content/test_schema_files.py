"""The schemas that editors use: they are those of the program, and the example's files keep them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from generator.cli.main import main
from generator.store.resources import STARTER
from tests.builders.example import ROOT
from tests.builders.sites import SITE, story

KINDS = ("story", "page", "site", "theme")


class Editor(yaml.SafeLoader):
    """YAML 1.2 as editors read it: a date is text, and only true and false are booleans."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), ["t", "f"])


def problems(kind: str, text: str) -> list[str]:
    """What an editor would underline."""
    schema = json.loads((ROOT / "schema" / f"{kind}.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    front = text.split("---\n")[1] if text.startswith("---") else text
    value: Any = yaml.load(front, Editor)
    return [error.json_path for error in validator.iter_errors(value)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_are_those_of_the_program(kind: str) -> None:
    """Each file in schema/ is what the command prints."""
    done = CliRunner().invoke(main, ["schema", kind])
    assert done.stdout == (ROOT / "schema" / f"{kind}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_site_has_the_same_files(tmp_path: Path, kind: str) -> None:
    """A new site gets the same schemas."""
    CliRunner().invoke(main, ["new", str(tmp_path / "site")])
    made = tmp_path / "site" / "schema" / f"{kind}.json"
    assert made.read_bytes() == (ROOT / "schema" / f"{kind}.json").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_schemas(kind: str) -> None:
    """Each schema is valid JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(json.loads((ROOT / "schema" / f"{kind}.json").read_text("utf-8")))


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("story", [*(ROOT / "stories").glob("*.md"), *(STARTER / "stories").glob("*.md")]),
        ("page", [*(ROOT / "pages").glob("*.md"), *(STARTER / "pages").glob("*.md")]),
        ("site", [ROOT / "site.yaml", STARTER / "site.yaml"]),
        ("theme", [*(ROOT / "themes").glob("*/theme.yaml")]),
    ],
)
def test_the_example_keeps_the_schemas(kind: str, files: list[Path]) -> None:
    """Every file of the example site, of a new site and of the themes is valid by its schema."""
    found = {path.name: problems(kind, path.read_text(encoding="utf-8")) for path in files}
    assert found
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (story(more="sumary: A typo."), "$"),
        (story(more="draft: perhaps"), "$.draft"),
        (story(day="14 March"), "$.date"),
        (story(topics="hope"), "$.topics"),
        (story(consent="{record: R-1, status: givn, scope: [web]}"), "$.consent"),
        (story(consent="{record: R-1, status: given, scope: [wbe]}"), "$.consent"),
        (story(more="slug: A Gate"), "$.slug"),
    ],
)
def test_schemas_find_mistakes(text: str, path: str) -> None:
    """What the program refuses in a story, an editor underlines."""
    assert problems("story", story()) == []
    assert [p for p in problems("story", text) if p.startswith(path)]


def test_the_site_schema_finds_mistakes() -> None:
    """What the program refuses in site.yaml, an editor underlines."""
    assert problems("site", SITE) == []
    assert problems("site", SITE.replace("tagline:", "tag_line:")) == ["$"]
