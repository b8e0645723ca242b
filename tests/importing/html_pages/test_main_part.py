from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.refused import RefusedError
from generator.importing.html.remarks import Remarks
from generator.importing.html.tree import read
from generator.importing.html_pages.main_part import MainPart, count, main_part
from generator.words.tokens import fold, tokens
from tests.builders.pages import BY_HAND, FIRST, HILL, INDEX, MODERN, SECOND, THIRD


def found(page: str) -> MainPart | None:
    return main_part(read(page, Remarks()))


def words_of(page: str) -> str:
    main = found(page)
    assert main is not None
    return " ".join(main.element.words().split())


@pytest.mark.parametrize("page", [MODERN, BY_HAND], ids=["modern", "by hand"])
def test_the_text_is_found_without_what_is_around_it(page: str) -> None:
    """Of a page, the main part holds the text from its first word to its last, and no menu, foot or comment."""
    words = words_of(page)
    for part in ("We painted the gate in April", "nobody minded.", "so do I, on most days."):
        assert part in words
    for part in ("Home", "About us", "All rights reserved", "Share this", "Lovely!"):
        assert part not in words


def test_what_the_library_loses_stays() -> None:
    """Figures, tables and lists in a text stay, though the library that judges gives no caption."""
    words = words_of(MODERN)
    assert [part for part in ("In May.", "Monday", "Two brushes") if part not in words] == []


def test_what_is_left_out_is_counted() -> None:
    """The words around a text, of menus within it and of comments are each counted, and are all that is left out."""
    root = read(MODERN, Remarks())
    whole = count(root)
    main = main_part(root)
    assert main is not None
    assert (main.within, main.comments) == (2, 14)
    assert count(main.element) + main.beside + main.within + main.comments == whole


def test_an_index_has_no_text() -> None:
    """A page that mostly leads to others is none that comes in."""
    assert found(INDEX) is None


@pytest.mark.parametrize(
    "page", ["", "<html></html>", "<p>Under construction</p>", "<frameset><frame src=a.html></frameset>"]
)
def test_an_empty_page_has_no_text(page: str) -> None:
    """A page with hardly any word is none that comes in."""
    assert found(page) is None


@pytest.mark.parametrize("name", ["comments-open", "has-comments", "comment-count-3"])
def test_a_text_is_no_comment_by_a_part_of_a_name(name: str) -> None:
    """Names in which comments are only mentioned take nothing out."""
    assert "We painted" in words_of(f'<div class="post {name}"><p>{FIRST}</p><p>{SECOND}</p></div>')


def test_a_text_called_like_a_menu_stays() -> None:
    """What the library takes for text stays, even where its name is that of a menu."""
    page = f'<body><div class="sidebar"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></body>'
    assert tokens(fold(words_of(page))) == tokens(fold(read(page, Remarks()).words()))


@pytest.mark.parametrize("name", ["related-material", "comments", "menu"])
def test_a_heading_is_none_of_a_menu_by_its_anchor(name: str) -> None:
    """A heading stays in the text, whatever it is called for links that lead to it."""
    assert "A heading" in words_of(f'<main><p>{FIRST}</p><h2 id="{name}">A heading</h2><p>{SECOND}</p></main>')


def test_a_short_page_is_taken_whole() -> None:
    """A page with one paragraph is taken as it is."""
    assert words_of("<p>The hill was steep, and then it was not.</p>") == "The hill was steep, and then it was not."


def test_a_text_that_is_not_found_is_taken_whole_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library finds nothing on a page with words, all of it comes in, and is to be looked at."""
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    main = found(HILL)
    assert main is not None
    assert (main.beside, main.is_certain) == (0, False)


def test_without_its_library_pages_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library for pages is missing, the message says how to install it."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(RefusedError, match=r"hearten\[pages\]"):
        found(HILL)


SOUP = st.sampled_from(
    (
        *("<div>", "</div>", "<p>", "</p>", "<table><tr><td>", "</table>", "<ul><li>", "<blockquote>", "<article>"),
        *('<div class="nav">', '<div id="comments">', "<h1>", "<a href=x>", "</a>", "<font>", "<form>"),
        *(FIRST, SECOND, THIRD, "Short. "),
    )
)  # fmt: skip


@given(st.lists(SOUP, max_size=25))
def test_every_word_is_kept_or_counted(parts: list[str]) -> None:
    """Of any soup of tags, each word is in the main part or counted among those that are left out."""
    root = read("".join(parts), Remarks())
    whole = count(root)
    main = main_part(root)
    assert main is None or count(main.element) + main.beside + main.within + main.comments == whole
