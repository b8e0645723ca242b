"""Fields say what they are: none can forget to, and what they say fits together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated

import pytest

from generator.consent.documents import words
from generator.content.front_matter import Image, PageHeader, StoryHeader
from generator.content.stance import FORMS, NO_WORDS, TEXT, Approved, Stance, guarded, naming, parts, stances
from generator.store.resources import PAPERS

APPROVED = {path: stance.approved for path, stance in stances(StoryHeader).items() if stance.approved}


@dataclass
class Forgetful:
    """A header with a field that says nothing."""

    title: Annotated[str, NO_WORDS]
    place: str


@dataclass
class Outer:
    """A header with a field of which a field within says nothing."""

    inner: Forgetful | None


@dataclass
class Both:
    """A header with a field that speaks for the fields within it, which speak for themselves."""

    images: Annotated[tuple[Image, ...], NO_WORDS]


@pytest.mark.parametrize(
    ("kind", "what"),
    [(Forgetful, "Forgetful.place takes no stance"), (Outer, "Forgetful.place"), (Both, "Both.images takes one, and")],
)
def test_a_forgotten_stance_fails(kind: type, what: str) -> None:
    """A field that takes no stance, at any depth, or takes two, stops whoever asks."""
    with pytest.raises(TypeError, match=what):
        stances(kind)


def test_nothing_of_a_stance_can_be_left_out() -> None:
    """A stance decides on approval, on guards and on files; none of them has a default."""
    with pytest.raises(TypeError):
        Stance(approved=None, guarded=False)  # type: ignore[call-arg]  # this is what must fail


@pytest.mark.parametrize("kind", [StoryHeader, PageHeader])
def test_every_field_takes_a_stance(kind: type) -> None:
    """Every field of a story's and a page's front matter says what it is to approval, guards and files."""
    assert {path[0] for path in stances(kind)} == {field.name for field in fields(kind)}


def test_what_is_guarded_and_what_names_files() -> None:
    """Guards look at all that reaches readers in words, and the picture above a story is a file that it names."""
    assert {"title", "author", "summary", "slug", "aliases", "image", "series"} <= set(guarded(StoryHeader))
    assert {"title", "summary", "slug"} <= set(guarded(PageHeader))
    assert (("image", "src"), "picture") in naming(StoryHeader)


@pytest.mark.parametrize(
    ("path", "approved"), APPROVED.items(), ids=lambda x: ".".join(x) if isinstance(x, tuple) else ""
)
def test_forms_cover_what_fields_say(path: tuple[str, ...], approved: Approved) -> None:
    """A field's part is covered by the form that the field names, by each later one, and by none before."""
    covering = {form for form, names in FORMS.items() if approved.part in names}
    assert covering == {form for form in FORMS if form >= approved.since} != set()
    assert parts(StoryHeader)[approved.part] == path[0]


def test_forms_cover_nothing_else() -> None:
    """Every part of every form is the text or a field's, and stands in it once."""
    for names in FORMS.values():
        assert set(names) <= {TEXT, *parts(StoryHeader)}
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", sorted(p.name.split(".")[1] for p in PAPERS.glob("words.*.yaml")))
def test_papers_name_every_part(language: str) -> None:
    """Every part that a storyteller approves has a name in each language that papers speak."""
    assert {f"seen_{part.replace(' ', '_')}" for part in FORMS[max(FORMS)]} <= words(language).keys()
