from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.markdown_sites.front_matter import parted


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: A gate\ntags: [a, b]\ndraft: true\nextra:\n  n: 1\n---\nText.\n",
        "---\ntitle: A gate\ntags: [a, b]\ndraft: true\nextra:\n  n: 1\n...\nText.\n",
        '+++\ntitle = "A gate"\ntags = ["a", "b"]\ndraft = true\n[extra]\nn = 1\n+++\nText.\n',
        '{"title": "A gate", "tags": ["a", "b"], "draft": true, "extra": {"n": 1}}\nText.\n',
        '---json\n{"title": "A gate", "tags": ["a", "b"], "draft": true, "extra": {"n": 1}}\n---\nText.\n',
    ],
)
def test_kinds(source: str) -> None:
    """YAML, TOML and JSON say the same."""
    found = parted(source)
    assert found is not None
    assert found.fields == {"title": "A gate", "tags": ["a", "b"], "draft": "true", "extra": {"n": "1"}}
    assert found.text.strip() == "Text."


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: A gate\nbroken: [a\nslug: gate\n---\nText.\n",
        "---\ntitle: A gate\nbroken: &x y\nslug: gate\n---\nText.\n",
        '+++\ntitle = "A gate"\nbroken = [\nslug = "gate"\n+++\nText.\n',
    ],
)
def test_a_broken_field(source: str) -> None:
    """A field that cannot be read is named, and takes no other with it."""
    found = parted(source)
    assert found is not None
    assert found.fields == {"title": "A gate", "slug": "gate"}
    assert found.unread == ("broken",)


def test_a_colon_in_a_title() -> None:
    """Words with a colon, which YAML cannot read, are read as anybody reads them."""
    found = parted("---\ntitle: A gate: in May\nslug: gate\n---\nText.\n")
    assert found is not None
    assert found.fields == {"title": "A gate: in May", "slug": "gate"}


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: A gate\nemail: ines@example.org\n",
        '+++\ntitle = "A gate"\n\nText.\n',
        '{"title": "A gate", "email":\n\nText.\n',
        '---json\n{"title"\n---\nText.\n',
    ],
)
def test_no_end(source: str) -> None:
    """Front matter of which nobody knows where it ends is no text."""
    assert parted(source) is None


@pytest.mark.parametrize("source", ["Text.\n", "---\n\nText.\n\n---\n\nMore.\n", "", "---\nText without a field.\n"])
def test_none(source: str) -> None:
    """A text without front matter is a text, also below a line."""
    found = parted(source)
    assert found is not None
    assert not found.fields
    assert "ext" in found.text or not source


def test_nested_beyond_measure() -> None:
    """Braces within braces beyond all measure are read as front matter that nobody can read."""
    assert parted('{"a":' + "[" * 100_000) is None


@given(st.text(alphabet="a:= -+{}[]\"'\n&*!|>#,.", max_size=60), st.sampled_from(["---", "+++", "{", "---json"]))
def test_any_signs(words: str, fence: str) -> None:
    """Whatever stands in front matter, reading it raises nothing."""
    parted(f"{fence}\n{words}\n{fence}\n")
