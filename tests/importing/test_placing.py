from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.draft import A_PAGE
from generator.importing.item import Item, Kind, Markdown
from generator.importing.placing import HERE_BEFORE
from generator.importing.report import Came
from tests.builders.examples import few
from tests.builders.imports import Texts, brought, came
from tests.builders.sites import SITE, built, make_site, story, tree

HOME = "https://old.example.org"
TEAM = Item(
    key="7",
    title="The team",
    body=Markdown("We are four people and a kettle that whistles."),
    kind=Kind.PAGE,
    addresses=(f"{HOME}/the-team/",),
    day=date(2019, 5, 1),
    is_lasting=True,
    author="Ines",
    summary="Who we are.",
    labels=("hope",),
)
LONGER = replace(TEAM, body=Markdown(f"{TEAM.body.source}\n\nSomebody told us of a winter that was long."))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story, at the root of its host."""
    site = SITE.replace("internal/base/", "internal/")
    return make_site(tmp_path / "site", {"before.md": story("Before")}, site=site)


def moved(root: Path, path: str, to: str) -> Path:
    """A file that somebody has moved."""
    (root / to).parent.mkdir(parents=True, exist_ok=True)
    return (root / path).rename(root / to)


def test_a_page_that_somebody_has_moved_is_not_written_again(root: Path) -> None:
    """A page that lies where a build reads it stays as it is, and what its source has by now is shown."""
    (first,) = brought(root, Texts([TEAM])).texts
    assert A_PAGE in first.remarks
    page = moved(root, "pages/_brought-in/the-team.md", "pages/the-team.md")
    before = page.read_bytes()
    (same,) = brought(root, Texts([TEAM])).texts
    (other,) = brought(root, Texts([LONGER])).texts
    assert (same.came, same.remarks) == (Came.SAME, ())
    assert (other.came, other.path) == (Came.MOVED, "pages/the-team.md")
    assert "+Somebody told us of a winter that was long." in other.difference
    assert A_PAGE not in other.remarks
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("first", "then", "path"),
    [
        (Kind.PAGE, Kind.STORY, "pages/_brought-in/the-team.md"),
        (Kind.STORY, Kind.PAGE, "stories/the-team.md"),
    ],
)
def test_a_text_of_another_kind_is_not_written_over(root: Path, first: Kind, then: Kind, path: str) -> None:
    """A story that is a page at its source by now, or a page that is a story, stays, and the difference is shown."""
    brought(root, Texts([replace(TEAM, kind=first)]))
    before = tree(root)
    (one,) = brought(root, Texts([replace(TEAM, kind=then)])).texts
    assert (one.came, one.path) == (Came.OTHER_KIND, path)
    assert one.difference
    assert tree(root) == before


@pytest.mark.parametrize(
    ("name", "more"), [("by-hand", "aliases: [/the-team/]"), ("by-hand", "slug: the-team"), ("the-team", "")]
)
def test_a_text_at_whose_address_another_was_is_named(root: Path, name: str, more: str) -> None:
    """A text at whose old address a story was written by hand does not come in, and that is told as what it is."""
    address = "/the-team/" if "aliases" in more else "/stories/the-team/"
    (root / f"stories/{name}.md").write_text(story("By hand", more=more), encoding="utf-8")
    (one,) = brought(root, Texts([replace(TEAM, kind=Kind.STORY, addresses=(HOME + address,))])).texts
    assert (one.came, one.path, one.remarks) == (Came.BY_HAND, f"stories/{name}.md", (HERE_BEFORE,))
    assert not one.difference


def test_a_renamed_draft_is_brought_up_to_date(root: Path) -> None:
    """A draft that has another name by now, and is as it came in otherwise, is written anew."""
    brought(root, Texts([replace(TEAM, kind=Kind.STORY)]))
    moved(root, "stories/the-team.md", "stories/2019/team.md")
    assert came(brought(root, Texts([replace(LONGER, kind=Kind.STORY)]))) == [(Came.RENEWED, "stories/2019/team.md")]


def test_an_address_that_somebody_gave_away_stays_given(root: Path) -> None:
    """A draft that is brought up to date takes no address that somebody has meanwhile given to another text."""
    gate, hill = (replace(TEAM, key=key, title=key, kind=Kind.STORY, addresses=()) for key in ("gate", "hill"))
    brought(root, Texts([gate, hill]))
    path = root / "stories/gate.md"
    path.write_text(path.read_text().replace("topics:", 'aliases: ["/2019/"]\ntopics:'), encoding="utf-8")
    brought(root, Texts([gate, replace(hill, addresses=(f"{HOME}/2019/",))]))
    assert "/2019/" not in (root / "stories/hill.md").read_text()


TEXTS = st.lists(
    st.builds(
        Item,
        key=st.sampled_from("abc"),
        title=st.sampled_from(["The gate", "A hill"]),
        body=st.sampled_from(["We painted the gate.", "Other words.", "[gate](/2019/the-gate/)"]).map(Markdown),
        kind=st.sampled_from(Kind),
        slug=st.sampled_from(["the-gate", "a-hill", "before"]),
        addresses=st.lists(st.sampled_from(["/2019/the-gate/", "/stories/before/", "/the-gate/"]), max_size=2).map(
            tuple
        ),
        day=st.just(date(2019, 1, 1)),
        author=st.just("Ines"),
        summary=st.sampled_from(["Of a gate.", "Of a hill."]),
        labels=st.just(("hope",)),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda item: item.key,
)
ACTS = st.sampled_from(["move", "approve", "no draft", "consent", "address", "delete", "edit"])


def acted(root: Path, act: str, which: int) -> None:
    """Do what a person may do with one of the texts that were brought in, as far as it can be done."""
    texts = [path for path in sorted(root.rglob("*.md")) if b"hearten import" in path.read_bytes()]
    if not texts:
        return
    path = texts[which % len(texts)]
    said = path.read_text(encoding="utf-8")
    given_, no_draft = said.replace("status: requested\n  scope: []", GIVEN), said.replace("draft: true\n", "")
    changed = {
        "approve": no_draft.replace("status: requested\n  scope: []", GIVEN),
        "no draft": no_draft,
        "consent": given_,
        "address": said.replace("consent:", "slug: elsewhere\nconsent:"),
        "edit": f"{said}\nMine.\n",
    }
    if act == "move":
        to = path.relative_to(root).as_posix().replace("/_brought-in/", "/")
        moved(root, path.relative_to(root).as_posix(), to)
    elif act == "delete":
        path.unlink()
    else:
        path.write_text(changed[act], encoding="utf-8")


GIVEN = "status: given\n  given_on: 2026-01-01\n  scope: [web]"


def published(root: Path) -> tuple[bool, dict[str, bytes]]:
    """Whether a build finds errors, and what it publishes."""
    return built(root).has_errors, tree(root / "public")


@given(sources=st.lists(TEXTS, min_size=2, max_size=3), acts=st.lists(st.tuples(ACTS, st.integers(0, 5)), max_size=4))
@settings(max_examples=few(12, fresh=60))
def test_no_import_changes_what_is_published(
    tmp_path_factory: pytest.TempPathFactory, sources: Sequence[Sequence[Item]], acts: Sequence[tuple[str, int]]
) -> None:
    """Whatever was brought in, moved, edited and approved: another import changes nothing that a build publishes."""
    root = make_site(tmp_path_factory.mktemp("published") / "site", {"before.md": story("Before")})
    brought(root, Texts(sources[0]))
    for act, which in acts:
        acted(root, act, which)
    before = published(root)
    for source in sources[1:]:
        brought(root, Texts(source))
    assert published(root) == before
