from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.refused import RefusedError
from generator.importing.blog_exports.ghost import Ghost
from generator.importing.container import Container, contained
from generator.importing.item import Fate, Html, Item, Kind, LeftOut, TopPicture
from generator.importing.markdown_sites.fields import FOR_MEMBERS
from tests.builders.blog_exports import POST, ghost
from tests.builders.markdown_sites import kind_of, laid_out


def items(folder: Path, *posts: Mapping[str, Any], **tables: Any) -> list[Item | LeftOut]:
    """What comes of an export with these posts."""
    laid_out(folder, {"voices.ghost.2020.json": ghost(*posts, **tables)})
    return list(Ghost(contained(folder)).items())


def one(folder: Path, **post: Any) -> Item:
    """The only text of an export."""
    item = items(folder, post)[0]
    assert isinstance(item, Item)
    return item


def test_recognised(tmp_path: Path) -> None:
    """An export of Ghost is told by what it says of itself at its beginning."""
    laid_out(tmp_path, {"a.json": ghost({})})
    assert kind_of(tmp_path / "a.json") == "ghost"


def test_a_post(tmp_path: Path) -> None:
    """A post has its title, words, address, author, labels and summary, and none that Ghost hides from readers."""
    item = one(tmp_path)
    assert (item.title, item.slug, item.addresses) == ("The gate", "the-gate", ("/the-gate/",))
    assert item.body == Html("<p>We painted the <em>gate</em>.</p>")
    assert (item.author, item.labels, item.summary) == ("Ines M.", ("Hope",), "A gate is painted.")


def test_days(tmp_path: Path) -> None:
    """A moment of Ghost is the day that it was where the site stands."""
    item = one(tmp_path)
    assert (item.day, item.updated) == (date(2019, 3, 5), date(2019, 3, 6))


def test_people(tmp_path: Path) -> None:
    """No login or address of anybody comes in; they are counted."""
    found = items(tmp_path, {}, members=[{"email": "sam@example.org"}])
    assert "example.org" not in repr(found)
    assert "secret" not in repr(found)
    assert isinstance(found[-1], LeftOut)
    assert (found[-1].what, found[-1].count) == ("logins and e-mail addresses", 2)


@pytest.mark.parametrize("visibility", ["members", "paid", "tiers"])
def test_what_was_for_some(visibility: str, tmp_path: Path) -> None:
    """What only some were shown does not come in, and is named by its title if that was shown to everybody."""
    (left, draft, _) = items(
        tmp_path,
        {"visibility": visibility, "title": "For some", "uuid": "u1"},
        {"visibility": visibility, "title": "For nobody", "uuid": "u2", "status": "draft"},
    )
    assert left == replace(FOR_MEMBERS, keys=("u1",), titles=("For some",))
    assert draft == replace(FOR_MEMBERS, keys=("u2",))


@pytest.mark.parametrize(
    ("status", "what"),
    [("draft", "a draft at the old site"), ("scheduled", "a text that was to come out later"), ("published", None)],
)
def test_statuses(status: str, what: str | None, tmp_path: Path) -> None:
    """What never came out at the old site is looked at."""
    assert [remark.what for remark in one(tmp_path, status=status).remarks] == ([] if what is None else [what])


@pytest.mark.parametrize(
    ("post", "more"), [({"status": "sent"}, {}), ({}, {"email_only": 1}), ({"email_only": True}, {})]
)
def test_only_sent(post: dict[str, Any], more: dict[str, Any], tmp_path: Path) -> None:
    """A text that was sent by e-mail and never stood on the web is looked at."""
    (item, _) = items(tmp_path, post, posts_meta=[{"post_id": "0", **more}])
    assert isinstance(item, Item)
    assert [remark.what for remark in item.remarks] == ["a text that was only sent by e-mail"]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>A</p><!--members-only--><p>For some</p>", "<p>A</p>"),
        ('A<!--kg-gated-block:begin nonMember:false memberSegment:"x" -->For some<!--kg-gated-block:end-->B', "AB"),
        ("A<!--kg-gated-block:begin memberSegment:x -->For some", "A"),
        ("A<!--kg-gated-block:begin nonMember:false-->For some<!--members-only-->B<!--kg-gated-block:end-->C", "AC"),
    ],
)
def test_parts_for_members(html: str, kept: str, tmp_path: Path) -> None:
    """What only members could read of a text that all could does not come in, and is looked at."""
    item = one(tmp_path, html=html)
    assert item.body == Html(kept)
    assert [remark.fate for remark in item.remarks] == [Fate.LOOK]


def test_parts_for_all(tmp_path: Path) -> None:
    """A block that those who are no members could read comes in."""
    item = one(
        tmp_path, html="<!--kg-gated-block:begin nonMember:true memberSegment:x -->For all<!--kg-gated-block:end-->"
    )
    assert isinstance(item.body, Html)
    assert "For all" in item.body.source
    assert item.remarks == ()


def test_cards_to_sign_up(tmp_path: Path) -> None:
    """A card in which readers sign up goes with all that is in it, and what stands around it stays."""
    card = '<div class="kg-card kg-signup-card"><div><h2>Join</h2><form></form></div></div>'
    item = one(tmp_path, html=f"<div>A</div>{card}<p>B</p>{card}C")
    assert item.body == Html("<div>A</div><p>B</p>C")
    assert [remark.what for remark in item.remarks] == ["what asks readers to subscribe"]


@pytest.mark.parametrize("post", [{"type": "page"}, {"page": 1, "type": None}])
def test_pages(post: dict[str, Any], tmp_path: Path) -> None:
    """A page is a page, in old exports and new ones."""
    assert one(tmp_path, **post).kind is Kind.PAGE


def test_the_picture_above_a_text(tmp_path: Path) -> None:
    """The picture above a post comes with its words, and is found beside the export."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        words = [{"post_id": "0", "feature_image_alt": "A gate.", "feature_image_caption": "In <b>May</b>"}]
        archive.writestr("voices.json", ghost({}, posts_meta=words))
        archive.writestr("content/images/gate.jpg", b"a picture")
    source = Ghost(contained(tmp_path / "a.zip"))
    item = next(iter(source.items()))
    assert isinstance(item, Item)
    assert item.picture == TopPicture("/content/images/gate.jpg", "A gate.", "In May")
    assert source.file("/content/images/gate.jpg") == b"a picture"


def test_the_address_of_the_site(tmp_path: Path) -> None:
    """What Ghost writes for its own address is taken out of links."""
    body = one(tmp_path, html='<a href="__GHOST_URL__/a-hill/">So</a>').body
    assert body == Html('<a href="/a-hill/">So</a>')


def test_only_its_editor_can_read_it(tmp_path: Path) -> None:
    """A text that was never written as HTML is counted, with what to do."""
    (left, _) = items(tmp_path, {"html": None, "lexical": "{}"})
    assert isinstance(left, LeftOut)
    assert "editor of Ghost" in left.what


@pytest.mark.parametrize(
    "data",
    [
        ghost({})[:-20],
        "[" * 100_000,
        '{"db": [{"meta": {}}]}',
        "[]",
        "null",
        '{"db": [{"data": {"posts": 1}}]}',
        "\xff",
    ],
)
def test_broken(data: str, tmp_path: Path) -> None:
    """An export that is cut off, or is none, is told, with what to do."""
    laid_out(tmp_path, {"a.json": data.encode("latin-1")})
    with pytest.raises(RefusedError, match="Export it in Ghost once more"):
        Ghost(contained(tmp_path / "a.json"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "key"]), inner, max_size=3)
    ),
    max_leaves=6,
)
TABLES = ("tags", "posts_tags", "users", "posts_authors", "posts_meta", "settings", "members")


@given(st.dictionaries(st.sampled_from(sorted(POST)), JSON), st.dictionaries(st.sampled_from(TABLES), JSON))
def test_any_values(post: dict[str, Any], tables: dict[str, Any]) -> None:
    """Whatever values stand in an export, its texts come in or are counted."""
    data = ghost(post, **tables).encode()
    source = Ghost(Container("a.json", {"a.json": len(data)}, lambda _: io.BytesIO(data)))
    assert list(source.items()) == list(source.items())


def test_odd_values(tmp_path: Path) -> None:
    """Values of other types than Ghost writes are taken for none."""
    item = one(tmp_path, title=3, html="<p>x</p>", published_at=5, slug=None, feature_image=[], custom_excerpt={})
    assert (item.title, item.day, item.slug, item.picture) == ("", None, "", None)
