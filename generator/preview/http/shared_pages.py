"""What stands below the address of a shared story: it, what is said of it, the page with help, and no more."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from generator.consent.documents import words
from generator.ground.outcome import Output
from generator.media.clip import Clip
from generator.plan.layout import POLICY
from generator.preview.desk.consent_forms import Values
from generator.preview.http.addresses import with_ribbon
from generator.preview.http.sent_forms import SentForm
from generator.preview.http.served_recordings import ServedRecordings
from generator.preview.http.served_text import HEADERS, HTML, media_type
from generator.preview.http.shared_comments import SharedAddresses, SharedComments, language_of, written
from generator.preview.http.shared_story import NotShownError, SharedStory
from generator.preview.site.assets import FILES, fill
from generator.preview.site.live import LiveSite

OWN_FILES = "_files/"
COMMENTS, GIVEN = "_comments", "_comments-given"
SHARED_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Robots-Tag": "noindex, nofollow",
}
# A form goes to where it came from, which browsers tell only with a referrer (Fetch, “append a request Origin header”).
FORM_POLICY = POLICY.replace("form-action 'none'", "form-action 'self'")
FORM_HEADERS = {
    **SHARED_HEADERS,
    "Content-Security-Policy": f"{FORM_POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
}
GONE = (
    "This story is not here any more",
    "Whoever told it may have taken it back, or it was moved.",
    "If it is your story and you did not expect this, ask whoever gave you the address.",
)
LATER = (
    "This story cannot be shown just now",
    "Whoever shared it is probably changing it. Try again in a while, or ask them.",
)
ONE_STORY = ("Only one story is shared here", "The rest of the site is not shared with you.")
NOTHING_HERE = ("This address does not work any more", "Whoever shared the story may have begun anew.")
TOO_MUCH = ("This is too much at once", "Nothing of it was kept. Go back, and give it in parts.")
NOT_KEPT = "What you wrote was not kept. It stands below, so that you can take it with you."


class SharedPages:
    """The pages below an address that begins with ``secret``."""

    def __init__(self, live: LiveSite, source: str, secret: str) -> None:
        self.live, self.source, self.secret = live, source, secret
        self.story, self.comments = SharedStory(live, source), SharedComments(live, source)
        self._files = f"/{secret}/{OWN_FILES}"
        self._recordings = ServedRecordings()

    def close(self) -> None:
        """Let go of what is open."""
        self._recordings.close()

    def are_below(self, secret: str) -> bool:
        """Whether an address begins with the secret."""
        return secrets.compare_digest(secret.encode(), self.secret.encode())

    def see(self, path: str, request: Request) -> Response:
        """What stands at ``path`` below the secret, which a request asks for."""
        name = path.removeprefix(OWN_FILES)
        if name != path and name in FILES:
            return Response(FILES[name], HTTPStatus.OK, SHARED_HEADERS, media_type(name))
        helping = self.story.help()
        wanted = f"{path}index.html" if path.endswith("/") else path
        if helping is not None and wanted == helping.path:
            return _page(helping.content)
        story, why = None, None
        try:
            story = self.story.page()
        except NotShownError as e:
            why = e
        if path and (found := self.story.loaded(path, story, helping)):
            return self._loaded(found, path, request)
        if story is None or why is not None:
            return self._not_shown(why, helping)
        if not path:
            return RedirectResponse(self._of(story), HTTPStatus.FOUND, SHARED_HEADERS)
        if wanted == story.path:
            say = {self._words["shared_say"]: self._at(COMMENTS)}
            return _page(with_ribbon(story.content, self.story.said, self._files, say))
        if path == COMMENTS:
            return self._asked()
        if path == GIVEN:
            return self._thanked(story)
        told = self._message(ONE_STORY, {"Back to the story": self._of(story), **self._help(helping)})
        return _page(told, HTTPStatus.NOT_FOUND)

    def _loaded(self, found: Output | Clip, path: str, request: Request) -> Response:
        if isinstance(found, Clip):
            return self._recordings.answer(found, request, SHARED_HEADERS, media_type(path))
        return Response(found.content, HTTPStatus.OK, SHARED_HEADERS, media_type(path))

    def hear(self, sent: SentForm | None, *, is_below: bool) -> Response:
        """Keep what somebody says of the story; ``is_below`` is whether the address begins with the secret."""
        if sent is None:
            return _page(self._message(TOO_MUCH, {}), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not is_below or not self.comments.is_own(sent.values):
            return _page(self._message(NOTHING_HERE, {}, written(sent.values)), HTTPStatus.NOT_FOUND)
        try:
            self.story.page()
        except NotShownError as e:
            return self._not_shown(e, self.story.help(), written(sent.values))
        if trouble := self.comments.take(sent.values):
            return self._asked(sent.values, trouble)
        return RedirectResponse(self._at(GIVEN), HTTPStatus.SEE_OTHER, SHARED_HEADERS)

    def _asked(self, sent: Values | None = None, trouble: str = "") -> Response:
        """The page on which something is said of the story; with what was sent in vain, and why."""
        helping = self.story.help()
        try:
            story, text = self.story.page(), self.story.text()
        except NotShownError as e:
            return self._not_shown(e, helping, written(sent or {}))
        at = SharedAddresses(self._at(COMMENTS), self._of(story), self._files, self._help(helping))
        page = self.comments.page(text, at, sent or {}, trouble)
        return _page(page, HTTPStatus.UNPROCESSABLE_ENTITY if trouble else HTTPStatus.OK, FORM_HEADERS)

    def _thanked(self, story: Output) -> Response:
        t = self._words
        links = {t["shared_back"]: self._of(story), t["shared_more"]: self._at(COMMENTS)}
        return _page(self._message((t["shared_thanks"], t["shared_given"]), links, language=self._language))

    def _not_shown(self, why: NotShownError | None, helping: Output | None, lost: Sequence[str] = ()) -> Response:
        is_gone = why is not None and why.for_good
        if is_gone:
            self.comments.forget()
        status = HTTPStatus.GONE if is_gone else HTTPStatus.SERVICE_UNAVAILABLE
        return _page(self._message(GONE if is_gone else LATER, self._help(helping), lost), status)

    def _message(
        self, said: Sequence[str], links: Mapping[str, str], lost: Sequence[str] = (), language: str = "en"
    ) -> bytes:
        """A page that says something: its title, and sentences; and gives back what somebody wrote in vain."""
        title, *sentences = (*said, NOT_KEPT) if lost else said
        return fill(
            "shared-message.html",
            language=language,
            title=title,
            sentences=sentences,
            written=lost,
            links=links,
            files=self._files,
        ).encode()

    @property
    def _language(self) -> str:
        planned = self.live.planned
        return language_of(planned.site.settings.language) if planned else "en"

    @property
    def _words(self) -> dict[str, str]:
        return words(self._language)

    def _at(self, path: str) -> str:
        return f"/{self.secret}/{path}"

    def _of(self, page: Output) -> str:
        return quote(self._at(page.path.removesuffix("index.html")))

    def _help(self, helping: Output | None) -> dict[str, str]:
        return {"Get help": self._of(helping)} if helping else {}


def _page(content: bytes, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] = SHARED_HEADERS) -> Response:
    return Response(content, status, headers, HTML)
