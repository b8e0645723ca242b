"""Exports of WordPress as its versions write them, with words of our own; all people in them are fictional."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from generator.importing.container import contained
from generator.importing.item import Item, LeftOut
from generator.importing.wordpress.decoded import Decoded
from generator.importing.wordpress.export_file import records
from generator.importing.wordpress.library import Library, library
from generator.importing.wordpress.record import ExportRecord
from generator.importing.wordpress.source import WordPress

SITE = "https://harbour.example"


@dataclass(frozen=True)
class Post:
    """An item, with what WordPress writes unless it is said. ``more`` are whole elements of XML."""

    body: str = "I wrote this down on a quiet morning."
    title: str = "A quiet morning"
    number: int = 12
    kind: str = "post"
    status: str = "publish"
    slug: str = "a-quiet-morning"
    day: str = "2019-03-04 08:30:00"
    author: str = "mira_login"
    excerpt: str = ""
    password: str = ""
    parent: int = 0
    order: int = 0
    terms: Sequence[tuple[str, str, str]] = ()
    meta: Sequence[tuple[str, str]] = ()
    address: str = ""  # of an attachment
    link: str = ""
    guid: str = ""
    comments: int = 0
    more: str = ""


@dataclass(frozen=True)
class Export:
    """A file as one version of WordPress writes it; ``scheme`` is that of its namespaces."""

    posts: Sequence[Post] = (Post(),)
    version: str = "1.2"
    scheme: str = "http"
    language: str = "en-GB"
    authors: Mapping[str, str] = field(default_factory=lambda: {"mira_login": "Mira"})
    prefix: str = "wp"
    declaration: str = '<?xml version="1.0" encoding="UTF-8" ?>'

    def text(self) -> str:
        """The file's text."""
        return "".join(self.pieces())

    def bytes(self) -> bytes:
        """The file in UTF-8."""
        return self.text().encode()

    def pieces(self) -> Iterator[str]:
        """The file piece by piece."""
        base, wp = f"{self.scheme}://wordpress.org/export/{self.version}", self.prefix
        yield f"""{self.declaration}
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0" xmlns:excerpt="{base}/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:{wp}="{base}/">
<channel>
<title>Harbour (an example)</title>
<link>{SITE}</link>
<language>{self.language}</language>
<{wp}:wxr_version>{self.version}</{wp}:wxr_version>
<{wp}:base_blog_url>{SITE}</{wp}:base_blog_url>
"""
        for login, name in self.authors.items():
            yield (
                f"<{wp}:author><{wp}:author_login>{cdata(login)}</{wp}:author_login>"
                f"<{wp}:author_email>{login}@mail.example</{wp}:author_email>"
                f"<{wp}:author_display_name>{cdata(name)}</{wp}:author_display_name></{wp}:author>\n"
            )
        for post in self.posts:
            yield self._item(post)
        yield "</channel>\n</rss>\n"

    def _item(self, post: Post) -> str:
        wp = self.prefix
        fields = {
            "post_id": post.number,
            "post_date": post.day,
            "post_name": post.slug,
            "status": post.status,
            "post_parent": post.parent,
            "menu_order": post.order,
            "post_type": post.kind,
            "post_password": post.password,
        }
        told = "".join(f"<{wp}:{name}>{escape(str(value))}</{wp}:{name}>\n" for name, value in fields.items())
        terms = "".join(
            f'<category domain="{domain}" nicename="{slug}">{cdata(name)}</category>\n'
            for domain, slug, name in post.terms
        )
        meta = "".join(
            f"<{wp}:postmeta><{wp}:meta_key>{key}</{wp}:meta_key>"
            f"<{wp}:meta_value>{cdata(value)}</{wp}:meta_value></{wp}:postmeta>\n"
            for key, value in post.meta
        )
        comment = (
            f"<{wp}:comment><{wp}:comment_author>Somebody</{wp}:comment_author>"
            f"<{wp}:comment_author_email>somebody@mail.example</{wp}:comment_author_email>"
            f"<{wp}:comment_author_IP>192.0.2.7</{wp}:comment_author_IP>"
            f"<{wp}:comment_content>{cdata('What a comment')}</{wp}:comment_content></{wp}:comment>\n"
        )
        address = f"<{wp}:attachment_url>{post.address}</{wp}:attachment_url>\n" if post.address else ""
        return (
            f"<item>\n<title>{cdata(post.title)}</title>\n"
            f"<link>{post.link or f'{SITE}/{post.day[:4]}/{post.slug}/'}</link>\n"
            f"<dc:creator>{cdata(post.author)}</dc:creator>\n"
            f'<guid isPermaLink="false">{post.guid or f"{SITE}/?p={post.number}"}</guid>\n'
            f"<content:encoded>{cdata(post.body)}</content:encoded>\n"
            f"<excerpt:encoded>{cdata(post.excerpt)}</excerpt:encoded>\n"
            f"{told}{address}{terms}{meta}{comment * post.comments}{post.more}</item>\n"
        )


def cdata(words: str) -> str:
    """Words as exports write them."""
    return f"<![CDATA[{words.replace(']]>', ']]]]><![CDATA[>')}]]>"


def attachment(number: int, name: str, **fields: object) -> Post:
    """A file that was uploaded."""
    address = f"{SITE}/wp-content/uploads/2019/03/{name}"
    given = {"title": name.partition(".")[0], "slug": name.partition(".")[0], "body": "", "status": "inherit"} | fields
    return Post(number=number, kind="attachment", address=address, **given)  # type: ignore[arg-type] # told by name


def read(data: bytes) -> list[ExportRecord]:
    """The records of a file."""
    return list(records(Decoded(io.BytesIO(data), "export.xml"), "export.xml"))


def known(*posts: Post) -> Library:
    """What an export with these items says of the whole site."""
    return library(read(Export(posts=posts).bytes()))


def source(export: Export, folder: Path) -> WordPress:
    """An export as a source."""
    (folder / "export.xml").write_bytes(export.bytes())
    return WordPress(contained(folder / "export.xml"))


def brought(export: Export, folder: Path) -> tuple[list[Item], dict[str, int]]:
    """The texts of an export, and how many of what were left out."""
    found = list(source(export, folder).items())
    return [f for f in found if isinstance(f, Item)], {f.what: f.count for f in found if isinstance(f, LeftOut)}


def only(export: Export, folder: Path) -> Item:
    """The one text of an export."""
    (item,), _ = brought(export, folder)
    return item
