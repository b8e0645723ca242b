"""What Obsidian writes beside Markdown: links and embeds in double brackets, callouts, tags, names of blocks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from generator.content.body_builder import heading_id
from generator.ground.patterns import lazy
from generator.importing.html.addresses import destination
from generator.importing.item import Fate
from generator.importing.markdown_sites.tally import Tally
from generator.importing.markdown_sites.templates import Find, picture

LINK = lazy(r"(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<words>[^\[\]\n]{0,300}))?\]\]")
PICTURE = lazy(r"(?i).+\.(?:jpe?g|png|gif|webp|bmp|svg|heic|avif|tiff?)$")
FILE = lazy(r"(?i).+\.(?:pdf|mp[34]|m4a|wav|ogg|webm|mov|flac|3gp|canvas|base)$")
SIZED = lazy(r"!\[([^\[\]|\n]*)\|\d+(?:x\d+)?\](?=\()")
SIZE = lazy(r"\d+(?:x\d+)?")
CALLOUT = lazy(
    r"^(?P<before>(?:>[ \t]?)*)>[ \t]*\[!(?P<name>[\w-]+)(?:\|[^\]\n]*)?\][+-]?[ \t]*(?P<title>[^\n]*)$", re.MULTILINE
)
TAG = r"#(?P<tag>[^\W\d_][\w/-]*|[\w/-]*[^\W\d][\w/-]*)"
TAGGED = lazy(rf"(?<![\w#&/\\]){TAG}")
ONLY_TAGS = lazy(rf"^[ \t]*(?:{TAG.replace('?P<tag>', '?:')}[ \t,]*)+$", re.MULTILINE)
BLOCK_NAME = lazy(r"[ \t]+\^[\w-]+[ \t]*$|^\^[\w-]+[ \t]*$", re.MULTILINE)
NO_TITLES = frozenset(("quote", "cite"))
QUERY = lazy(
    r"^(?P<fence>`{3,}|~{3,})[ \t]*(?:dataview(?:js)?|query|tasks)\b[^\n]*\n"
    r"(?:(?!(?P=fence)).*\n)*+(?P=fence)[`~]*[ \t]*$",
    re.MULTILINE,
)


def without_queries(text: str, remarks: Tally) -> str:
    """A text without the lists that a program makes of other notes when they are shown."""
    text, count = QUERY.subn("", text)
    remarks.add(Fate.DROPPED, "list that a program makes", "lists of texts come by themselves here", count)
    return text


def without_links(text: str, remarks: Tally, find: Find) -> tuple[str, tuple[str, ...]]:
    """A text with links, pictures and boxes as Markdown has them, and the labels of its tags."""
    text = SIZED.sub(r"![\1]", text)
    text, names = BLOCK_NAME.subn("", text)
    remarks.add(Fate.DROPPED, "name of a block", "only links from other notes needed it", names)
    if "[[" in text:
        text = LINK.sub(lambda found: _link(found, remarks, find), text)
    if "[!" in text:
        text = _callouts(text, remarks)
    if "#" not in text:
        return text, ()
    labels = tuple(dict.fromkeys(found["tag"] for found in TAGGED.finditer(text)))
    text, lines = ONLY_TAGS.subn("", text)
    remarks.add(Fate.CHANGED, "line of tags", "they are labels", lines)
    return text, labels


def _link(found: re.Match[str], remarks: Tally, find: Find) -> str:
    target, words = found["target"].strip(), (found["words"] or "").strip()
    path, _, heading = target.partition("#")
    if found["embed"] and PICTURE.fullmatch(path):
        alt = "" if SIZE.fullmatch(words) else words
        return picture(find(path) or path, alt)
    if FILE.fullmatch(path):
        remarks.add(Fate.DROPPED, f"file “{posixpath.basename(path)}”", "only texts and pictures come in")
        return words or posixpath.basename(path)
    shown = words or (
        heading.rpartition("#")[2].lstrip("^") if not path else posixpath.basename(path).removesuffix(".md")
    )
    if found["embed"]:
        remarks.add(
            Fate.LOOK, "note shown within another", "a link to it stands in its place; copy its words, if need be"
        )
    place = find(path) if path else f"#{heading_id(heading.rpartition('#')[2])}"
    if place is None:
        remarks.add(Fate.CHANGED, "link to a note that is not there", "its words stay")
        return shown
    escaped = re.sub(r"([\[\]])", r"\\\1", shown)
    return f"[{escaped}]({destination(place)})"


def _callouts(text: str, remarks: Tally) -> str:
    """Callouts as asides, which end where their quotation does; those within quotations as what they are."""
    return "\n".join(_lines(text.split("\n"), remarks))


def _lines(lines: list[str], remarks: Tally) -> Iterator[str]:
    at = 0
    while at < len(lines):
        begins = CALLOUT.match(lines[at])
        if begins is None:
            yield lines[at]
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end].startswith(">"):
            end += 1
        title = begins["title"].strip()
        inner = [re.sub(r"^>[ \t]?", "", line) for line in lines[at + 1 : end]]
        remarks.add(Fate.CHANGED, f"box “{begins['name']}”", "it is an aside, or a quotation")
        if begins["name"].lower() in NO_TITLES or begins["before"]:
            yield from (f"{begins['before']}> {line}".rstrip() for line in ([title, ""] if title else []))
            yield from lines[at + 1 : end]
        else:
            body = list(_lines(inner, remarks))
            fence = ":" * (
                3 + max((len(found[0]) - 2 for line in body if (found := re.match(r":{3,}", line))), default=0)
            )
            yield from ("", f"{fence} aside", *([f"**{title}**", ""] if title else []), *body, fence, "")
        at = end
