"""Markdown to a `Body`: CommonMark with tables, footnotes, definition lists and three containers.

markdown-it-py parses, and `content.body_builder` turns its tokens into HTML.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, replace, smartquotes
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.content.body import Body
from generator.content.body_builder import DEEPEST, LONGEST, BodyBuilder
from generator.content.elements import CONTAINERS
from generator.ground import languages
from generator.ground.diagnostics import Checked


@cache
def _parser(code: str, typographer: bool = True) -> MarkdownIt:
    options = {
        "html": False,
        "typographer": typographer,
        "quotes": languages.language(code).quotes,
        "maxNesting": DEEPEST,
    }
    parser = MarkdownIt("commonmark", options)
    parser.enable(["table", "replacements", "smartquotes"])
    parser.use(footnote_plugin, inline=False, always_match_refs=False)
    parser.use(deflist_plugin)
    for name in CONTAINERS:
        container_plugin(parser, name)
    parser.core.ruler.before("inline", "endless", _empty_endless)
    # Every address is kept as written; which ones become links is decided in `content.links`.
    parser.validateLink = _any_address  # type: ignore[method-assign]  # documented as replaceable
    parser.normalizeLink = str  # type: ignore[method-assign,assignment]  # the same
    return parser


def _any_address(url: str) -> bool:  # noqa: ARG001  # the parser's signature
    return True


def _empty_endless(state: StateCore) -> None:
    """Take the words out of blocks that are too long to be parsed; `BodyBuilder` tells of them."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST:
            token.content, token.meta = "", {"endless": True}


def parse(text: str, path: str, language: str, first_line: int = 1) -> Checked[Body]:
    """Parse a Markdown text. ``first_line`` is the number in the file of the text's first line.

    There is always a body; it has errors only where words of the text are lost in it.
    """
    tokens = _parser(language).parse(text)
    writer = BodyBuilder(text.split("\n"), path, first_line)
    writer.write(tokens)
    return Checked(writer.body(), tuple(writer.problems))


def structure(text: str) -> list[Token]:
    """The tokens of a text as it was written: its blocks and words, before any typography is applied."""
    return _parser("en", typographer=False).parse(text)


def typographic(text: str, language: str) -> str:
    """A line of text, such as a title, with the quotation marks and dashes that its language uses."""
    if text.isalnum():
        return text
    token = Token("inline", "", 0, content=text, children=[Token("text", "", 0, content=text)])
    state = StateCore(text, _parser(language), {}, [token])
    replace(state)
    smartquotes(state)
    return "".join(child.content for child in token.children or ())
