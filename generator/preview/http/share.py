"""One story for another device on the local network, for review: read-only, that story alone, until the program ends.

The address holds a secret that is made anew each time. The connection is not encrypted, and the terminal says so. What
may be read is asked anew with every request, of the files as they are at that moment: a story that anything speaks
against is gone from here at once, and one that has another record than it had was not what was shared.
"""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from generator.content import sources
from generator.gate import denied_words, deny_list
from generator.gate.admit import not_to_be_read
from generator.gate.records import record_of
from generator.ground import limits
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import digest
from generator.ground.outcome import Output
from generator.plan.layout import POLICY
from generator.preview.desk.desk import Choice, ribbon
from generator.preview.desk.verdicts import TAKEN, as_if_published, own_problems
from generator.preview.http.addresses import with_ribbon
from generator.preview.http.served_text import HEADERS, HTML, media_type
from generator.preview.http.server import Server, listen
from generator.preview.site.assets import FILES, fill
from generator.preview.site.live import LiveSite
from generator.store.guards import guard
from generator.store.guards_seen import GuardsSeen, see_guards

SECRET_BYTES = 16  # 128 bits
OWN_FILES = "_files/"
SHARED_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Robots-Tag": "noindex, nofollow",
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
# Where a packet to another network would go out; an address for documentation (RFC 5737), to which nothing is sent.
ELSEWHERE = ("192.0.2.1", 9)


def own_address() -> str | None:
    """The computer's own address on the local network, or None without one; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            return None
        return str(probe.getsockname()[0])


class NotShownError(Exception):
    """The story cannot be read here: ``for_good`` as long as its files are as they are, or just now; says why."""

    def __init__(self, why: str, *, for_good: bool) -> None:
        super().__init__(why)
        self.for_good = for_good


class SharedStory:
    """The story ``source``, as far as it may be read by somebody who has its address."""

    def __init__(self, live: LiveSite, source: str) -> None:
        self.live, self.source = live, source
        self._seen: bytes | None = None
        self._guards: GuardsSeen | None = None
        self._looking = threading.Lock()
        text = live.reading.manuscripts.get(source) if live.reading else None
        self._record = record_of(text) if text else None

    def page(self) -> Output:
        """Its page as its files are now. Raises NotShownError if it may not be read, or cannot be shown."""
        if sources.inside(self.live.root, self.source) is None:
            raise NotShownError("its file is not there", for_good=True)
        self._look()
        site = self.live.reading
        if self.live.stopped or site is None:
            raise NotShownError("the site cannot be read", for_good=False)
        text = site.manuscripts.get(self.source)
        if text is None:
            raise NotShownError("its file has errors", for_good=False)
        evidence, settings = site.planned.evidence[self.source], site.planned.site.settings
        why = not_to_be_read(text, settings, self.live.medium, self.live.day_to_give, evidence)
        record = record_of(text)
        self._record = self._record or record
        if why is None and record != self._record:
            why = "its record is another than when sharing it began"
        if why is not None:
            raise NotShownError(why, for_good=True)
        if any(d.is_error and d.rule != TAKEN for d in own_problems(self.live, self.source)):
            raise NotShownError("its file has errors", for_good=False)
        try:
            made = as_if_published(self.live, self.source)
        except CannotBuildError:
            made = None
        if made is None or self.live.failed(made.path):
            raise NotShownError("its page cannot be made", for_good=False)
        return made

    def _look(self) -> None:
        """Read the site again if what decides over the story is not as it was when it was read last.

        Raises NotShownError where it is changed at this very moment.
        """
        root = self.live.root
        with self._looking:
            files = (sources.read_inside(root, path, limits.TEXT) or b"" for path in (self.source, sources.SITE_FILE))
            seen = digest(*files)
            if seen != self._seen or self._guards is None or not self._guards.hold:
                self._guards = see_guards(root)
                self.live.refresh()
                self._seen = seen
            if not self._guards.hold:
                raise NotShownError("what protects people is being changed", for_good=False)

    def help(self) -> Output | None:
        """The site's page with help, where “Get help” leads; None if there is none that may be read."""
        try:
            self._look()
        except NotShownError:
            return None
        planned = self.live.planned
        there = planned.around.shell.help if planned else None
        page = self.live.page(there.path) if there else None
        return None if page is None or (self.live.stopped and self._is_denied(page)) else page

    def _is_denied(self, page: Output) -> bool:
        """Whether a page of the last good site holds words of the deny list as it is now."""
        try:
            denied = deny_list.read(guard(self.live.root, deny_list.PATH))
        except CannotBuildError:
            return True  # nobody can tell
        return any(deny_list.holds(way, denied) for way in denied_words.readings(page.content))

    def loaded(self, path: str, story: Output | None, helping: Output | None) -> Output | None:
        """A file that these pages load: any of the theme's, but pictures of their own alone; None if it is not."""
        if not path.startswith(("assets/", "pictures/")):
            return None
        if path.startswith("assets/") or (helping is not None and path.encode() in helping.content):
            return self.live.page(path)
        try:
            return as_if_published(self.live, self.source, path) if story and path.encode() in story.content else None
        except CannotBuildError:
            return None

    @property
    def said(self) -> str:
        """What stands above the story; where other files speak against it, not a word of them."""
        told = ribbon(self.live, self.source, Choice(self.live.medium, self.live.today))
        site = self.live.reading
        known = site.planned.evidence.get(self.source) if site else None
        if known is not None and (known.against or known.same_record or known.same_words):
            told = told.partition(":")[0].removesuffix(".") + "."
        return f"For review. {told}"


def application(live: LiveSite, source: str, secret: str, host: str) -> Starlette:
    """The story ``source`` below an address that begins with ``secret``, the page with help, and nothing else."""
    shared_story = SharedStory(live, source)

    def page(request: Request) -> Response:
        given, _, path = str(request.path_params["path"]).partition("/")
        if not secrets.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("There is nothing here.", HTTPStatus.NOT_FOUND, SHARED_HEADERS)
        name = path.removeprefix(OWN_FILES)
        if name != path and name in FILES:
            return Response(FILES[name], HTTPStatus.OK, SHARED_HEADERS, media_type(name))
        return _answer(shared_story, path, secret)

    allowed = Middleware(TrustedHostMiddleware, allowed_hosts=[host], www_redirect=False)
    return Starlette(routes=[Route("/{path:path}", page)], middleware=[allowed])


def _answer(shared_story: SharedStory, path: str, secret: str) -> Response:
    """What stands at ``path`` below the secret."""
    files, helping = f"/{secret}/{OWN_FILES}", shared_story.help()
    links = {"Get help": _address(secret, helping)} if helping else {}
    wanted = f"{path}index.html" if path.endswith("/") else path
    if helping is not None and wanted == helping.path:
        return Response(helping.content, HTTPStatus.OK, SHARED_HEADERS, HTML)
    story, gone = None, False
    try:
        story = shared_story.page()
    except NotShownError as e:
        gone = e.for_good
    if path and (found := shared_story.loaded(path, story, helping)):
        return Response(found.content, HTTPStatus.OK, SHARED_HEADERS, media_type(path))
    if story is None:
        status = HTTPStatus.GONE if gone else HTTPStatus.SERVICE_UNAVAILABLE
        return Response(_message(GONE if gone else LATER, links, files), status, SHARED_HEADERS, HTML)
    address = _address(secret, story)
    if not path:
        return RedirectResponse(address, HTTPStatus.FOUND, SHARED_HEADERS)
    if wanted == story.path:
        content = with_ribbon(story.content, shared_story.said, files)
        return Response(content, HTTPStatus.OK, SHARED_HEADERS, HTML)
    content = _message(ONE_STORY, {"Back to the story": address, **links}, files)
    return Response(content, HTTPStatus.NOT_FOUND, SHARED_HEADERS, HTML)


def _message(said: Sequence[str], links: Mapping[str, str], files: str) -> bytes:
    """A page that says something: its title, and sentences."""
    title, *sentences = said
    return fill("shared-message.html", title=title, sentences=sentences, links=links, files=files).encode()


def _address(secret: str, page: Output) -> str:
    return quote(f"/{secret}/{page.path.removesuffix('index.html')}")


@contextmanager
def shared(live: LiveSite, source: str, host: str, port: int) -> Iterator[str]:
    """Share a story while a ``with`` block runs; gives the address with its secret. Raises OSError without a port."""
    listening = listen(host, port)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    server = Server(application(live, source, secret, host), lambda: None)
    thread = threading.Thread(target=server.run, args=([listening],), name="share")
    thread.start()
    try:
        yield f"http://{host}:{listening.getsockname()[1]}/{secret}/"
    finally:
        server.should_exit = True
        thread.join()
