"""Stray marks: what was meant for a program, and readers would see as it is written.

They are looked for in rows of words (`content.inline_rows`), so that code, and signs with a backslash before them, are
none. A pattern is here only if hardly anybody writes such a thing for readers: brackets, stars, hashes and bars alone
are words. What may be long is counted, so that time stays in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content import foreign_notes
from generator.content.inline_rows import ESCAPED, SOLID
from generator.content.link_words import VIDEO
from generator.content.parsed_lines import ParsedLines
from generator.content.samples import WITH_TODO
from generator.content.stray_blocks import (
    BULLETS,
    GRID,
    NO_BREAK_INDENT,
    NUMBERED_LINES,
    TABLE,
    TOO_DEEP,
    TOO_DEEP_NUMBER,
    TOO_DEEP_NUMBERS,
    UNSPACED,
    UNSPACED_NUMBERS,
    WHOLE,
)
from generator.content.stray_mark import NO_BREAK, OR_CODE, StrayMark, stray, stray_tag
from generator.content.stray_stress import FLANKED, INSTEAD, SHRUG, THREE, UNBEGUN, UNDERSCORED, UNENDED, UNENDED_ONE
from generator.ground.diagnostics import Diagnostic, Span, error, warning

# Where what is written begins to differ from what is shown.
BEYOND = re.compile(f"[\n{ESCAPED}{SOLID}]")
WIDE = "\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
PLAIN = "write plain words there, and a character itself in place of its code"
OF_FIELD = "write what readers are to see in its place; a note to yourself stands on a line of its own, behind a #"
PICTURE = "write ![what it shows](images/gate.jpg)"
LINK = "write [words that say where it leads](https://example.org/)"


FOOTNOTE = StrayMark(
    re.compile(r"\[\^(?=[^\]\n]{0,100}[^\W_])[^\]\n]{1,200}\]"),
    "readers will see this mark of a footnote as it is written, since there is no footnote of that name",
    "write “[^age]: …” on a line of its own, with the same name and no space in it, or delete the mark",
    "footnote",
    error,
)
NOTE = StrayMark(
    re.compile(foreign_notes.BEGUN),
    "this looks like a private note of another program, which would be published",
    "delete it, or write “<!--” before the note and “-->” behind it; if readers are to see it, put backticks around it",
    "foreign-note",
    error,
)
MAY_BE_NOTE = StrayMark(
    re.compile(foreign_notes.MAY_BEGIN),
    "this looks like the beginning of a private note of another program, and readers will see it",
    "if it is one, write “<!--” before it and “-->” behind it, or delete it; for a break between scenes write ***; if"
    " readers are to see it, put a backslash before it",
    "foreign-note",
)
TO_ONESELF = StrayMark(
    re.compile(foreign_notes.TO_ONESELF, re.MULTILINE),
    "this looks like a note to yourself, and readers will see it",
    "delete it, or write “<!--” before the note and “-->” behind it; if it is for readers, write quotation marks"
    " around the word or a backslash before the bracket",
    "note-to-oneself",
)
COMMAND = stray(
    r"\[/[a-zA-Z][\w-]{0,40}\]|\[[a-zA-Z][\w-]{0,40}(?:[ \t][^\[\]=\n]{0,40})?(?<!\s)=(?!\s)[^\]\n]{1,400}\]"
    r"|\[(?i:gallery|caption|embed|youtube|vimeo|playlist|toc|nextpage|contact-form-7)(?:[ \t][^\[\]\n]{0,400})?\]",
    "this command of another program as it is written",
    f"delete it; for a picture {PICTURE}, for anything else {LINK.removeprefix('write ')}",
)
TEMPLATE = stray(
    r"\{[{%]|[%}]\}|<%|%>|\\[a-zA-Z]+\{|\A\\[a-zA-Z]{3,}\Z",
    "this command of another program as it is written",
    "delete it" + OR_CODE,
)
ENTITY = stray(
    r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,31});"
    r"|&(?:nbsp|szlig|[a-zA-Z](?:acute|grave|circ|uml|tilde|cedil|ring|slash))\b(?!=)"
    r"|(?<!\w)&(?:amp|[lg]t|quot|apos|copy|reg|trade|[mn]dash|hellip|euro|bull|middot|[lr][ds]quo)\b(?!=)",
    "this code of a character as it is written",
    "type the character itself",
)
BRACES = stray(
    r"\{ ?(?:[.#][\w-]|: ?[.#\w]|=[a-z])[^{}\n]{0,200}\}",
    "these braces as they are written",
    "delete them, and what is in them; headings get an address by themselves",
)
WIKI_LINK = stray(
    r"!?\[\[[^\[\]\n]{1,200}\]\]",
    "these brackets as they are written",
    "write [the other story](the-gate.md), with the name of the file",
)
SPACED_LINK = stray(
    r"\]\s\((?:https?:|mailto:|tel:|www\.|\.{0,2}/[\w.]|[^\s()]{1,200}\.(?:md|html?|pdf|jpe?g|png|webp|gif)\b)",
    "this link or picture as it is written, since there is a space behind the bracket",
    "delete the space between “]” and “(”",
)
SMALL = stray(
    r"(?<=\w)~[\w+-]{1,6}~|(?<=\w)\^[\w+-]{1,6}\^",
    "these signs as they are written",
    "delete them, or write the character itself, such as ²",
)
NOTE_IN_WORDS = stray(
    r"\^\[[^\[\]\n]{1,400}\]",
    "this note as it is written, in the midst of the words",
    "write a mark such as [^age] there, and “[^age]: …” on a line of its own",
)
MARKS = (
    NOTE,
    MAY_BE_NOTE,
    TO_ONESELF,
    FOOTNOTE,
    stray(
        r"^//(?=[^\S\n]*[^\s/])",
        "this line with its two slashes, also where it was meant as a private note",
        "if it is one, write “<!--” before it and “-->” behind it, or delete it" + OR_CODE,
    ),
    stray_tag("p|div|span|font|center|section|article|body|html|o:p", "delete it; an empty line makes a new paragraph"),
    stray_tag("b|strong|i|em|u|mark|big|small", "write *softly* or **firmly**"),
    stray(r"<(?:!\[CDATA|!doctype|!DOCTYPE|\?xml)\b", "this line of another program as it is written", "delete it"),
    stray_tag("a", LINK),
    stray_tag("img|figure|figcaption", PICTURE),
    stray_tag("br", "delete it, and end the line before with a backslash"),
    stray_tag("ul|ol|li", "begin each entry with “- ” or “1. ” on a line of its own"),
    stray_tag("h[1-6]", "begin the line with “## ”"),
    stray_tag("hr", "write *** on a line of its own"),
    stray_tag("blockquote|q|cite", "begin each line of it with “> ”"),
    stray_tag("table|thead|tbody|tr|td|th", "write its rows with bars: | left | right |"),
    stray_tag("iframe|video|audio|embed|script|style|svg|sub|sup|s|del|strike|ins|tt|code|pre|dl|dt|dd", "delete it"),
    COMMAND,
    TEMPLATE,
    WIKI_LINK,
    BRACES,
    GRID,
    TABLE,
    stray(r"~~(?=[^\s~])[^~\n]{1,400}~~", "these tildes, and no line through the words", "delete them"),
    stray(r"==(?=[^\s=])[^=\n]{1,400}==", "these signs as they are written", "write *softly* or **firmly**"),
    stray(
        rf"\A\[[ xX]\][ \t{NO_BREAK}](?!\()",
        "these brackets, and no box to tick",
        "delete them, or say in words what is done",
    ),
    stray(
        r"\]\((?=[^\n]{0,600}\s)[^()\n]{0,400}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)",
        "this link or picture as it is written, since there is a space in its address",
        "write the address without spaces, as in tel:116123, or in angle brackets: ![A gate.](<images/the gate.jpg>)",
    ),
    stray(
        r"\[[^\[\]\n]{0,400}(?P<mark>\]\([^()\s]{1,400}\))",
        "this link as it is written, since a link or a footnote stands in its words",
        "put the other one behind it, or into words of its own",
    ),
    stray(
        rf"^[^\[\]{ESCAPED}\n]{{0,1000}}(?P<mark>\]\([^()\s]{{1,400}}\))",
        "this link or picture as it is written, since nothing opens its first bracket",
        "write it in one paragraph: [words](https://example.org/)",
    ),
    SPACED_LINK,
    stray(
        r"\([^()\n]{1,200}\)\[(?:https?:[^\]\s]{1,400}|[^\]\s]{1,200}\.[a-z]{2,4}(?:#[^\]\s]{0,200})?)\]",
        "this link as it is written, since its brackets are the wrong way round",
        "write [words](the-gate.md): the words in square brackets, then the address in round ones",
    ),
    stray(
        r"\]\[[^\[\]\n]{0,200}\]",
        "these brackets as they are written, since nothing here says where they lead",
        "write [words](https://example.org/), or a line “[name]: https://example.org/” with the name in the brackets",
    ),
    stray(
        r"<(?:https?:|mailto:|tel:|www\.|[\w.+-]{1,100}@)[^<>\n]{0,400}>",
        "this address with its brackets, and no link",
        "write it whole and without spaces: <https://example.org/>, <hello@example.org>",
    ),
    stray(
        VIDEO.pattern,
        "this address, and no video",
        LINK + "; videos are not shown on a page",
    ),
    FLANKED,
    UNDERSCORED,
    UNENDED,
    UNBEGUN,
    THREE,
    SHRUG,
    stray(
        rf"^(?:[-*+]|#{{2,6}})[{NO_BREAK}]|\A#[{NO_BREAK}]",
        "this sign as it is written, since the space behind it is a no-break space",
        "delete the space, and type it anew",
    ),
    stray(
        rf"^(?:-|#{{2,6}})[{WIDE}]|\A#[{WIDE}]",
        "this sign as it is written, since the space behind it is wider or narrower than that of the keyboard",
        "delete the space, and type it anew; if readers are to see the sign, put a backslash before it",
    ),
    stray(
        r"(?<=[a-zß-öø-ÿ]{2})-\n(?!(?:and|or|nor|to|und|oder|bis|et|ou|ed?|y|og|och|eller|en|of)\b)(?=[a-zß-öø-ÿ]{2})",
        "a space behind this hyphen, since a new line is one",
        "write the whole word on one line",
    ),
    stray(
        rf"\A1[.)][{NO_BREAK}]|^[{NO_BREAK}][{NO_BREAK} ]*(?:[-*+]|\d{{1,3}}[.)])[ \t{NO_BREAK}]",
        "this sign as it is written, since a space beside it is a no-break space",
        "delete the spaces before and behind it, and type them anew",
    ),
    BULLETS,
    TOO_DEEP,
    TOO_DEEP_NUMBER,
    NO_BREAK_INDENT,
    stray(
        r"^:[ \t]+\S",
        "this colon as it is written, and no definition",
        "write one term above it, in one line with an empty line before, and a definition for each",
    ),
    UNSPACED,
    UNSPACED_NUMBERS,
    NUMBERED_LINES,
    TOO_DEEP_NUMBERS,
    UNENDED_ONE,
    NOTE_IN_WORDS,
    stray(
        r"\[-?@[^\W\d_][^\[\]\n]{0,200}\]|\A\(@[\w-]{0,40}\)[ \t]|^\*\[[^\[\]\n]{1,80}\]:",
        "this command of another program as it is written",
        "delete it, or say in words what it stands for",
    ),
    stray(
        r"(?<![\w+])\+\+(?=[^\s+])[^+\n]{0,400}[^\s+]\+\+(?![\w+])",
        "these signs as they are written",
        "delete them; a private note stands between “<!--” and “-->”",
    ),
    stray(
        r"\A(?:!!!|\?\?\?\+?)[ \t]+[a-z]+(?:[ \t]+\"[^\"\n]{0,200}\")?[ \t]*$",
        "this line of another program as it is written",
        "delete it; for a remark that is not part of the story write “::: aside” above it and “:::” below",
    ),
    stray(
        r"^#{2,6}[^\s#]",
        "this sign as it is written, and no heading",
        "write a space behind it: “## The meeting”",
    ),
    stray(
        r"\A#[^\W\d_][^#\n.!?]*\Z",
        "this sign as it is written, and no heading",
        "for a heading write a space behind it, “## The meeting”; for a hashtag a backslash before it, “\\#meeting”",
    ),
    stray(
        r"\A\[![a-zA-Z]+\][+-]?",
        "these brackets as they are written",
        "delete them; for a remark that is not part of the story write “::: aside” above it and “:::” below",
    ),
    SMALL,
    stray(
        r"\A={2,6}[ \t][^=\n]{1,100}[ \t]={2,6}[ \t]*\Z",
        "these signs as they are written, and no heading",
        "for a heading write “## The meeting”",
    ),
    stray(
        r"`+",
        "this backtick as it is written, since none ends it",
        "delete it, write another behind the code, or for a quotation mark the straight one of your keyboard",
    ),
    stray(
        r"\\[ \t]*\Z",
        "this backslash",
        "delete it; it begins a new line only where another line follows",
    ),
    stray(
        r"\\[ \t]*\n",
        "this backslash, and no new line",
        "delete the space behind it, so that it is the last sign of the line",
    ),
    ENTITY,
)
# In a field, whose words are shown as they are, marks for stress and links are stray, too.
TAGS = tuple(mark for mark in MARKS if "HTML tag" in mark.seen)
MARKUP = stray(
    r"\*\*[^*\n]{1,400}\*\*|(?<![\w_])__(?=[^\W_])[^_\n]{0,400}__(?![\w_])|\]\([^()\n]{1,400}\)|\[\^[^\]\n]{1,40}\]|~~[^~\n]{1,400}~~|==[^=\n]{1,400}=="
    r"|(?<![\w*])\*(?=[^\s*])[^*\n]{0,400}[^\s*]\*(?![\w*])|(?<![\w_])_(?=[^\s_])[^_\n]{0,400}[^\s_]_(?![\w_])"
    r"|(?<!`)`[^`\n]{1,400}`(?!`)|\A#{1,6}[ \t]+\S",
    "these signs as they are written",
    "",
)
BACKSLASH = stray(r"\\(?=[\"'#*\[\]()`>&])", "this backslash as it is written", "")
QUOTES = frozenset("“”„«»‘’\"'")
SLOT = stray(r"<[a-z][a-z0-9 _-]{0,40}>", "these signs as they are written", "")
REMARK_OF_WORD = replace(NOTE, pattern=re.compile(foreign_notes.REMARKED_IN_FIELD))
TODO_IN_FIELD = replace(TO_ONESELF, pattern=re.compile(foreign_notes.TODO_IN_FIELD))  # but for `samples.WITH_TODO`
NOTE_IN_FIELD = replace(TO_ONESELF, pattern=re.compile(foreign_notes.TO_ONESELF_IN_FIELD))
IN_FIELDS = (
    *(NOTE, MAY_BE_NOTE, REMARK_OF_WORD, TO_ONESELF, NOTE_IN_FIELD, *TAGS, COMMAND, TEMPLATE, BRACES, ENTITY),
    *(WIKI_LINK, SPACED_LINK, NOTE_IN_WORDS, SLOT, MARKUP, SMALL, BACKSLASH, UNENDED),
)


def problems(rows: Sequence[tuple[int, str]], where: ParsedLines, language: str) -> Iterator[Diagnostic]:
    """Every stray mark in rows of words, each with the number of its first line; one of a kind for a line or block.

    Where a private note is, only errors are told besides.
    """
    notes = foreign_notes.anchored(rows)
    for line in sorted(notes):
        yield error(NOTE.rule, where.path, where.span(line), NOTE.seen, NOTE.hint)
    for line, row in rows:
        told: set[tuple[int | None, StrayMark]] = set()
        is_grid = GRID.pattern.search(row) is not None
        for mark in MARKS:
            for found in () if mark is TABLE and is_grid else mark.pattern.finditer(row):
                start, end = found.span("mark" if "mark" in mark.pattern.groupindex else 0)
                at = line + row.count("\n", 0, start)
                once = (None if mark in WHOLE else at, mark)
                if mark is TO_ONESELF and _is_meant(found, language):
                    continue
                if once in told or (at in notes and mark.severity is warning):
                    continue
                if any((at, other) in told for other in INSTEAD.get(mark, ())):
                    continue
                if mark.line is not None and not mark.line.match(where.lines[where.numbers[at]]):
                    continue
                told.add(once)
                if mark is NOTE:
                    notes.add(at)
                shown = BEYOND.split(row[start:end], maxsplit=1)[0]
                other = ";" if mark is ENTITY and not shown.endswith(";") else ""
                before = row[row.rfind("\n", 0, start) + 1 : start]
                place = where.span(at, shown, other, before)
                yield mark.severity(mark.rule, where.path, place, mark.seen, mark.hint)


def _is_meant(found: re.Match[str], language: str) -> bool:
    """Whether what looks like a note to oneself is for readers: this language's word, or a quoted bracket."""
    note, start = found[0], found.start()
    if note[0] in "[{<":
        return found.string[max(start - 1, 0) : start] in QUOTES
    return "TODO" in note and language.partition("-")[0] in WITH_TODO


def in_field(name: str, words: str, path: str, span: Span, language: str) -> Iterator[Diagnostic]:
    """The first stray mark in a field of the front matter, whose words are in this language."""
    found = _plain(words, language)
    if found is not None:
        hint = OF_FIELD if found in (TO_ONESELF, NOTE_IN_FIELD, TODO_IN_FIELD) else PLAIN
        yield found.severity(found.rule, path, span, f"{found.seen}, in “{name}”", hint)


def in_titles(titles: Sequence[tuple[int, str]], where: ParsedLines, language: str) -> Iterator[Diagnostic]:
    """The first stray mark in each title of a picture or link, such as a caption; each with its line."""
    for line, words in titles:
        found = _plain(words, language)
        if found is not None:
            yield found.severity(found.rule, where.path, where.span(line, words), f"{found.seen}, in a caption", PLAIN)


def _plain(words: str, language: str) -> StrayMark | None:
    at_all = ((mark, mark.pattern.search(words)) for mark in IN_FIELDS)
    found = next((m for m, at in at_all if at and not (m is TO_ONESELF and _is_meant(at, language))), None)
    if found is None and language.partition("-")[0] not in WITH_TODO and TODO_IN_FIELD.pattern.search(words):
        return TODO_IN_FIELD
    return found
