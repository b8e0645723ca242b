"""What readers of a shared story say of it: the page on which they write, and what becomes of what they send.

It is kept as comments on a review copy are (`consent.comments`), and nothing else is done with it. Whoever sends may be
anybody who has the address, so all is bounded: how long it is, how often it comes, and how much.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.consent.comments import LONGEST, LONGEST_NAME, MOST, Comment, give
from generator.consent.documents import UNSENT, speaks, words
from generator.consent.refused import RefusedError
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import content_name
from generator.ground.languages import direction
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.form_actions import TOKEN_BYTES, one
from generator.preview.http.shared_story import SharedText
from generator.preview.site.assets import fill
from generator.preview.site.live import LiveSite

AT_ONCE, WITHIN = 20, 600.0  # forms, and the seconds in which no more are taken
MOST_FORMS = 200  # as long as the story is shared
KNOWN = 16  # letters of a digest
ON = "on-"


@dataclass(frozen=True, slots=True)
class SharedAddresses:
    """Where the page's form goes, where the story is, where the preview's own files are, and where help is."""

    action: str
    back: str
    files: str
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SayingField:
    """A field of the page: its name, the words of the paragraph that it is about, and what was written in it."""

    name: str
    words: str
    written: str


class SharedComments:
    """The page for one story, and what is said on it. It remembers the paragraphs that it has shown."""

    def __init__(self, live: LiveSite, source: str) -> None:
        self.live, self.source = live, source
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self._shown: dict[str, str] = {}
        self._taken = 0
        self._last: deque[float] = deque(maxlen=AT_ONCE)
        self._taking = threading.Lock()

    def page(self, text: SharedText, at: SharedAddresses, sent: Values, trouble: str = "") -> bytes:
        """The page, in the site's language; with what was written in vain, and why it was not taken (`take`)."""
        t = words(text.site_language)
        return fill(
            "shared-comments.html",
            t=t,
            language=language_of(text.site_language),
            text=text,
            direction=direction(text.language),
            fields=list(self._fields(text.paragraphs, sent)),
            whole=SayingField(ON, "", one(sent, ON)),
            name=one(sent, "name"),
            told=t[f"shared_{trouble}"].format(most=LONGEST, name=LONGEST_NAME) if trouble else "",
            token=self.token,
            at=at,
            unsent=UNSENT,
        ).encode()

    def is_own(self, sent: Values) -> bool:
        """Whether a form is this page's."""
        return secrets.compare_digest(one(sent, "token").encode(), self.token.encode())

    def take(self, sent: Values) -> str:
        """Keep what a form says; empty, or what to tell of why not, by its key among the words of papers."""
        comments, name = list(self._said(sent)), one(sent, "name").strip()
        if not comments:
            return "empty"
        if len(comments) > MOST or len(name) > LONGEST_NAME or any(len(said.comment) > LONGEST for said in comments):
            return "long"
        with self._taking:
            now = time.monotonic()
            if self._taken == MOST_FORMS:
                return "full"
            if len(self._last) == AT_ONCE and now - self._last[0] < WITHIN:
                return "many"
            try:
                give(self.live.root, self.source, comments, name, self.live.today)
            except (RefusedError, CannotBuildError):  # whose words are for whoever shares the story
                return "not_kept"
            self._taken += 1
            self._last.append(now)
        return ""

    def forget(self) -> None:
        """Forget the paragraphs of a story that is taken back."""
        self._shown.clear()

    def _fields(self, paragraphs: Sequence[str], sent: Values) -> Iterator[SayingField]:
        """A field for each paragraph, and for each that something was written on and that is not there any more."""
        times: Counter[str] = Counter()
        names = set()
        for paragraph in paragraphs:
            known = content_name(paragraph.encode())[:KNOWN]
            self._shown[known] = paragraph
            times[known] += 1
            name = f"{ON}{known}-{times[known]}"
            names.add(name)
            yield SayingField(name, paragraph, one(sent, name))
        for name, written in sent.items():
            if name.startswith(ON) and name != ON and name not in names and written[0].strip():
                yield SayingField(name, self._about(name), written[0])

    def _said(self, sent: Values) -> Iterator[Comment]:
        for name, written in sent.items():
            if name.startswith(ON):
                paragraph = self._about(name)[:LONGEST]
                yield from (Comment(paragraph=paragraph, comment=said) for said in _plain(written))

    def _about(self, name: str) -> str:
        """The paragraph that a field is about; none where it is about the whole story, or nobody knows."""
        return self._shown.get(name.removeprefix(ON).partition("-")[0], "")


def written(sent: Values) -> list[str]:
    """What was written in a form, to be given back where it cannot be taken."""
    return [said for name, values in sent.items() if name.startswith(ON) for said in _plain(values)]


def language_of(site: str) -> str:
    """The language of what the page itself says on a site in this language."""
    return site if speaks(site) else "en"


def _plain(values: Sequence[str]) -> list[str]:
    return [said for value in values if (said := value.replace("\r\n", "\n").strip())]
