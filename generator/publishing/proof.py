"""Whether what was taken away is gone for everybody: asked on the web as a reader would, past every cache on the way.

Only a server's 404 or 410 (RFC 9110, sections 15.5.5 and 15.5.11) is a proof, and only of a server that tells what is
there from what is not. A redirect is followed nowhere: the address that it leads to is another one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin

from generator.checking.matching import found_in
from generator.checking.opening import Leaf
from generator.checking.traces import Traces
from generator.consent.proofs import GoneAddress
from generator.gate.tombstones import Withdrawn
from generator.publishing.asked import Ask, NoAnswerError, Response, ask_all, urls_of
from generator.publishing.remote_manifest import digest_of
from generator.store.staging import EMPTY_PAGE
from generator.words import sentences

GONE, HIDDEN, MOVED = (404, 410), (403,), range(300, 400)
# What caches tell of themselves (RFC 9111, and what the largest of them say); none of these holds an address.
CACHING = ("age", "cache-control", "cf-cache-status", "date", "expires", "x-cache")
LONGEST = 100
STRAY = "stories/{name}/"


@dataclass(frozen=True, slots=True)
class StillThere:
    """A path, or a whole address, of which nobody can say that it is gone, and why not."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class GoneProof:
    """What was found at addresses that must be gone: what is proven, what is not.

    ``mute`` is why nothing at all could be proven.
    """

    gone: tuple[GoneAddress, ...] = ()
    left: tuple[StillThere, ...] = ()
    mute: str | None = None


@dataclass(frozen=True, slots=True)
class ServedSite:
    """Where a site is read, and what can be known of it otherwise.

    ``there`` is the path of a file that is online. ``lacks`` tells whether the host's own interface says that there is
    no file at a path, and ``has_words`` whether bytes hold words of a story that was withdrawn.
    """

    site: str
    there: str
    lacks: Callable[[str], bool]
    has_words: Callable[[bytes], bool]


def prove(
    place: ServedSite, formerly: Mapping[str, str | None], stay: Mapping[str, str | None], ask: Ask, as_browser: Ask
) -> GoneProof:
    """Ask for everything that must be gone, by path or whole address, each with the opaque id of its text if known.

    ``stay`` are files that held words which must go and are others now, each with the digest of what it is, if that is
    known; of these no former version may be shown.
    """
    mute = why_mute(place.site, place.there, ask)
    if mute is not None:
        return GoneProof(left=tuple(StillThere(path, mute) for path in sorted({*formerly, *stay})), mute=mute)
    ways = {path: urls_of(place.site, path) for path in sorted({*formerly, *stay})}
    urls = [(url, past_caches(url)) for of_one in ways.values() for url in of_one]
    found = dict(ask_all((url for pair in urls for url in pair), ask))
    packed = dict(ask_all((url for url, _ in urls), as_browser))
    answers = {url: Answers(found[url], found[past], packed[url]) for url, past in urls}
    gone: list[GoneAddress] = []
    left: list[StillThere] = []
    for path, own in ways.items():
        why = _why_not(path, own, answers, place) if path in formerly else _why_old(own, answers, place, stay[path])
        if why is None and path in formerly:
            of_path = [answer for url in own for answer in answers[url] if isinstance(answer, Response)]
            statuses = tuple(sorted({answer.status for answer in of_path}))
            gone.append(GoneAddress(path, formerly[path], statuses, _caching(of_path, path)))
        elif why is not None:
            left.append(StillThere(path, why))
    return GoneProof(tuple(gone), tuple(left))


def but_for(found: GoneProof, kept: Collection[str]) -> GoneProof:
    """The same without what the host still has, as it says itself, though nobody may see it."""
    why = "nobody sees it there, but the host still has it; delete it there, or ask its support"
    gone = tuple(one for one in found.gone if one.path not in kept)
    left = [StillThere(path, why) for path in sorted({*kept} - {one.path for one in found.left})]
    return GoneProof(gone, (*found.left, *left), found.mute)


def listed(formerly: Mapping[str, str | None], listing: Collection[str]) -> GoneProof:
    """The same of a folder that nobody reads on the web, by what is in it."""
    gone = (GoneAddress(path, text, (), {}) for path, text in sorted(formerly.items()) if path not in listing)
    why = "it is still in the folder; publish again"
    return GoneProof(tuple(gone), tuple(StillThere(path, why) for path in sorted(formerly) if path in listing))


def past_caches(url: str) -> str:
    """The same address with a query that no cache has seen."""
    return f"{url}{'&' if '?' in url else '?'}hearten={secrets.token_hex(8)}"


def why_mute(site: str, there: str, ask: Ask) -> str | None:
    """Why a server's word proves nothing, if it does not; ``there`` is the path of a file that is online.

    It may not show the site at all, or say of what never was that it is there.
    """
    try:
        home = ask(urls_of(site, there)[0], "GET")
        stray = ask(site + STRAY.format(name=secrets.token_hex(12)), "GET")
    except NoAnswerError as e:
        return f"{site} cannot be asked: {e}"
    if home.status in MOVED:
        to = urljoin(site, home.headers.get("location", ""))
        return f"{site} leads on to {to}; write in site.yaml the address that is read in the end"
    if home.status != 200:
        return (
            f"the site is not at {site} (status {home.status}), so its word on what is gone proves nothing; see "
            "whether “url” is right, and whether the host shows this folder"
        )
    if stray.status not in (*GONE, *HIDDEN):
        return (
            f"{site} answers {stray.status} for an address that never was, so that nobody can tell what is gone; "
            "have the host answer 404 for what is not there (often a setting for “single-page apps” or for an error "
            "page)"
        )
    return None


class Answers(NamedTuple):
    """What is at an address: as it comes, past caches, and as it comes to browsers."""

    plain: Response | NoAnswerError
    past: Response | NoAnswerError
    to_browsers: Response | NoAnswerError


def _why_not(path: str, own: Sequence[str], answers: Mapping[str, Answers], place: ServedSite) -> str | None:
    """Why the answers of all of a file's addresses prove nothing; None if they do."""
    for url in own:
        plain, past, to_browsers = answers[url]
        why_past = _fault(path, url, past, own, place)
        if why_past is not None:
            return why_past
        for answer, what in ((plain, "only from a cache"), (to_browsers, "only to browsers, perhaps from a cache")):
            why = _fault(path, url, answer, own, place)
            if why is not None:
                return f"{why}, and {what}: {_until(answer)}" if _is_there(answer) else why
    return None


def _why_old(own: Sequence[str], answers: Mapping[str, Answers], place: ServedSite, digest: str | None) -> str | None:
    """Why a file that was changed may still be shown as it was.

    A host may change what it serves, and then its bytes tell nothing; but where they are ours past caches, and others
    without that, a cache has an older version.
    """
    for url in own:
        told = [answer for answer in answers[url] if isinstance(answer, Response)]
        silent = next((answer for answer in answers[url] if isinstance(answer, NoAnswerError)), None)
        if silent is not None:
            return str(silent)
        if any(_is_there(answer) and place.has_words(answer.body) for answer in told):
            return "it still shows words of a story that was withdrawn"
        _, past, _ = told
        if digest is not None and digest_of(past.body) == digest:
            old = next((answer for answer in told if answer.is_read and digest_of(answer.body) != digest), None)
            if old is not None:
                return f"a cache still shows an older version: {_until(old)}"
    return None


def _fault(path: str, url: str, answer: Response | NoAnswerError, own: Sequence[str], place: ServedSite) -> str | None:
    if isinstance(answer, NoAnswerError):
        return str(answer)
    if place.has_words(answer.body):
        return f"what is there shows words of a story that was withdrawn (status {answer.status})"
    if answer.status in GONE or (answer.status in HIDDEN and "://" not in path and place.lacks(path)):
        return None
    if answer.status in MOVED:
        to = urljoin(url, answer.headers.get("location", "")).partition("?")[0]
        # Many hosts lead to the folder with its slash, whatever is in it; that is asked for itself.
        return None if to == own[0] != url else f"it leads on to {to}; a redirect is no proof, so take that away"
    if answer.body == EMPTY_PAGE:
        return "it is empty now, and is deleted with the next “hearten publish”"
    if _is_there(answer) and "://" in path:
        return f"the host still shows this former version (status {answer.status}); delete it there, or ask its support"
    if _is_there(answer):
        return f"it is still there (status {answer.status})"
    return f"the host does not say that it is gone (status {answer.status})"


def _is_there(answer: Response | NoAnswerError) -> bool:
    return isinstance(answer, Response) and 200 <= answer.status < 300


def _until(answer: Response | NoAnswerError) -> str:
    """What to do about a cache, and when it forgets by itself, as far as it says so (RFC 9111, section 4.2)."""
    do = "empty the cache of your host or CDN for this address"
    headers = answer.headers if isinstance(answer, Response) else {}
    told = [
        part.strip().lower().partition("=")[2]
        for part in headers.get("cache-control", "").split(",")
        if "max-age" in part
    ]
    if told and told[-1].isdecimal():
        age = headers.get("age", "")
        left = max(int(told[-1][:9]) - int(age[:9] if age.isdecimal() else 0), 0)
        return f"{do}, or wait for about {max(round(left / 60), 1)} minutes, after which it forgets by itself"
    return f"{do}, or wait until it forgets"


def _caching(answers: Sequence[Response], path: str) -> Mapping[str, str]:
    """What caches said of themselves, without a value that might tell the address."""
    names = [part for part in path.casefold().split("/") if part and part != "index.html"]

    def each() -> Iterator[tuple[str, str]]:
        for answer in answers:
            for name in CACHING:
                value = answer.headers.get(name, "")
                if value.isprintable() and 0 < len(value) <= LONGEST and not any(n in value.casefold() for n in names):
                    yield name, value

    return dict(sorted(each()))


def words_of(withdrawn: Withdrawn) -> Callable[[bytes], bool]:
    """Whether bytes hold a sentence of a story that was withdrawn, however they are written."""
    known = [sentences.pieces(bytes.fromhex(stone.words)) for stone in withdrawn.stories]
    traces = Traces(salt=withdrawn.salt or "", sentences=frozenset[bytes]().union(*known))
    return lambda content: bool(traces.sentences and found_in(Leaf("", "", content), None, traces, chance=False))
