"""Addresses in words that are no links, and words of links that say nothing by themselves (WCAG 2.2, failure F84)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ground.patterns import lazy

# Round brackets belong to an address in pairs, as in those of encyclopedias.
_SIGN = r"[^\s<>()\[\]\"'“”„«»]"
_PAIR = rf"\({_SIGN}*\)"
ADDRESS = lazy(
    rf"(?<![\w/.@-])(?:https?://|www\.(?=[\w-]+\.))(?:{_SIGN}|{_PAIR})*(?:[^\s<>()\[\]\"'“”„«».,;:!?…*_]|{_PAIR})"
)
VIDEO = lazy(r"https?://(?:www\.|m\.|player\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com)/\S")
EMAIL = lazy(r"(?<![\w.+/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?!\w)")
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


def may_hold_address(words: str) -> bool:
    """Whether there may be an address in words, which is seen quickly."""
    return "://" in words or "www." in words or "@" in words


def bare_addresses(words: str) -> Iterator[tuple[str, str]]:
    """Each web or e-mail address in words that is no link, with what to write.

    Videos, and addresses in angle brackets that are no link, are told of as stray marks.
    """
    for found in ADDRESS.finditer(words):
        if not VIDEO.match(found[0]) and not _in_angles(words, found.start()):
            whole = found[0] if "://" in found[0] else f"https://{found[0]}"
            yield found[0], f"write [words that say where it leads]({whole})"
    for found in EMAIL.finditer(words):
        if not _in_angles(words, found.start()):
            yield found[0], f"write it in angle brackets: <{found[0]}>"


def _in_angles(words: str, at: int) -> bool:
    """Whether an angle bracket stands before this place, and one that ends it behind."""
    return words[:at].endswith("<") and words.find(">", at) > 0
