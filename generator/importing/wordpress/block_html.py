"""WordPress's blocks, galleries and pictures in HTML, put so that only words, pictures and their order matter."""

from __future__ import annotations

import re
from html import escape
from pathlib import PurePosixPath
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.ground.patterns import lazy
from generator.importing.item import Fate
from generator.importing.wordpress.library import Attachment, Library, is_picture, place, whole
from generator.importing.wordpress.remarks import NamedRemarks
from generator.importing.wordpress.shortcodes import ADDRESS

# A text with none of these has nothing to be put in order.
CONCERNED: Final = ("<img", "wp-block", "<figure", "<IMG")
RECORDS: Final = "img, video, audio, iframe, object, embed, svg, picture"
NUMBER = lazy(r"(?:wp-image-|attachment_|wp-att-)(\d{1,12})\b")
BACKGROUND = lazy(r"background-image\s*:\s*url\(\s*['\"]?([^'\"()]{1,2000})['\"]?\s*\)")
# Where plug-ins that load pictures late keep the real address.
LATE: Final = ("data-orig-file", "data-src", "data-lazy-src", "data-original")


def in_order(source: str, library: Library, remarks: NamedRemarks) -> str:
    """HTML of a text in which galleries are figures, buttons and files are paragraphs, and pictures are whole ones."""
    if not any(sign in source for sign in CONCERNED):
        return source
    tree = LexborHTMLParser(source, is_fragment=True)
    _embedded(tree, remarks)
    _covers(tree)
    _files_and_buttons(tree, remarks)
    _galleries(tree)
    for node in tree.css("img"):
        _picture(node, library, remarks)
    return tree.html or ""


def _embedded(tree: LexborHTMLParser, remarks: NamedRemarks) -> None:
    """Addresses of what the site embedded become links."""
    for node in tree.css(".wp-block-embed__wrapper"):
        words = node.text().strip()
        if ADDRESS.fullmatch(words):
            remarks.add(Fate.CHANGED, "something embedded from another site", "it is a link now")
            _put(node, f'<p><a href="{escape(words)}">{escape(words, quote=False)}</a></p>')


def _covers(tree: LexborHTMLParser) -> None:
    """A picture behind words becomes one above them."""
    for node in tree.css(".wp-block-cover"):
        found = BACKGROUND.search(_of(node, "style"))
        if found and node.css_first("img") is None:
            _put(node, f'<p><img src="{escape(found[1].strip())}"></p>{node.html or ""}')


def _files_and_buttons(tree: LexborHTMLParser, remarks: NamedRemarks) -> None:
    for node in tree.css("a.wp-block-file__button"):
        others = (_of(a, "href") for a in (node.parent.css("a:not(.wp-block-file__button)") if node.parent else ()))
        if _of(node, "href") in others:
            remarks.add(Fate.DROPPED, "a button that downloads a file", "the file's name is a link to it")
            node.decompose()
    for node in tree.css(".wp-block-button, .wp-block-file"):
        _put(node, f"<p>{node.inner_html or ''}</p>")


def _galleries(tree: LexborHTMLParser) -> None:
    """A figure is one picture or recording with its caption; what holds several of them, or a table, is none."""
    for node in tree.css(".blocks-gallery-grid, .blocks-gallery-item"):
        _open(node)
    for node in tree.css("figure"):
        if node.css_first("figure figure, figure > table") is None and node.css_first(RECORDS) is not None:
            continue
        for caption in list(node.iter()):
            if caption.tag == "figcaption":
                _put(caption, f"<p>{caption.inner_html or ''}</p>")
        _open(node)


def _picture(node: LexborNode, library: Library, remarks: NamedRemarks) -> None:
    classes = _of(node, "class")
    if "wp-smiley" in classes or "emoji" in classes.split():
        node.replace_with(_of(node, "alt"))
        return
    address = next((late for key in LATE if (late := _of(node, key)).startswith("http")), _of(node, "src"))
    if library.is_private(address):
        remarks.add(Fate.DROPPED, "a picture that the old site kept private", "not everybody was meant to see it")
        node.decompose()
        return
    found = _attachment(node, address, library)
    if found is not None and (place(found.address) == place(address) or whole(found.address) == whole(address)):
        address = found.address
    node.attrs["src"] = address
    _describe(node, address, found, remarks)
    parent = node.parent
    if parent is not None and parent.tag == "a" and _leads_to_the_picture(parent, found):
        parent.unwrap()


def _describe(node: LexborNode, address: str, found: Attachment | None, remarks: NamedRemarks) -> None:
    """The text's own description of a picture stays; a file's name is none, and what the site kept takes its place."""
    alt = _of(node, "alt").strip()
    if alt and _plain(alt) not in {_plain(_stem(address)), _plain(_stem(whole(address)))}:
        return
    if found is not None and found.alt and not _is_a_name(found.alt, found.address):
        node.attrs["alt"] = found.alt
    elif alt and _is_a_name(alt, address):
        del node.attrs["alt"]
        remarks.add(Fate.DROPPED, "descriptions of pictures that are files' names", "they say nothing of them")


def _attachment(node: LexborNode, address: str, library: Library) -> Attachment | None:
    """What the export says of a picture in a text: by its number, or else by its address."""
    number = NUMBER.search(_of(node, "class"))
    return library.picture(number[1] if number else _of(node, "data-id") or _of(node, "data-attachment-id"), address)


def _leads_to_the_picture(link: LexborNode, found: Attachment | None) -> bool:
    """Whether a link around a picture shows nothing but the picture again."""
    target = _of(link, "href")
    return is_picture(target) or "wp-att-" in _of(link, "rel") or (found is not None and target == found.page)


def _is_a_name(alt: str, address: str) -> bool:
    """Whether a description is a file's name and no words: with a number or an underscore in it."""
    is_so_called = _plain(alt) in {_plain(_stem(address)), _plain(_stem(whole(address)))}
    return is_so_called and re.search(r"[\d_]", alt) is not None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _stem(address: str) -> str:
    return PurePosixPath(place(address)).stem.casefold()


def _of(node: LexborNode, attribute: str) -> str:
    return node.attributes.get(attribute) or ""


def _open(node: LexborNode) -> None:
    """Puts what is in a block in its place; words beside it stay apart from those in it."""
    node.insert_before("\n")
    node.insert_after("\n")
    node.unwrap()


def _put(node: LexborNode, source: str) -> None:
    """Puts HTML in the place of a node."""
    new = LexborHTMLParser(source, is_fragment=True).root
    if new is not None:
        for child in list(new.iter(include_text=True)):
            node.insert_before(child)
    node.decompose()
