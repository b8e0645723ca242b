"""Markdown tokens to a `Body`, in one pass that collects everything the site needs of a text.

Only what stands in `BodyBuilder` can come out, so that whatever an author writes stays words: raw HTML is shown as
text, and an attribute is there only if this module wrote it (promise 7).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from urllib.parse import unquote

from markdown_it.token import Token

from generator.content import backticks, block_problems
from generator.content.body import Body, Content, Heading, Hole, HoleKind, Link, Picture, Question
from generator.content.elements import ALIGNED, BREAKS, CONTAINER, NESTS, SIMPLE
from generator.content.link_words import bare_addresses, may_hold_address, say_nothing
from generator.content.places import Places, is_bare, is_link, is_picture, is_target
from generator.content.stress import lost_signs, runs_into_sign
from generator.content.table_width import is_packed
from generator.ground.diagnostics import Diagnostic, Span, error, note, warning
from generator.ground.digest import digest
from generator.ground.patterns import lazy
from generator.words.tokens import fold

# Characters of one paragraph, heading or cell: about 3,500 words. Some of the parser's rules take time by its square.
LONGEST = 20_000
# The parser silently drops what is nested more deeply.
DEEPEST = 20
# Ideographs, kana and hangul, of which two take about as long to read as a word.
CJK = lazy(r"[぀-ヿ㐀-鿿가-힯豈-﫿]")


def count_words(text: str) -> int:
    """How many words a reader reads: what stands between spaces; two ideographs count as one."""
    if fold(text).isascii():  # seen much faster than that there are no ideographs
        return len(text.split())
    rest, ideographs = CJK.subn(" ", text)
    return len(rest.split()) + (ideographs + 1) // 2


def heading_id(text: str) -> str:
    """The id of a heading, as common in Markdown: small letters, hyphens for spaces, punctuation left out.

    It never begins with an underscore; a theme's own ids do.
    """
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", text.lower())).strip("-_")


class BodyBuilder:
    """Goes through the tokens of one text once, and collects everything that the site needs of it.

    ``definitions`` are the first line of each link definition and the one behind it, by its label.
    """

    def __init__(
        self, lines: list[str], path: str, first_line: int, definitions: Mapping[str, tuple[int, ...]]
    ) -> None:
        self.lines, self.path, self.places = lines, path, Places(lines, first_line, definitions)
        self.problems: list[Diagnostic] = []
        self.out: list[str] = []
        self.parts: list[str | Hole] = []
        self.words: list[str] = []
        self.links: list[Link] = []
        self.open_links: list[tuple[int, int]] = []  # its number, and the count of words before it
        self.in_figure = False
        self.pictures: list[Picture] = []
        self.headings: list[Heading] = []
        self.questions: list[Question] = []
        self.ids: dict[str, int] = {}
        self.level = 1
        self.tables = 0
        self.question_start: list[tuple[int, int, int]] = []  # counts of words and headings before it, its line
        self.special: dict[str, Callable[[Token, Sequence[Token], int], None]] = {
            "text": self._text,
            "softbreak": self._softbreak,
            "inline": self._inline,
            "paragraph_open": self._paragraph_open,
            "paragraph_close": self._paragraph_close,
            "heading_open": self._heading_open,
            "heading_close": self._heading_close,
            "link_open": self._link_open,
            "link_close": self._link_close,
            "image": self._image,
            "code_inline": self._code,
            "fence": self._code_block,
            "ordered_list_open": self._ordered_list_open,
            "table_open": self._table_open,
            "th_open": self._cell_open,
            "td_open": self._cell_open,
            "container_question_close": self._question_close,
            "footnote_ref": self._footnote_ref,
            "footnote_block_open": self._footnotes_open,
            "footnote_open": self._footnote_open,
            "footnote_anchor": self._footnote_anchor,
        }

    def body(self) -> Body:
        """The text as written so far."""
        self._flush()
        words = "".join(self.words).split()
        text = " ".join(words)
        return Body(
            Content(tuple(self.parts), text),
            tuple(self.links),
            tuple(self.pictures),
            tuple(self.headings),
            tuple(self.questions),
            len(words) if fold(text).isascii() else count_words(text),
            digest(text.encode()),
        )

    def write(self, tokens: Sequence[Token]) -> None:
        """Go through tokens, of blocks or of the words in one block."""
        for at, token in enumerate(tokens):
            kind = token.type
            if token.map:
                self.places.block = (token.map[0], max(token.map[1], token.map[0] + 1))
            simple = SIMPLE.get(kind)
            if simple is None:
                self.special[kind](token, tokens, at)
            else:
                if kind in NESTS:
                    self._nests(token)
                self.out.append(simple)
            if kind in BREAKS:
                self.words.append(" ")

    def _nests(self, token: Token) -> None:
        """What there is to be told, and to be remembered, of a block that holds others."""
        if token.level >= DEEPEST - 1:
            hint = "write it with fewer levels of quotes and lists; the words inside would be lost"
            self._problem(error, self.places.block[0], "nested", "this is nested too deeply", hint)
        if token.type.startswith("container_"):
            self.problems += block_problems.unended(token, self.path, self.places)
        if token.type == "container_question_open":
            self.question_start.append((len(self.words), len(self.headings), self.places.block[0]))

    def _flush(self) -> None:
        if self.out:
            self.parts.append("".join(self.out))
            self.out = []

    def _mark(self, kind: HoleKind, which: int | str) -> None:
        self._flush()
        self.parts.append(Hole(kind, which))

    # Words

    def _text(self, token: Token, tokens: Sequence[Token], at: int) -> None:
        words = token.content
        if not self.open_links and may_hold_address(words):
            whole = words.rpartition(" ")[0] if runs_into_sign(tokens, at) else words
            for address, hint in bare_addresses(whole):
                message = "readers will see this address, and cannot follow it"
                kind = "mailbox" if "/" not in hint else "address"
                place = self.places.of(address, kind, is_bare)
                self.problems.append(note("bare-address", self.path, place, message, hint))
        self.out.append(escape(words, quote=False) if "&" in words or "<" in words or ">" in words else words)
        self.words.append(words)

    def _softbreak(self, _token: Token, _tokens: Sequence[Token], _at: int) -> None:
        self.out.append("\n")

    def _inline(self, token: Token, _tokens: Sequence[Token], _at: int) -> None:
        if "endless" in token.meta:
            hint = "cut it into paragraphs with empty lines between them"
            message = f"this paragraph has more than {LONGEST} characters"
            self._problem(error, self.places.block[0], "too-long", message, hint)
        children = token.children or ()
        if "*" in token.content or "_" in token.content:
            self._check_signs(children)
        self.write(children)

    def _check_signs(self, tokens: Sequence[Token]) -> None:
        for sign in lost_signs(tokens):
            place = self.places.behind(sign.line, sign.before, sign.mark) or self.places.of(sign.mark)
            self.problems.append(sign.tell("stars", self.path, place, sign.message, sign.hint))

    def _code(self, token: Token, tokens: Sequence[Token], at: int) -> None:
        self.problems += backticks.misread(tokens, at, self.path, self.places)
        self.out.append(f"<code>{escape(token.content)}</code>")
        self.words.append(token.content)

    def _code_block(self, token: Token, _tokens: Sequence[Token], _at: int) -> None:
        self.problems += block_problems.unended_code(token, self.path, self.places)
        self.out.append(f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>\n')
        self.words.append(token.content + " ")

    # Blocks

    def _paragraph_open(self, token: Token, tokens: Sequence[Token], at: int) -> None:
        if CONTAINER in tokens[at + 1].content:
            self.problems += block_problems.colons(tokens[at + 1].content, self.path, self.places)
        if not token.hidden:
            self.in_figure = self._is_figure(tokens, at)
            self.out.append("<figure>" if self.in_figure else "<p>")

    def _paragraph_close(self, token: Token, tokens: Sequence[Token], at: int) -> None:
        if token.hidden:
            return
        if self.in_figure:
            self.in_figure = False
            caption = str((tokens[at - 1].children or [])[0].attrs["title"])
            self.out.append(f"<figcaption>{escape(caption, quote=False)}</figcaption></figure>\n")
            self.words.append(f" {caption}")
        else:
            self.out.append("</p>\n")

    @staticmethod
    def _is_figure(tokens: Sequence[Token], at: int) -> bool:
        """Whether the paragraph that opens at ``at`` is one picture with a title, which is its caption."""
        children = tokens[at + 1].children or ()
        return (
            len(children) == 1
            and children[0].type == "image"
            and children[0].attrs.get("title") not in (None, "decorative")
        )

    def _heading_open(self, token: Token, tokens: Sequence[Token], at: int) -> None:
        wanted = int(token.tag[1:])
        level = max(2, min(wanted, self.level + 1))
        self.problems += block_problems.of_heading(token, self.level, level, self.path, self.places)
        self.level = level
        text = _plain(tokens[at + 1].children or ())
        id_ = self._unique(heading_id(text) or "section")
        self.headings.append(Heading(level, id_, text))
        if not text:
            hint = "write its words behind the “#” signs, or delete the line"
            self._problem(error, self.places.block[0], "empty-heading", "this heading has no words", hint)
        self.out.append(f'<h{level} id="{escape(id_)}">')

    def _unique(self, base: str) -> str:
        id_ = base
        while id_ in self.ids:
            self.ids[base] += 1
            id_ = f"{base}-{self.ids[base]}"
        self.ids[id_] = 1
        return id_

    def _heading_close(self, _token: Token, _tokens: Sequence[Token], _at: int) -> None:
        self.out.append(f"</h{self.level}>\n")

    def _ordered_list_open(self, token: Token, tokens: Sequence[Token], at: int) -> None:
        start = token.attrs.get("start")
        behind = map(tokens.__getitem__, range(at + 1, len(tokens)))
        if at and tokens[at - 1].type == "list_item_open":
            within = map(tokens.__getitem__, range(at + 1, len(tokens)))
            self.problems += block_problems.day(tokens[at - 1], token, within, self.path, self.places)
        self.problems += block_problems.numbers(
            token, behind, 1 if start is None else int(start), self.path, self.places
        )
        self.out.append("<ol>\n" if start is None else f'<ol start="{int(start)}">\n')

    def _table_open(self, _token: Token, tokens: Sequence[Token], at: int) -> None:
        self.tables += 1
        self.out.append('<div class="table" role="region" tabindex="0" aria-label="')
        self._mark(HoleKind.PHRASE, "table")
        kind = ' class="packed"' if is_packed(tokens[at:]) else ""
        self.out.append(f' {self.tables}"><table{kind}>\n')

    def _cell_open(self, token: Token, _tokens: Sequence[Token], _at: int) -> None:
        align = ALIGNED.get(str(token.attrs.get("style", "")))
        scope = ' scope="col"' if token.tag == "th" else ""
        self.out.append(f'<{token.tag}{scope} class="{align}">' if align else f"<{token.tag}{scope}>")

    def _question_close(self, _token: Token, _tokens: Sequence[Token], _at: int) -> None:
        self.out.append("</div>\n")
        start, headings, line = self.question_start.pop()
        if headings == len(self.headings):
            message = "this question has no heading"
            hint = "begin it with the question as a heading: ## Is recovery possible?"
            self._problem(warning, line, "question-heading", message, hint)
            return
        question = self.headings[headings].text
        answer = " ".join("".join(self.words[start:]).split())
        self.questions.append(Question(question, answer.removeprefix(question).strip()))

    # Links and pictures

    def _link_open(self, token: Token, _tokens: Sequence[Token], _at: int) -> None:
        if self._is_note(token):
            return
        target = str(token.attrs["href"])
        written = target if target in self.places.written else unquote(target)
        written, fits = (written, is_target) if target else ("]()", is_link)
        span = self.places.defined(token, target) or self.places.of(written, "link", fits)
        self.open_links.append((len(self.links), len(self.words)))
        self._mark(HoleKind.LINK, len(self.links))
        self.links.append(Link(target, str(token.attrs.get("title", "")), span))

    @staticmethod
    def _is_note(token: Token) -> bool:
        """Whether a link is the mark of a footnote with a space in its name, of which `lost_words` tells."""
        label = token.meta.get("label", "")
        return bool(label[:1] == "^" != label)

    def _link_close(self, _token: Token, _tokens: Sequence[Token], _at: int) -> None:
        if not self.open_links:
            return
        number, before = self.open_links.pop()
        self._mark(HoleKind.LINK_END, number)
        words = "".join(self.words[before:]).strip()
        if say_nothing(words):
            hint = "write words that say it, since screen readers list links without the sentence around them"
            message = "the words of this link do not say where it leads"
            self.problems.append(warning("unclear-link", self.path, self.links[number].span, message, hint))
        if not words:
            hint = "write the words that lead there between the square brackets: [the meeting](https://example.org/)"
            message = "this link has no words, so nobody can see or hear it"
            self.problems.append(error("empty-link", self.path, self.links[number].span, message, hint))

    def _image(self, token: Token, _tokens: Sequence[Token], _at: int) -> None:
        src = str(token.attrs["src"])
        alt = _plain(token.children or ())
        self.problems += backticks.in_picture(token.children or (), self.path, self.places)
        decorative = token.attrs.get("title") == "decorative"
        written, fits = (src, is_target) if src else ("]()", is_picture)
        span = self.places.defined(token, src) or self.places.of(written, "picture", fits)
        if "title" in token.attrs and not decorative and not self.in_figure:
            hint = "put the picture into a paragraph of its own, or its caption into the text"
            message = "only a picture alone in its paragraph has a caption, and the words of this one would be lost"
            self.problems.append(error("lost-words", self.path, span, message, hint))
        self._mark(HoleKind.PICTURE, len(self.pictures))
        self.pictures.append(Picture(unquote(src), alt, decorative, span))
        self.words.append(f" {alt} ")

    # Footnotes; ids begin with an underscore, as a heading's never does

    def _footnote_ref(self, token: Token, _tokens: Sequence[Token], _at: int) -> None:
        number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
        id_ = f"_note-{number}" + (f"-{again}" if again else "")
        self.out.append(f'<sup><a href="#_footnote-{number}" id="{id_}" role="doc-noteref">{number}</a></sup>')

    def _footnotes_open(self, _token: Token, _tokens: Sequence[Token], _at: int) -> None:
        self.out.append('<section class="footnotes" role="doc-endnotes" aria-label="')
        self._mark(HoleKind.PHRASE, "footnotes")
        self.out.append('">\n<ol>\n')
        self.words.append(" ")

    def _footnote_open(self, token: Token, _tokens: Sequence[Token], _at: int) -> None:
        self.out.append(f'<li id="_footnote-{token.meta["id"] + 1}">')

    def _footnote_anchor(self, token: Token, tokens: Sequence[Token], at: int) -> None:
        number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
        target = f"_note-{number}" + (f"-{again}" if again else "")
        self.out.append(f' <a href="#{target}" role="doc-backlink"><span class="visually-hidden">')
        self._mark(HoleKind.PHRASE, "back_to_text")
        self.out.append(f" {number}")
        if again or tokens[at + 1].type == "footnote_anchor":  # more ways than one need a name each (WCAG 2.4.9)
            self.out.append(", ")
            self._mark(HoleKind.PHRASE, "back_to_place")
            self.out.append(f" {again + 1}")
        self.out.append('</span><span aria-hidden="true">↩\ufe0e</span></a>')

    def _problem(
        self, kind: Callable[[str, str, Span, str, str], Diagnostic], line: int, rule: str, message: str, hint: str
    ) -> None:
        self.problems.append(kind(rule, self.path, self.places.line(line), message, hint))


def _plain(tokens: Sequence[Token]) -> str:
    """The words of inline tokens without their markup."""
    words: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type == "image":
            words.append(_plain(token.children or ()))
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return " ".join("".join(words).split())
