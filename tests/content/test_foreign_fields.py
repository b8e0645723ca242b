"""Fields of other programs, and what is said of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.foreign_fields import TABLE, advice
from generator.content.written_lines import PAGE, STORY

PERSONAL = [
    *("author_email", "authorEmail", "author-email", "email", "comment_author_email", "user_email", "author_ip"),
    *("author_login", "phone", "real_name", "contact", "birthday"),
]


@pytest.mark.parametrize("name", PERSONAL)
def test_who_somebody_is_becomes_no_field(name: str) -> None:
    """What says who somebody is never becomes a field that readers see, and is not called the author."""
    found = advice(name, STORY.known)
    assert (found.becomes, found.needless) == (None, False)
    assert "author" not in found.hint


@pytest.mark.parametrize("name", ["comments", "comment", "content", "contents", "contact", "context", "constant"])
def test_nothing_is_taken_for_a_consent(name: str) -> None:
    """A field that is none of a consent's is never said to be one."""
    assert advice(name, STORY.known).becomes != "consent"
    assert "consent" not in advice(name, STORY.known).hint.partition(": ")[0].split()


@given(st.sampled_from(sorted(TABLE)) | st.text("acdehinorstu_-", max_size=12))
def test_authors_and_consents_are_never_certain(name: str) -> None:
    """No name but its own, in other letters, is certain to be the author or a consent."""
    found = advice(name, STORY.known)
    own = name.replace("_", "").replace("-", "")
    assert found.becomes not in ("author", "consent") or not found.certain or own in ("author", "consent")
    assert found.becomes is None or found.becomes in STORY.known


@pytest.mark.parametrize("name", ["date", "author", "topics", "draft", "image"])
def test_a_page_has_no_fields_of_stories(name: str) -> None:
    """A story's field in a page is not taken for one of a page's, nor for one without a meaning."""
    found = advice(name, PAGE.known)
    assert (found.becomes, found.needless) == (None, False)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("sumary", "summary"),
        ("Titel", "title"),
        ("contentNotes", "content_notes"),
        ("last_modified_at", "updated"),
        ("datePublished", "date"),
        ("metaDescription", "summary"),
    ],
)
def test_what_says_the_same_is_known(name: str, field: str) -> None:
    """Misspelt names, other letters, and names of other programs lead to the field that says the same."""
    found = advice(name, STORY.known)
    assert (found.becomes, found.certain) == (field, True)
