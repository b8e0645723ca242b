"""Fields such as “public: false”, “deleted: true” or “visibility: hidden” were dropped, and the texts came in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.importing.item import Fate, Item, LeftOut, Markdown
from generator.importing.making import LATER
from generator.importing.markdown_sites import audience
from generator.importing.markdown_sites.fields import A_DRAFT, UNLISTED
from tests.builders.imports import Texts, brought
from tests.builders.markdown_sites import found
from tests.builders.sites import make_site, story
from tests.builders.wordpress import Export, Post, source

WORDS = "We painted the gate in April, and nobody asked whose gate it was before that."


def of(field: str, folder: Path) -> Item | LeftOut:
    (one,) = found("hugo", {"content/notes/gate.md": f"---\ntitle: Gate\n{field}\n---\n{WORDS}\n"}, folder)
    return one


@pytest.mark.parametrize(
    "field",
    [
        *("public: false", "is_public: no", "visible: 0", "is_private: 1", "private: yes", "hidden: true"),
        *("deleted: true", "is_deleted: 1", "trash: true", "withdrawn: true", "withdrawn: 2024-01-02", "removed: yes"),
        *("do_not_publish: true", "never-publish: true", "notPublic: true", "banned: true", "gel\u00f6scht: ja"),
        *("visibility: hidden", "status: private", "status: trash", "state: deleted", "status: restricted"),
        *("post_status: Withdrawn", "workflow: internal", "roles: [member]", "access: private", "borrado: si"),
        *("params: {private: true}", "extra: {visibility: Hidden}"),
        *("consent_withdrawn: true", "consent-revoked: 2024-01-02", "revoked_consent: yes", "status: members draft"),
    ],
)
def test_what_was_not_for_everybody_stays_out(field: str, tmp_path: Path) -> None:
    """A text of which a field says that it is private, hidden, deleted or restricted is left out, and counted."""
    left = of(field, tmp_path)
    assert isinstance(left, LeftOut)
    assert left.what == "private texts"


@pytest.mark.parametrize(
    "field", ["encrypt: true", "encrypted: yes", "password_hash: abc", "password: x", "passphrase: a gate"]
)
def test_what_was_behind_a_password_stays_out(field: str, tmp_path: Path) -> None:
    """A text of which a field says that it was locked is left out, and counted."""
    left = of(field, tmp_path)
    assert isinstance(left, LeftOut)
    assert left.what == "texts behind a password"


@pytest.mark.parametrize(
    ("field", "remark"),
    [
        ("noindex: true", audience.UNFOUND),
        ("robots: noindex", audience.UNFOUND),
        ("robots: [noindex, nofollow]", audience.UNFOUND),
        ("robots: none", audience.UNFOUND),
        ("sitemap: false", audience.UNFOUND),
        ("sitemap: {disable: true}", audience.UNFOUND),
        ("search_exclude: true", audience.UNFOUND),
        ("searchable: no", audience.UNFOUND),
        ("status: archived", audience.AWAY_NOW),
        ("archived: true", audience.AWAY_NOW),
        ("state: rejected", audience.AWAY_NOW),
        ("headless: true", audience.AWAY_NOW),
        ("embargo: 2099-01-01", audience.AWAY_NOW),
        ("permissions: admin", audience.NOT_SURE),
        ("roles: [editor]", audience.NOT_SURE),
        ("sensitive: true", audience.NOT_SURE),
        ("hide: true", audience.NOT_SURE),
        ("tags: [hope, Private]", audience.NOT_SURE),
        ("categories: Internal", audience.NOT_SURE),
        ("permalink: false", UNLISTED),
        ("eleventyExcludeFromCollections: true", UNLISTED),
        ("unpublished: true", A_DRAFT),
        ("isDraft: yes", A_DRAFT),
        ("state: draft", A_DRAFT),
        ("workflow: In review", A_DRAFT),
        ("published_at: null", A_DRAFT),
    ],
)
def test_what_is_not_sure_is_to_be_looked_at(field: str, remark: object, tmp_path: Path) -> None:
    """A text of which a field leaves open whether everybody was to find it comes in, to be looked at."""
    item = of(field, tmp_path)
    assert isinstance(item, Item)
    assert remark in item.remarks


@pytest.mark.parametrize(
    "field",
    [
        *(
            "public: true",
            "private: false",
            "hidden: no",
            "deleted: false",
            "trash: 0",
            "withdrawn: ''",
            "noindex: false",
        ),
        *("robots: 'index, follow'", "sitemap: true", "sitemap: {priority: 0.5}", "status: published", "state: Bremen"),
        *(
            "archived: no",
            "unpublished: false",
            "isDraft: no",
            "sensitive: false",
            "eleventyExcludeFromCollections: false",
            "tags: [work, friends]",
            "published_at: 2019-03-04",
            "consent_withdrawn: false",
            "encrypt: false",
            "permissions: everybody",
            "roles: [all]",
            "headless: false",
            "search: true",
        ),
    ],
)
def test_what_was_for_everybody_comes_in(field: str, tmp_path: Path) -> None:
    """A text of which such a field says that everybody could read it comes in, and has not to be looked at for it."""
    item = of(field, tmp_path)
    assert isinstance(item, Item)
    assert [one for one in item.remarks if one.fate is Fate.LOOK] == []


@pytest.mark.parametrize(
    "field", ["date: 2099-01-01", "publishDate: 2099-01-01", "embargo: 2099-01-01", "publish_on: 2099-01-01"]
)
def test_what_was_to_come_out_later(field: str, tmp_path: Path) -> None:
    """A text that was not to be read yet comes in, to be looked at, whichever field says the day."""
    item = of(field, tmp_path / "old")
    assert isinstance(item, Item)
    (text,) = brought(make_site(tmp_path / "site", {"before.md": story("Before")}), Texts([item])).texts
    assert LATER in text.remarks


def test_what_came_out_before(tmp_path: Path) -> None:
    """A text of a day that has come is not said to be of a later one, and one of WordPress is said to be so once."""
    root = make_site(tmp_path / "site", {"before.md": story("Before")})
    (text,) = brought(root, Texts([Item("1", "The gate", Markdown(WORDS), day=date(2020, 1, 1))])).texts
    assert LATER not in text.remarks
    later = Export(
        (Post("<p>A hill was walked up, and nobody minded.</p>", status="future", day="2099-01-01 08:00:00"),)
    )
    (text,) = brought(root, source(later, tmp_path)).texts
    assert text.remarks.count(LATER) == 1
