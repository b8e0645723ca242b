"""Words of links that say nothing by themselves (Web Content Accessibility Guidelines 2.2, failure F84)."""

from __future__ import annotations

# In the languages of the built-in theme.
NOTHING = frozenset(
    (
        *("here", "click here", "see here", "this link", "link", "read more", "more info", "learn more"),
        *("hier", "hier klicken", "klicken sie hier", "dieser link", "mehr lesen", "weiterlesen", "mehr dazu"),
        *("aquí", "haz clic aquí", "haga clic aquí", "este enlace", "enlace", "leer más", "más información"),
    )
)
AROUND = " .!…→»>()"


def say_nothing(words: str) -> bool:
    """Whether a link's words do not tell where it leads: screen readers list links without the sentence around them."""
    return words.strip(AROUND).casefold() in NOTHING
