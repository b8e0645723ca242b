"""What is online beside what should be there today, seen as a reader sees it; no cache and no manifest is believed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from generator.consent.find_story import own_path
from generator.content.front_matter import StoryHeader
from generator.content.page_kinds import PageKind
from generator.content.routes import card_beside, social_card_path, story_page_of
from generator.ground.channels import SOCIAL
from generator.plan.built import Built, is_too_old, read_built
from generator.prepare import Planned
from generator.publishing.asked import Ask, NoAnswerError, Response, ask_all, url_of
from generator.publishing.difference import is_page
from generator.publishing.proof import GONE, HIDDEN, StillThere
from generator.publishing.remote_manifest import MANIFEST, NoManifestError, digest_of, read_manifest
from generator.publishing.update import Progress
from generator.render.renderer import renderer_of
from generator.store.staging import EMPTY_PAGE
from generator.views.pages import Page

# Hosts keep these to themselves, or show them under other addresses.
UNSEEN = {PageKind.FOR_HOSTS, PageKind.NOT_FOUND}
# Their names are made of their bytes, so that it is enough that they are there.
NAMED_BY_CONTENT = {PageKind.ASSET, PageKind.PICTURE, PageKind.RECORDING}


@dataclass(frozen=True, slots=True)
class OnlineStatus:
    """How a site that is online differs from what should be there.

    ``built`` is what it says of itself, ``age`` what is to be said of its age. ``still_there`` is what may not be
    there, ``missing`` what should be, ``different`` what is another than a build makes today, ``unknown`` what could
    not be asked.
    """

    built: Built | None
    age: str | None
    files: int
    still_there: tuple[StillThere, ...]
    missing: tuple[str, ...]
    different: tuple[str, ...]
    unknown: tuple[StillThere, ...]


def status(site: str, planned: Planned, ask: Ask, tell: Progress) -> OnlineStatus:
    """Ask the site at an address for everything that is ``planned``, and for all that may not be there."""
    pages = {page.path: page for page in planned.pages if page.kind not in UNSEEN}
    built_here = {page.path for page in planned.pages}
    claimed = _claimed(site, ask, planned.site.settings.url)
    unwanted = sorted({*_withheld(planned), *_cards(planned), *claimed} - built_here)
    by_name = [path for path, page in pages.items() if page.kind in NAMED_BY_CONTENT]
    read = [path for path in pages if pages[path].kind not in NAMED_BY_CONTENT]
    left: list[StillThere] = []
    unknown: list[StillThere] = []
    missing: list[str] = []
    different: list[str] = []
    built: Built | None = None
    asked = chain(_all(site, unwanted, ask, "GET"), _all(site, by_name, ask, "HEAD"), _all(site, read, ask, "GET"))
    for number, (path, answer) in enumerate(asked, 1):
        tell(number, len(pages) + len(unwanted))
        page = pages.get(path)
        if isinstance(answer, NoAnswerError):
            unknown.append(StillThere(path, str(answer)))
        elif answer.status in GONE or (page is None and answer.status in HIDDEN):
            missing += [path] if page else []
        elif page is None and answer.status < 400:
            left.append(StillThere(path, _how(answer)))
        elif page is None or answer.status != 200:
            unknown.append(StillThere(path, f"status {answer.status}"))
        elif page.kind is PageKind.BUILT:
            built = read_built(answer.body)
        elif page.kind not in NAMED_BY_CONTENT and _is_another(page, answer, planned):
            different.append(path)
    age = age_of(built, planned.site.today)
    return OnlineStatus(built, age, len(pages), tuple(left), tuple(missing), tuple(sorted(different)), tuple(unknown))


def age_of(built: Built | None, today: date) -> str | None:
    """What is to be said of the age of a site that says this of itself, in a sentence, if there is anything."""
    if built is None:
        return "It does not say when it was built: publish it anew."
    if built.day > today:
        return f"It was built on {built.day}, which is still to come: the clock of one of two computers is wrong."
    if is_too_old(built, today):
        return f"It is older than it may be: since {built.ends} something in it may not be there any more. Publish now."
    return None


def _withheld(planned: Planned) -> Iterator[str]:
    """The pages that texts would have which are not to be published."""
    for path, header in planned.withheld_headers.items():
        yield own_path(path, header)
        yield from header.aliases if isinstance(header, StoryHeader) else ()


def _cards(planned: Planned) -> Iterator[str]:
    """The social cards of stories that previews may not show."""
    stories = (path for path in planned.withheld_headers if path.startswith("stories/"))
    yield from (card_beside(own_path(path, planned.withheld_headers[path])) for path in stories)
    yield from (social_card_path(story.slug) for story in planned.site.stories if SOCIAL not in story.scope)


def _claimed(site: str, ask: Ask, url: str) -> Collection[str]:
    """The pages and cards that the manifest beside the site names, which may be wrong, and only says where to look."""
    try:
        answer = ask(url_of(site, MANIFEST), "GET")
        manifest = read_manifest(answer.body)
    except (NoAnswerError, NoManifestError):
        return ()
    shown = [path for path in manifest.files if is_page(path) or story_page_of(path) is not None]
    return shown if manifest.site == url else ()


def _all(site: str, paths: Iterable[str], ask: Ask, method: str) -> Iterator[tuple[str, Response | NoAnswerError]]:
    by_url = {url_of(site, path): path for path in paths}
    return ((by_url[url], answer) for url, answer in ask_all(by_url, ask, method))


def _is_another(page: Page, answer: Response, planned: Planned) -> bool:
    """Whether a file that is online is not the one that a build makes."""
    return digest_of(answer.body) != digest_of(renderer_of(planned.theme).render(page).content)


def _how(answer: Response) -> str:
    if answer.body == EMPTY_PAGE:
        return "it is empty, and is deleted with the next “hearten publish”"
    return f"it is still there (status {answer.status})"
