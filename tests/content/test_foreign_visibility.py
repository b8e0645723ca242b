"""What other programs' fields say about who may read a text: nothing is told that would publish more."""

from __future__ import annotations

import pytest

from generator.content.foreign_visibility import advice_on
from generator.content.strict_yaml import Value
from generator.content.written_lines import PAGE, STORY

KEPT_BACK: list[tuple[str, Value]] = [
    *(("status", words) for words in ("draft", "Draft!", "draft, 2nd", "pending", "private", "not yet", "no")),
    *(("published", words) for words in ("false", "not 14 March 2026", "2026?")),
    *(("visibility", words) for words in ("private", "members", "hidden")),
    *((name, "true") for name in ("private", "hidden", "unlisted", "eleventyExcludeFromCollections")),
    ("post_status", "future"),
    ("private", "yes, please"),
    ("render", "never"),
    ("permalink", "false"),
    ("status", ["draft"]),
    ("outputs", []),
    ("build", {"list": "never"}),
]
NOT_SEARCHED: list[tuple[str, Value]] = [
    *(("robots", words) for words in ("noindex", "noindex, nofollow", "none", "?")),
    ("noindex", "true"),
    ("robots", ["noindex"]),
    ("search", "false"),
    ("search", {"exclude": "true"}),
    ("sitemap", "false"),
    ("sitemap", {"disable": "true"}),
    ("seo", {"robots": "no-index"}),
    ("build", {"noindex": "true"}),
]
FOR_ALL: list[tuple[str, Value]] = [
    ("status", "published"),
    ("published", "true"),
    ("visibility", "public"),
    ("noindex", "false"),
    ("robots", "index, follow"),
    ("search", "true"),
    ("sitemap", {"priority": "1"}),
    ("sitemap", None),
    ("outputs", ["html"]),
    ("layout", "post"),
]


@pytest.mark.parametrize(("name", "value"), KEPT_BACK)
def test_what_keeps_a_text_back_becomes_a_draft(name: str, value: Value) -> None:
    """What says that a text is not for every reader, or not yet, is never called needless, but a draft."""
    found = advice_on(name, value, STORY)
    assert (found.becomes, found.needless) == ("draft", False)
    assert "draft: true" in found.hint
    assert "delete" not in found.hint


@pytest.mark.parametrize(("name", "value"), NOT_SEARCHED)
def test_what_keeps_from_searches_leads_to_the_scope(name: str, value: Value) -> None:
    """What says that a text is not for search engines is never called needless, but leads to the consent's scope."""
    found = advice_on(name, value, STORY)
    assert (found.becomes, found.needless) == (None, False)
    assert "is without “search-engines”" in found.hint


@pytest.mark.parametrize(("name", "value"), [*KEPT_BACK, *NOT_SEARCHED])
def test_a_page_is_kept_back_by_its_name(name: str, value: Value) -> None:
    """In a page, which can be no draft, the same leads to the file's name."""
    found = advice_on(name, value, PAGE)
    assert (found.becomes, found.needless) == (None, False)
    assert "if it begins with _" in found.hint


@pytest.mark.parametrize(("name", "value"), FOR_ALL)
def test_what_keeps_nothing_back_is_needless(name: str, value: Value) -> None:
    """What says that a text is for everybody, or nothing about it, has no meaning here."""
    assert advice_on(name, value, STORY).needless
