"""How titles and summaries were set in the days of the seal's first two forms, which write them down so for ever.

Pages are set by `content.typography`; nothing but a seal may ask here, and no later form has to.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, replace, smartquotes
from markdown_it.token import Token

from generator.ground.languages import language


@cache
def _parser(code: str) -> MarkdownIt:
    return MarkdownIt("commonmark", {"typographer": True, "quotes": language(code).quotes})


def formerly_set(text: str, code: str) -> str:
    """A line of text with the quotation marks, dashes and other signs that markdown-it makes of what was written."""
    if text.isalnum():
        return text
    token = Token("inline", "", 0, content=text, children=[Token("text", "", 0, content=text)])
    state = StateCore(text, _parser(code), {}, [token])
    replace(state)
    smartquotes(state)
    return "".join(child.content for child in token.children or ())
