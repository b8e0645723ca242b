"""What texts of an export refer to: its attachments, its blocks that several texts share, and its authors' names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from generator.ground.patterns import lazy
from generator.importing.old_addresses import host_of
from generator.importing.wording import plain_words
from generator.importing.wordpress.identities import site_of
from generator.importing.wordpress.record import ExportRecord

# Files have the status of the text that they were uploaded to, or, where media are texts of their own, one like those.
OF_FILES: Final = frozenset({"", "inherit", "publish"})
MOST_BLOCKS: Final = 2_000
# The smaller pictures that WordPress makes of one (“-300x200”, and “-300x200@2x” for fine screens), and the one that it
# makes of a very large one.
SIZED = lazy(r"-\d{1,5}x\d{1,5}(?:@2x)?(?=\.[A-Za-z0-9]{2,5}$)")
# Where Jetpack lets pictures be asked for; behind it stands where they are.
OF_JETPACK = lazy(r"//i\d\.wp\.com/")
SCALED = lazy(r"-(scaled|rotated)(?=\.[A-Za-z0-9]{2,5}$)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the site: its own address and its page's, its description for those who do not see it, its caption."""

    address: str
    page: str
    title: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Library:
    """What is known of the whole site before its texts are read.

    ``names`` are authors' names as shown, by their logins; None where the export is so old that it writes names alone.
    ``private`` are the places of files that were not for everybody. ``children`` are attachments that were uploaded to
    a text, in its order. ``hosts`` are those of the site and of its files.
    """

    language: str
    names: Mapping[str, str] | None
    attachments: Mapping[str, Attachment]
    by_address: Mapping[str, Attachment]
    private: frozenset[str]
    children: Mapping[str, tuple[str, ...]]
    shared_blocks: Mapping[str, str]
    hosts: frozenset[str] = frozenset()

    def has_at(self, address: str) -> bool:
        """Whether a file at an address is one of this site: at a host of it, or below one, or where no host is told."""
        host = host_of(OF_JETPACK.sub("//", address))
        return not (host and self.hosts) or any(f".{host}".endswith(f".{own}") for own in self.hosts)

    def is_private(self, address: str) -> bool:
        """Whether the file at this address, in whichever size, was not for everybody."""
        return bool(self.private) and not self.private.isdisjoint((place(address), whole(address)))

    def picture(self, number: str, address: str) -> Attachment | None:
        """The attachment with this number, or else at this address, in whichever size."""
        return (
            self.attachments.get(number) or self.by_address.get(place(address)) or self.by_address.get(whole(address))
        )


def library(records: Iterable[ExportRecord]) -> Library:
    """What a whole export says of these things; its texts are not kept. Of several, the one that comes first counts."""
    channel: dict[str, str] = {}
    names: dict[str, str] = {}
    attachments: dict[str, Attachment] = {}
    files: set[str] = set()
    private: set[str] = set()
    children: dict[str, list[tuple[int, str]]] = {}
    shared: dict[str, str] = {}
    hosts: set[str] = set()
    for record in records:
        fields = record.fields
        number = fields.get("wp:post_id", "").strip()
        kind = fields.get("wp:post_type", "").strip()
        if record.tag == "channel":
            channel = channel or fields
            hosts |= {host_of(site_of(record)), host_of(fields.get("link", ""))}
        elif record.tag == "wp:author":
            shown = plain_words(fields.get("wp:author_display_name", ""))
            names.setdefault(fields.get("wp:author_login", "").strip(), shown)
        elif kind == "attachment" and number not in files and (address := fields.get("wp:attachment_url", "").strip()):
            files.add(number)
            hosts.add(host_of(address))
            if fields.get("wp:status", "").strip() not in OF_FILES or fields.get("wp:post_password"):
                private |= {place(address), whole(address)}
                continue
            attachments[number] = Attachment(
                address,
                fields.get("link", "").strip(),
                plain_words(fields.get("title", "")),
                plain_words(record.meta.get("_wp_attachment_image_alt", "")),
                fields.get("excerpt:encoded", "").strip(),
            )
            order = fields.get("wp:menu_order", "").strip()
            children.setdefault(fields.get("wp:post_parent", "").strip(), []).append(
                (int(order) if order.isascii() and order.isdigit() else 0, number)
            )
        elif kind == "wp_block" and len(shared) < MOST_BLOCKS:
            shared.setdefault(number, fields.get("content:encoded", "") if is_shown(record) else "")
    by_address = {place(found.address): found for found in attachments.values()}
    for found in attachments.values():
        by_address.setdefault(SCALED.sub("", place(found.address)), found)
    old = channel.get("wp:wxr_version", "") == "1.0" and not names
    return Library(
        language=channel.get("language", "").replace("_", "-"),
        names=None if old else names,
        attachments=attachments,
        by_address=by_address,
        private=frozenset(private),
        children={parent: tuple(number for _, number in sorted(found)) for parent, found in children.items()},
        shared_blocks={number: block for number, block in shared.items() if block},
        hosts=frozenset(hosts - {""}),
    )


def is_shown(record: ExportRecord) -> bool:
    """Whether everybody could see it at the old site."""
    return record.fields.get("wp:status", "").strip() == "publish" and not record.fields.get("wp:post_password")


def place(address: str) -> str:
    """Where a file is, without scheme, query and writing: what two addresses of one file have in common."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.netloc.casefold().removeprefix('www.')}{unquote(parts.path)}"


def whole(address: str) -> str:
    """The place of the picture of which one in another size was made."""
    return SCALED.sub("", SIZED.sub("", place(address)))


def is_picture(address: str) -> bool:
    """Whether an address is that of a picture, by its ending."""
    return re.search(r"\.(jpe?g|png|gif|webp|avif|bmp|tiff?)$", place(address), re.IGNORECASE) is not None
