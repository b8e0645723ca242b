from __future__ import annotations

from datetime import UTC, date
from pathlib import Path

import pytest

from generator.content.strict_yaml import Value
from generator.importing.item import Fate, LeftOut, TopPicture, merged
from generator.importing.local_day import day, zone
from generator.importing.markdown_sites.fields import A_DRAFT, A_LABEL, PRIVATE, PROTECTED, UNLISTED, OldFields, told
from tests.builders.markdown_sites import found


def of(**fields: Value) -> OldFields:
    """What fields say, at a site whose time zone nobody knows."""
    return told({name.replace("_", "-"): value for name, value in fields.items()}, None, {"im": "Ines M."})


@pytest.mark.parametrize("name", ["summary", "description", "excerpt", "custom_excerpt", "lead", "subtitle"])
def test_summaries(name: str) -> None:
    """A summary is found by each of its names."""
    assert of(**{name: "A <em>gate</em> is painted."}).summary == "A gate is painted."


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        (["Hope", "Work"], ["Hope", "Work"]),
        ("hope work", ["hope", "work"]),
        ("Peer support, Work", ["Peer support", "Work"]),
        ("#hope", ["hope"]),
        ([{"name": "Hope"}, "Work"], ["Hope", "Work"]),
        (None, []),
    ],
)
def test_labels(value: Value, labels: list[str]) -> None:
    """Labels are found in lists, mappings and lines."""
    assert of(tags=value).labels == labels


def test_labels_that_are_addresses() -> None:
    """A label that is an e-mail address is dropped, and that is told without it."""
    found = of(tags=["sam@example.org", "Hope"])
    assert (found.labels, found.remarks) == (["Hope"], [A_LABEL])


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Ines", "Ines"),
        ("im", "Ines M."),
        ({"name": "Ines", "email": "ines@example.org"}, "Ines"),
        (["Ines", {"name": "Sam", "url": "https://sam.example"}], "Ines, Sam"),
        ("ines@example.org", ""),
        ("Ines <ines@example.org>", "Ines"),
        ("@ines", ""),
        ("Ines (@ines)", "Ines"),
        (["Ines", "@sam"], "Ines"),
    ],
)
def test_authors(value: Value, name: str) -> None:
    """Names of authors come in, and never an address of theirs."""
    assert of(author=value).author == name


def test_what_stands_beside_a_name() -> None:
    """An address beside an author's name is dropped, and that is told."""
    found = of(author={"name": "Ines", "email": "ines@example.org"})
    assert [one.what for one in found.remarks] == ["what stands beside the author's name"]


@pytest.mark.parametrize(
    "name", ["email", "author_email", "phone", "ip", "user_login", "birthday", "name of her therapist"]
)
def test_what_says_who_somebody_is(name: str) -> None:
    """What says who somebody is, or how to reach them, is dropped, and its words stand in no remark."""
    found = of(**{name: "secret"})
    assert [one.fate for one in found.remarks] == [Fate.DROPPED]
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    ("fields", "left_out"),
    [
        ({"status": "private"}, PRIVATE),
        ({"visibility": "members"}, PRIVATE),
        ({"private": "true"}, PRIVATE),
        ({"password": "x"}, PROTECTED),
        ({"status": "publish"}, None),
        ({"private": "false"}, None),
        ({"members_only": "true"}, PRIVATE),
        ({"access": "members"}, PRIVATE),
        ({"access": {"members": "true"}}, PRIVATE),
        ({"status": "Members Only"}, PRIVATE),
        ({"paid": "true"}, PRIVATE),
        ({"audience": "only_paid"}, PRIVATE),
        ({"Privé": "oui"}, PRIVATE),
        ({"access": "everybody"}, None),
        ({"paid": "no"}, None),
    ],
)
def test_what_was_private(fields: dict[str, Value], left_out: LeftOut | None) -> None:
    """What was not shown to everybody is left out."""
    assert of(**fields).left_out == left_out


@pytest.mark.parametrize(
    "fields", [{"draft": "true"}, {"published": "false"}, {"status": "Draft"}, {"published": "no", "draft": "yes"}]
)
def test_drafts(fields: dict[str, Value]) -> None:
    """A draft of the old site comes in, and somebody has to look at it."""
    assert of(**fields).remarks == [A_DRAFT]


def test_for_whom_a_text_was() -> None:
    """Where a field says for whom a text was and nobody can read it, somebody has to ask."""
    assert [(one.fate, one.what) for one in of(audience="people in the choir").remarks] == [
        (Fate.LOOK, "for whom a text was")
    ]


def test_unlisted() -> None:
    """A text that the old site did not list is looked at."""
    assert of(unlisted="true").remarks == [UNLISTED]


@pytest.mark.parametrize(
    ("fields", "addresses"),
    [
        ({"permalink": "/a/"}, ["/a/"]),
        ({"url": "https://old.example/a/"}, ["https://old.example/a/"]),
        ({"redirect_from": ["/b/", "/c"], "permalink": "/a/"}, ["/a/", "/b/", "/c"]),
        ({"aliases": ["/b/"]}, ["/b/"]),
        ({"permalink": "/{{ page.fileSlug }}/"}, []),
        ({"permalink": "false"}, []),
        ({"permalink": "/:year/:title/"}, []),
    ],
)
def test_addresses(fields: dict[str, Value], addresses: list[str]) -> None:
    """Addresses are found by each of their names; a pattern or a command is none."""
    assert of(**fields).addresses == addresses


@pytest.mark.parametrize(
    ("fields", "picture"),
    [
        ({"image": "/a.jpg", "image_alt": "A gate."}, TopPicture("/a.jpg", "A gate.")),
        ({"cover": {"image": "a.jpg", "alt": "A", "caption": "In May"}}, TopPicture("a.jpg", "A", "In May")),
        ({"featured_image": "a.jpg", "featured_image_caption": "In May"}, TopPicture("a.jpg", "", "In May")),
        ({"images": ["a.jpg", "b.jpg"]}, TopPicture("a.jpg")),
        ({"header": {"teaser": "a.jpg"}}, TopPicture("a.jpg")),
        ({"cover": "[[a.jpg]]"}, TopPicture("a.jpg")),
        ({"image": "false"}, None),
    ],
)
def test_pictures(fields: dict[str, Value], picture: TopPicture | None) -> None:
    """The picture above a text is found with its words, however it is written."""
    assert of(**fields).picture == picture


@pytest.mark.parametrize(
    ("words", "site", "expected"),
    [
        ("2019-03-04", "Europe/Berlin", date(2019, 3, 4)),
        ("\u200b2019-03-04", "Europe/Berlin", date(2019, 3, 4)),
        ("2019-03-04 23:30:00", "Europe/Berlin", date(2019, 3, 4)),
        ("2019-03-04T23:30:00Z", "Europe/Berlin", date(2019, 3, 5)),
        ("2019-03-04T23:30:00.000Z", "", date(2019, 3, 4)),
        ("2019-03-04 23:30:00 -0500", "UTC", date(2019, 3, 5)),
        ("2019-03-04T23:30:00Z", "No/Such", date(2019, 3, 4)),
        ("4 March 2019", "UTC", date(2019, 3, 4)),
        ("04/03/2019", "UTC", None),
        ("9999-12-31T23:30:00-05:00", "UTC", None),
        ("2019-99-99T23:30:00Z", "UTC", None),
    ],
)
def test_days(words: str, site: str, expected: date | None) -> None:
    """A moment is the day that it was at the old site; a day that can be read in two ways is none."""
    assert day(words, zone(site)) == expected


def test_which_day() -> None:
    """The day of publication goes before others, and a later change is told beside it."""
    found = told({"lastmod": "2020-01-01", "created": "2018-01-01", "date": "2019-01-01"}, UTC, {})
    assert (found.day, found.updated) == (date(2019, 1, 1), date(2020, 1, 1))


def test_a_day_that_is_none() -> None:
    """A date that can be read in two ways is on the list of what to look at."""
    found = of(date="04/03/2019")
    assert (found.day, [one.fate for one in found.remarks]) == (None, [Fate.LOOK])


def test_a_consent() -> None:
    """What an old file says of a consent is looked at, and becomes none here."""
    assert [(one.fate, one.what) for one in of(consent={"status": "given"}).remarks] == [
        (Fate.LOOK, "what the old file says of a consent")
    ]


def test_content_warnings() -> None:
    """A content warning is on the list of what to look at, with its words."""
    assert [(one.fate, one.what) for one in of(cw="grief").remarks] == [(Fate.LOOK, "a content warning: grief")]


def test_fields_of_no_use() -> None:
    """A field that has no meaning here is named, unless it only told a program what to do."""
    found = of(mood="calm", layout="post", weight="3")
    assert [one.what for one in found.remarks] == ["the field “mood”"]


def test_fields_within_others() -> None:
    """Fields within those of a generator count, and those at the margin have the say."""
    found = told({"title": "A", "taxonomies": {"tags": ["x"]}, "extra": {"title": "B", "author": "Ines"}}, None, {})
    assert (found.title, found.labels, found.author) == ("A", ["x"], "Ines")


def test_private_texts_are_counted(tmp_path: Path) -> None:
    """A private text does not come in, and is counted without its name."""
    files = {"a.md": "---\nstatus: private\n---\nx", "b.md": "---\nprivate: yes\n---\nx", "c.md": "x"}
    left = merged(one for one in found("markdown", files, tmp_path) if isinstance(one, LeftOut))
    assert left == (LeftOut(PRIVATE.what, PRIVATE.why, 2, keys=("a.md", "b.md")),)
