from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.refused import RefusedError
from generator.importing.container import contained
from generator.importing.item import Html, Item, LeftOut, merged
from generator.importing.wordpress import statuses
from generator.importing.wordpress.source import TOO_MUCH, TWICE, WordPress, exports
from tests.builders.example import ROOT
from tests.builders.wordpress import SITE, Export, Post, attachment, source


def test_the_same_twice(tmp_path: Path) -> None:
    """Whoever asks a source again gets the same items."""
    wordpress = source(Export((Post(), Post(number=13, slug="b"), attachment(7, "pier.jpg"))), tmp_path)
    assert list(wordpress.items()) == list(wordpress.items())


def test_several_exports(tmp_path: Path) -> None:
    """Several exports in a folder are one source: pictures are known from all, and the last has the say."""
    old = Export((Post("before"), attachment(7, "pier.jpg")))
    new = Export((Post("after", meta=[("_thumbnail_id", "7")]), Post(number=13)))
    (tmp_path / "site.2019-01-01.xml").write_bytes(old.bytes())
    (tmp_path / "site.2020-01-01.xml").write_bytes(new.bytes())
    found = list(WordPress(contained(tmp_path)).items())
    first, second = (item for item in found if isinstance(item, Item))
    assert (first.body, second.body) == (Html("<p>after</p>"), Html("<p>I wrote this down on a quiet morning.</p>"))
    assert first.picture is not None
    assert TWICE in found


def in_turn(folder: Path, *files: Export) -> list[Item | LeftOut]:
    """What is in several exports, of which the last has the last name."""
    folder.mkdir(exist_ok=True)
    for n, export in enumerate(files):
        (folder / f"{n}.xml").write_bytes(export.bytes())
    return list(WordPress(contained(folder)).items())


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (Post(status="private"), statuses.PRIVATE),
        (Post(password="s3cret"), statuses.PROTECTED),
        (Post(status="trash", slug="a-quiet-morning__trashed"), statuses.NOT_SHOWN),
        (Post(meta=[("_members_access_role", "subscriber")]), statuses.FOR_MEMBERS),
    ],
)
def test_what_the_last_export_keeps_from_people_stays_out(tmp_path: Path, later: Post, why: LeftOut) -> None:
    """A text that the last of several exports says is not for everybody does not come in from an older one."""
    found = in_turn(tmp_path, Export((Post("It was shown."),)), Export((later,)))
    assert not [one for one in found if isinstance(one, Item)]
    (told,) = (one for one in found if isinstance(one, LeftOut) and one.what == why.what)
    assert (told.count, len(told.keys)) == (1, 1)


def test_a_block_that_is_private_by_now_stays_out(tmp_path: Path) -> None:
    """A shared block that the last of several exports says is private is not taken from an older one."""
    block = Post("<!-- wp:paragraph --><p>It was shown.</p><!-- /wp:paragraph -->", number=9, kind="wp_block")
    post = Post('<p>Before.</p><!-- wp:block {"ref":9} /-->')
    told = repr(in_turn(tmp_path, Export((post, block)), Export((replace(block, status="private"),))))
    assert "Before." in told
    assert "It was shown." not in told


def test_what_is_too_long_is_named(tmp_path: Path) -> None:
    """A text that is nested too deeply, or for members, is named by the title that everybody saw, and no other."""
    deep = Post("<div>" * 2_000, title="A deep one")
    posts = (
        deep,
        replace(deep, number=13, title="Of a draft", status="draft"),
        Post(number=14, title="For some", meta=[("_members_access_role", "subscriber")]),
        Post(number=15, title="For nobody", status="private"),
    )
    found = merged(one for one in source(Export(posts), tmp_path).items() if isinstance(one, LeftOut))
    assert {one.what: one.titles for one in found if one.titles} == {
        TOO_MUCH.what: ("A deep one",),
        statuses.FOR_MEMBERS.what: ("For some",),
    }
    assert next(one for one in found if one.what == TOO_MUCH.what).count == 2


def test_items_of_one_name(tmp_path: Path) -> None:
    """Two items of one name and one title are two."""
    found = source(Export((Post(), Post(number=13))), tmp_path).items()
    assert len({item.key for item in found if isinstance(item, Item)}) == 2


def test_files_beside_an_export(tmp_path: Path) -> None:
    """Files that lie in an archive with the export are found."""
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("export.xml", Export().bytes())
        archive.writestr("wp-content/uploads/2019/03/pier.jpg", b"a picture")
    wordpress = WordPress(contained(tmp_path / "site.zip"))
    assert wordpress.file(f"{SITE}/wp-content/uploads/2019/03/pier-300x200.jpg") == b"a picture"


def test_a_folder_of_uploads(tmp_path: Path) -> None:
    """Files may lie in a folder of their own."""
    (tmp_path / "uploads/2019/03").mkdir(parents=True)
    (tmp_path / "uploads/2019/03/pier.jpg").write_bytes(b"a picture")
    (tmp_path / "export.xml").write_bytes(Export().bytes())
    wordpress = WordPress(contained(tmp_path / "export.xml"), contained(tmp_path / "uploads"))
    assert wordpress.file(f"{SITE}/wp-content/uploads/2019/03/pier.jpg") == b"a picture"


def test_ten_thousand_files_that_are_missing(tmp_path: Path) -> None:
    """An export with very many files, none of which are there, comes in."""
    files = [attachment(100 + n, f"{n}.jpg", parent=12) for n in range(10_000)]
    wordpress = source(Export((*files, Post("[gallery]"))), tmp_path)
    (item,) = (found for found in wordpress.items() if isinstance(found, Item))
    assert isinstance(item.body, Html)
    assert item.body.source.count("<img") == 10_000
    assert wordpress.file(f"{SITE}/wp-content/uploads/2019/03/9999.jpg") is None


def test_what_was_put_right_is_told(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, and characters that XML refuses, are told with their line."""
    (tmp_path / "export.xml").write_bytes(
        Export((Post("a caf_ on the_ pier"),)).bytes().replace(b"caf_", b"caf\xe9").replace(b"the_", b"the\x08")
    )
    found = list(WordPress(contained(tmp_path / "export.xml")).items())
    (item,) = (item for item in found if isinstance(item, Item))
    assert item.body == Html("<p>a café on the pier</p>")
    told = [left.what for left in found if isinstance(left, LeftOut)]
    assert "bytes that are no UTF-8 (first in line 17 of export.xml)" in told
    assert "characters that XML does not know (first in line 17 of export.xml)" in told


def test_broken_exports(tmp_path: Path) -> None:
    """An export that is broken at its end gives no item before that is told."""
    (tmp_path / "export.xml").write_bytes(Export((Post(), Post(number=13))).bytes()[:-40])
    with pytest.raises(RefusedError, match=r"export\.xml, line \d+: the export ends in the middle"):
        next(WordPress(contained(tmp_path / "export.xml")).items())


def test_which_files_are_exports(tmp_path: Path) -> None:
    """An export is known by what it is, whatever it is called, if it is XML."""
    for name, data in (("a.xml", Export().bytes()), ("b.xml", b"<rss/>"), ("c.WXR", Export().bytes()), ("d.txt", b"x")):
        (tmp_path / name).write_bytes(data)
    assert exports(contained(tmp_path)) == ("a.xml", "c.WXR")


def test_no_export_among_files(tmp_path: Path) -> None:
    """A folder that is said to hold an export and holds none is refused."""
    (tmp_path / "a.xml").write_bytes(b"<rss/>")
    (tmp_path / "b.txt").write_bytes(b"")
    with pytest.raises(RefusedError, match="no export of WordPress is among"):
        WordPress(contained(tmp_path))


PEOPLE = (
    "mira_login",
    "mira@mail.example",
    "somebody@mail.example",
    "192.0.2.7",
    "Somebody",
    "What a comment",
    "s3cret",
)


@given(st.lists(st.sampled_from(("publish", "draft", "private", "trash")), max_size=4), st.booleans())
def test_nothing_of_people(tmp_path_factory: pytest.TempPathFactory, statuses: list[str], locked: bool) -> None:
    """No login, e-mail address, IP address, comment or password is in anything that comes in or is told."""
    posts = [
        Post(number=n, status=status, comments=2, password="s3cret" if locked else "", meta=[("_email", PEOPLE[1])])
        for n, status in enumerate(statuses)
    ]
    told = repr(list(source(Export(posts), tmp_path_factory.mktemp("site")).items()))
    assert not [word for word in PEOPLE if word in told]


def test_the_theme_unit_test() -> None:
    """The export with which themes are tried, where it lies beside this project, comes in whole."""
    for path in (ROOT.parent / "shared/import").glob("theme-unit-test.*.xml"):
        found = list(WordPress(contained(path)).items())
        assert sum(isinstance(item, Item) for item in found) == 76
