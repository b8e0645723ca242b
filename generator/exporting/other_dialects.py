"""Markdown as every generator reads it: signs that are words in our dialect stay words in others.

Most generators run what stands in their own templates' brackets, also in code (Liquid in Jekyll, Nunjucks in Eleventy,
shortcodes in Hugo), and most let HTML through. A backslash does not help against templates, and kramdown knows it
before fewer signs than CommonMark; so such signs become references to their numbers, which all of them know.
"""

from __future__ import annotations

import re
from re import Match

from generator.ground.patterns import lazy

# Code in HTML with a bracket of templates in it, with what makes it a block.
CODE = lazy(r"(<pre>)?<code>([^<{]*\{[^<]*)</code>(</pre>)?")
# Code, which stays as it is; signs behind a backslash, and signs that say something elsewhere. A “<” of ours begins an
# address.
PIECE = lazy(
    r"(?P<code>^[ >]*(?P<fence>`{3,})\n.*?\n[ >]*(?P=fence)$|(?<![`\\])(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|\\(?P<behind>[!-/:-@\[-`{-~])|(?P<bare><(?!(?:https?|mailto|tel):)(?<!\]\(<)|\{|~~|\$\$)",
    re.MULTILINE | re.DOTALL,
)
BY_NUMBER = frozenset("<{~%&^/@$,;?")


def words_instead_of_code(html: str) -> str:
    """HTML in which code with a bracket of templates in it is plain words."""
    return CODE.sub(_words, html)


def for_others(markdown: str) -> str:
    """Markdown of ours with every sign as words that is one here, and may not be elsewhere."""
    return PIECE.sub(_plain, markdown)


def _words(code: Match[str]) -> str:
    return f"<p>{'<br>'.join(code[2].strip().splitlines())}</p>" if code[1] else code[2]


def _plain(piece: Match[str]) -> str:
    if piece["code"]:
        return piece[0]
    if piece["behind"]:
        return _by_number(piece["behind"]) if piece["behind"] in BY_NUMBER else piece[0]
    return "".join(map(_by_number, piece["bare"]))


def _by_number(sign: str) -> str:
    return f"&#{ord(sign)};"
