from __future__ import annotations

import dataclasses
import itertools
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.refused import RefusedError
from generator.importing.wordpress import export_file, record
from generator.importing.wordpress.export_file import is_export
from tests.builders.wordpress import Export, Post, read

BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def items(export: Export) -> list[record.ExportRecord]:
    return [found for found in read(export.bytes()) if found.tag == "item"]


@pytest.mark.parametrize(
    ("version", "scheme", "prefix"), [*itertools.product(("1.0", "1.1", "1.2"), ("http", "https"), ("wp", "ns2"))]
)
def test_all_versions(version: str, scheme: str, prefix: str) -> None:
    """Fields are found in every version, under both schemes, and under whatever prefix."""
    (found,) = items(Export(version=version, scheme=scheme, prefix=prefix))
    assert found.fields["wp:post_name"] == "a-quiet-morning"
    assert found.fields["content:encoded"] == "I wrote this down on a quiet morning."
    assert found.fields["excerpt:encoded"] == ""


def test_prefixes_that_nobody_declared() -> None:
    """Names whose prefix is not declared are known by the usual one."""
    data = Export().text()
    start = data.index("<rss")
    assert len(read(f"<rss{data[data.index('>', start) :]}".encode())) == 3


def test_other_elements_of_the_same_name() -> None:
    """Titles and links of other namespaces are none of the item's."""
    more = '<media:title xmlns:media="http://search.yahoo.com/mrss/">Another</media:title>'
    (found,) = items(Export((Post(more=more),)))
    assert found.fields["title"] == "A quiet morning"


def test_the_site_comes_first() -> None:
    """What an export says of the whole site comes before its items, and once."""
    tags = [found.tag for found in read(Export((Post(), Post(number=13))).bytes())]
    assert tags == ["wp:author", "channel", "item", "item"]


def test_nothing_of_comments() -> None:
    """Comments are counted, and not a word of them is read."""
    (found,) = items(Export((Post(comments=3),)))
    assert found.comments == 3
    told = repr(dataclasses.asdict(found))
    assert not [word for word in ("Somebody", "192.0.2.7", "somebody@", "What a comment") if word in told]


def test_nothing_of_other_fields() -> None:
    """Of an item's own fields only those are read that are needed."""
    (found,) = items(Export((Post(meta=[("_billing_phone", "0123"), ("_thumbnail_id", "7")]),)))
    assert found.meta == {"_thumbnail_id": "7"}


def test_all_old_slugs() -> None:
    """All earlier names of a text in addresses are kept."""
    (found,) = items(Export((Post(meta=[("_wp_old_slug", "one"), ("_wp_old_slug", "two")]),)))
    assert found.meta["_wp_old_slug"].split() == ["one", "two"]


def test_words_that_end_cdata() -> None:
    """Words with the signs that end CDATA come through."""
    (found,) = items(Export((Post("one ]]> two"),)))
    assert found.fields["content:encoded"] == "one ]]> two"


def test_a_field_beyond_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that is longer than any text is not kept, and its item says so."""
    monkeypatch.setattr(record, "LONGEST", 1_000)
    (found,) = items(Export((Post("word " * 500),)))
    assert found.too_long
    assert "content:encoded" not in found.fields


def test_a_tag_beyond_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment that does not end is refused before it fills memory."""
    monkeypatch.setattr(export_file, "LONGEST_TOKEN", 100_000)
    with pytest.raises(RefusedError, match="longer than any"):
        read(b"<rss><channel><!--" + b" " * 400_000 + b"--></channel></rss>")


def test_elements_within_each_other() -> None:
    """Elements that lie within each other beyond measure are refused."""
    with pytest.raises(RefusedError, match="more deeply"):
        read(b"<rss><channel>" + b"<a>" * 1_000)


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY a0 "ha">{BOMB}]>',
        '<!DOCTYPE rss SYSTEM "https://other.example/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_document_types(doctype: str) -> None:
    """A document type is refused with its line, before anything in it is read."""
    data = Export((Post("&a9;&x;"),), declaration=f'<?xml version="1.0"?>\n{doctype}').bytes()
    with pytest.raises(RefusedError, match=r"^export\.xml, line 2: a document type"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"<html><body>Hello</body></html>",
        b'<rss version="2.0"><channel><title>A feed</title><item><title>x</title></item></channel></rss>',
        b"<rss><other/></rss>",
    ],
)
def test_what_is_no_export(data: bytes) -> None:
    """XML that is no export is refused by saying how to make one."""
    with pytest.raises(RefusedError, match=r"this is no export of WordPress\. Export there under Tools, Export"):
        read(data)


def test_the_line_of_what_is_broken() -> None:
    """What is no XML is refused with its line, counted from the file's beginning."""
    data = b"\n\n" + Export().bytes().replace(b"<dc:creator>", b"<dc:creator>A & B")
    with pytest.raises(RefusedError, match=r"^export\.xml, line 17: this is not XML that can be read"):
        read(data)


@given(st.floats(0.05, 0.999))
def test_exports_that_are_cut_off(part: float) -> None:
    """An export that ends too early is refused, wherever it was cut."""
    data = Export(tuple(Post(number=n, comments=1) for n in range(3))).bytes().rstrip()
    with pytest.raises(RefusedError, match="line"):
        read(data[: int(len(data) * part)])


@given(st.binary(max_size=300), st.integers(0, 2_000))
def test_damaged_exports(junk: bytes, at: int) -> None:
    """An export with any bytes within it is read or refused, and nothing else."""
    data = Export().bytes()
    with suppress(RefusedError):
        read(data[:at] + junk + data[at:])


def test_recognised() -> None:
    """An export is known by its beginning, in any encoding of the web, and a feed is none."""
    assert is_export(Export().bytes()[:2_000])
    assert is_export(Export().text().encode("utf-16")[:4_000])
    assert not is_export(b'<rss version="2.0"><channel><generator>https://wordpress.org/?v=6.1</generator>')
