"""A text of another program to our Markdown: private notes out, marks of programs changed, blocks brought to ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.ground.patterns import lazy
from generator.ground.unseen import BEYOND, CONTROL
from generator.importing.item import Fate, Remark
from generator.importing.markdown_sites import conditions, obsidian, pandoc, private_notes, templates
from generator.importing.markdown_sites.blocks import as_ours
from generator.importing.markdown_sites.code_holes import CodeHoles
from generator.importing.markdown_sites.tally import Tally
from generator.importing.markdown_sites.templates import Find

INNER = r"[^{}\n]{0,300}\}"
# Attributes of a block or of words, as kramdown, Goldmark and pandoc have them.
ATTRIBUTES = lazy(
    rf"(?:^[ \t]*|[ \t]+|(?<=[\])}}*_]))\{{:?[ \t]*(?:[.#][\w:-]|[\w-]+=[\"'\w]|toc\b|-\}}){INNER}[ \t]*$"
    rf"|(?<=[\])])\{{:?[.#:\w]{INNER}|\{{::?[ \t]*[.#\w]{INNER}",
    re.MULTILINE,
)
# A list of contents, and a block of HTML in which Markdown counts, as kramdown has them.
CONTENTS = lazy(r"^[ \t]*(?:[-*+]|1\.)[ \t]+[^\n]*\n\{:[^{}\n]*\btoc\b[^{}\n]*\}[ \t]*$", re.MULTILINE)
WITH_MARKDOWN = lazy(r"^[ \t]*<(\w+)\b[^<>]*\bmarkdown=[^<>]*>[ \t]*\n?", re.MULTILINE)
MORE = lazy(r"^[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\]|\{\{TOC\}\}|<!--\s*more\s*-->)[ \t]*$", re.MULTILINE | re.IGNORECASE)
HIGHLIGHT = lazy(r"==(?=[^\s=])([^=\n]{1,400}?)(?<=[^\s=])==")
# How Zola writes links between texts.
FROM_CONTENT = "](@/", "](/content/"
COLONS = lazy(r"[ \t>]*:{3,}(?P<name>.*)")
OURS = lazy(r"quote|aside|question")
EMPTY = lazy(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True, slots=True)
class OurText:
    """A text in our Markdown, the labels in it, and what is not as it was."""

    markdown: str
    labels: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a program understands in its texts beside Markdown; ``base`` is the folder that its site lay in."""

    liquid: bool = False
    hugo: bool = False
    mdx: bool = False
    wiki: bool = False
    pandoc: bool = False
    base: str = ""


def written(source: str, dialect: Dialect, find: Find, picture: Callable[[str], str | None]) -> OurText:
    """A text as its program understands it, in our Markdown.

    ``find`` says where a text or file that a command names lies in the source, ``picture`` where a picture does.
    """
    remarks = Tally()
    if dialect.liquid or dialect.hugo:
        source = templates.with_fences(source)
    if dialect.wiki:
        source = obsidian.without_queries(source, remarks)
    holes = CodeHoles(BEYOND.sub("", CONTROL.sub("", unicodedata.normalize("NFC", source))))
    remarks.add(Fate.DROPPED, "words beside the language of code", "they were for a program", holes.named)
    text = private_notes.without(MORE.sub("", holes.text), remarks, percents=dialect.wiki)
    labels: tuple[str, ...] = ()
    text = WITH_MARKDOWN.sub(r"<\1>\n\n", CONTENTS.sub("", text))
    if dialect.liquid:
        text = templates.with_raw_words(text)
    if dialect.liquid or dialect.hugo:
        text = conditions.without_shortcodes_for_some(conditions.without_conditions(text, remarks), remarks)
        text = templates.with_quotations(text, remarks)
    if dialect.hugo:
        text = templates.of_hugo(text, remarks, find)
    if dialect.liquid:
        text = templates.of_liquid(text, remarks, find, dialect.base).replace(*FROM_CONTENT)
    if dialect.mdx:
        text = templates.of_mdx(text, remarks)
    if dialect.wiki:
        text, labels = obsidian.without_links(text, remarks, find)
    if dialect.pandoc:
        text = pandoc.plain(text, remarks, holes)
    text = _marks(text, remarks)
    markdown = holes.filled(as_ours(holes.filled(text), remarks))
    return OurText(_with_pictures(markdown, picture), labels, remarks.found())


def _marks(text: str, remarks: Tally) -> str:
    if "==" in text:
        text, count = HIGHLIGHT.subn(r"\1", text)
        remarks.add(Fate.CHANGED, "words that were highlighted", "they are plain words now", count)
    if ":::" in text:
        text = "\n".join(_without_boxes(text.split("\n"), remarks))
    if "{" in text:
        text, count = ATTRIBUTES.subn("", text)
        remarks.add(Fate.DROPPED, "attributes in braces", "they are commands for a program", count)
    return EMPTY.sub("\n\n", text)


def _without_boxes(lines: list[str], remarks: Tally) -> Iterator[str]:
    """Lines without the colons of boxes that are none of ours."""
    ours: list[bool] = []
    for line in lines:
        found = COLONS.fullmatch(line)
        if found is None:
            yield line
            continue
        name = found["name"].strip(" \t:{}")
        if name:
            ours.append(OURS.fullmatch(name) is not None)
            if not ours[-1]:
                remarks.add(Fate.DROPPED, f"box “{name[:40]}”", "the words in it stay")
        if ours and ours[-1]:
            yield line
        if ours and not name:
            ours.pop()


def _with_pictures(markdown: str, picture: Callable[[str], str | None]) -> str:
    """A text in which pictures are named by where they lie in the source, where they do."""
    if "![" not in markdown:
        return markdown
    from generator.authoring.link_edit import with_targets
    from generator.content.markdown import structure

    sources = [
        str(child.attrs["src"])
        for token in structure(markdown)
        for child in token.children or ()
        if child.type == "image"
    ]
    found = {source: at for source in dict.fromkeys(sources) if (at := picture(source)) and at != source}
    if not found:
        return markdown
    fences = "---\n---\n"
    return with_targets((fences + markdown).encode(), found).decode()[len(fences) :]
