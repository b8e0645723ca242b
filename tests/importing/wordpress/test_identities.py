from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.container import contained
from generator.importing.item import Item
from generator.importing.wordpress.source import WordPress
from tests.builders.wordpress import Export, Post

ONE = Post("The lamp was lit.", title="First telling", slug="first")
OTHER = Post("The lamp went out.", title="Second telling", slug="second")
NO_ID = re.compile(rb"<wp:post_id>.*?</wp:post_id>|<guid.*?</guid>")
NO_LINK = re.compile(rb"<link>.*?</link>(?!\n<language>)")


def keys(folder: Path, posts: Iterable[Post], *without: re.Pattern[bytes]) -> dict[str, str]:
    """What each text of an export is called, by its words; ``without`` is what no item of it has."""
    data = Export(tuple(posts)).bytes()
    for pattern in without:
        data = pattern.sub(b"", data)
    (folder / "export.xml").write_bytes(data)
    items = WordPress(contained(folder / "export.xml")).items()
    return {getattr(item.body, "source", ""): item.key for item in items if isinstance(item, Item)}


@pytest.mark.parametrize("without", [(), (NO_ID,), (NO_ID, NO_LINK)])
def test_two_texts_with_one_number_both_come_in(tmp_path: Path, without: tuple[re.Pattern[bytes], ...]) -> None:
    """Texts that share a number, or have none, and no link, all come in, and are called the same in any order."""
    found = keys(tmp_path, (ONE, OTHER), *without)
    assert len(set(found.values())) == 2
    assert keys(tmp_path, (OTHER, Post(number=3, title="Between", slug="between"), ONE), *without).items() >= (
        found.items()
    )


def test_a_text_keeps_its_number_when_all_else_changes(tmp_path: Path) -> None:
    """A text with a number of its own is called the same with another title, link and words."""
    (before,), (after,) = (keys(tmp_path, [post]).values() for post in (ONE, OTHER))
    assert before == after


TEXTS = st.lists(
    st.builds(
        Post,
        body=st.sampled_from(["The lamp was lit.", "The lamp went out.", "It burnt."]),
        title=st.sampled_from(["A lamp", "", "Another"]),
        number=st.sampled_from([0, 1, 2]),
        slug=st.sampled_from(["lamp", "another"]),
    ),
    max_size=8,
)


@given(TEXTS, st.sampled_from([(), (NO_ID,), (NO_ID, NO_LINK)]))
def test_no_words_are_lost(
    tmp_path_factory: pytest.TempPathFactory, posts: list[Post], without: tuple[re.Pattern[bytes], ...]
) -> None:
    """Whichever numbers, links and titles texts share: all words come in."""
    folder = tmp_path_factory.mktemp("export")
    found = keys(folder, posts, *without)
    assert set(found) == {f"<p>{post.body}</p>" for post in posts}


@pytest.mark.parametrize(
    ("post", "lasts"),
    [
        (Post(), True),
        (Post(guid="http://www.harbour.example/?p=12"), True),
        (Post(guid="http://localhost/?p=12"), False),
        (Post(number=0), False),
    ],
    ids=["its own", "another scheme", "made elsewhere", "none"],
)
def test_a_number_lasts_where_its_site_gave_it(post: Post, lasts: bool, tmp_path: Path) -> None:
    """What the very site of an export calls a text by number is that text's for good, and nothing else is."""
    (tmp_path / "export.xml").write_bytes(Export((post,)).bytes())
    (item,) = (one for one in WordPress(contained(tmp_path / "export.xml")).items() if isinstance(one, Item))
    assert item.is_lasting is lasts


def test_a_number_of_several_texts_does_not_last(tmp_path: Path) -> None:
    """A number that two texts of one export have is none of either."""
    (tmp_path / "export.xml").write_bytes(Export((ONE, OTHER)).bytes())
    items = [one for one in WordPress(contained(tmp_path / "export.xml")).items() if isinstance(one, Item)]
    assert [one.is_lasting for one in items] == [False, False]
