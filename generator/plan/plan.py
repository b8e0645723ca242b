"""The whole site as a tuple of pages. Everything that ships is a page, so one gate and one prune cover everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from generator.content.links import Atlas, Place
from generator.content.named_files import files_of_site
from generator.content.page_kinds import PageKind
from generator.content.routes import social_card_path, story_path
from generator.content.strings import Strings
from generator.content.theme import Theme
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.ground.channels import SEARCH_ENGINES
from generator.media.photo import Photo
from generator.plan import built, feeds, json_ld, lists, my_list, podcast, recall, search, shelves
from generator.plan.cards import body_view, card, has_social_card, picture_pages, pictures, targets, title_on_card
from generator.plan.front_page import front_page, front_words
from generator.plan.layout import make_head, make_shell
from generator.plan.neighbours import Nearest
from generator.plan.recordings import recording_pages
from generator.plan.retellings import listed, ways, with_retold
from generator.plan.site import Site
from generator.plan.story_pages import CONTENTS_FROM, StoryPages, neighbours_of, way_to
from generator.plan.surroundings import Surroundings
from generator.views.pages import FileView, Page, PlainView, RedirectView, SeriesView, SocialCardView, StandaloneView
from generator.views.view_models import Card, Destination, Head, Shell
from generator.words.postings import Postings


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Every page of a site, by path; where links can lead; and what stands around its texts."""

    pages: tuple[Page, ...]
    atlas: Atlas
    around: Surroundings


def plan(site: Site, theme: Theme, postings: Postings, nearest: Nearest) -> SitePlan:
    """Plan a site. ``postings`` and ``nearest`` are of its stories, in their order."""
    shell = make_shell(site, theme)
    strings = theme.strings_for(site.settings.language)
    alone = {story.source: card(story, site.settings, site.photos) for story in site.stories}
    cards = with_retold(alone, site.stories, theme.strings_for, site.settings.language)
    index = search.index(site, strings, cards, postings)
    around = Surroundings(
        shell=shell,
        cards=cards,
        places=places_of(site.stories, site.standalone_pages),
        series=_series(listed(site.stories), cards),
        letters=lists.letters_of(site),
        beside=search.Beside(index.facets.path, index.others.path),
    )
    on_shelves = shelves.filled(site, cards)
    pages = [
        *lists.pages(site, shell, strings, cards, around.letters, index.words.manifest.path),
        *shelves.pages(shell, strings, on_shelves),
        *index.pages,
        *my_list.pages(shell, strings, cards, site.redirects),
        *(Page(asset.path, PageKind.ASSET, FileView(asset.content)) for asset in theme.assets),
        Page(PageKind.LEAVING.path(), PageKind.LEAVING, PlainView(shell, _leaving_head(shell, strings))),
        *_redirects(site, shell),
        *_pictures(site),
        *recording_pages(site.stories, site.bundle),
    ]
    if site.web:
        pages.append(
            Page(
                PageKind.NOT_FOUND.path(),
                PageKind.NOT_FOUND,
                PlainView(shell, make_head(shell, strings["not_found"], None, indexed=False)),
            )
        )
        pages += feeds.pages(site, cards)
        pages += podcast.pages(site)
        pages += _social_cards(site.stories)
        pages += recall.pages(site.recalled)
        pages.append(built.page(built.built_of(site.today, site.stories)))
    if site.bundle and site.bundle.recall:
        pages.append(
            recall.known(site.settings.url, {site.moves.first(s.source): story_path(s.slug) for s in site.stories})
        )
    own = (PageKind.HOME.path(), *(place.path for place in around.places.values()))
    atlas = around.atlas(chain((page.path for page in pages), own))
    make, every = StoryPages(site.settings, shell, strings).page, list(cards.values())
    beside = ways(every)
    pages += (
        make(story, every[n], site.photos, atlas, neighbours_of(n, story, every, beside, around.series, nearest[n]))
        for n, story in enumerate(site.stories)
    )
    pages.append(front_page(site, shell, cards, front_words(site), site.photos, atlas))
    others = (page for page in site.standalone_pages if not page.is_front)
    pages += (standalone_page(site, shell, standalone, site.photos, atlas) for standalone in others)
    return SitePlan(tuple(sorted(pages, key=lambda p: p.path)), atlas, around)


def _leaving_head(shell: Shell, strings: Strings) -> Head:
    crumb = Destination(strings["leaving"], PageKind.LEAVING.path())
    return make_head(shell, strings["leaving"], strings["leaving_intro"], [crumb])


def places_of(stories: Iterable[Story], standalone_pages: Iterable[StandalonePage] = ()) -> dict[str, Place]:
    """The pages that texts become, by their source."""
    places = {s.source: Place(story_path(s.slug), frozenset(h.id for h in s.body.headings)) for s in stories}
    places |= {
        standalone.source: Place(standalone.path, frozenset(h.id for h in standalone.body.headings))
        for standalone in standalone_pages
    }
    return places


def _series(stories: Iterable[Story], cards: Mapping[str, Card]) -> dict[str, SeriesView]:
    """Every series of more than one story, by its name."""
    found = {}
    for name, members in lists.group(stories, lambda s: (s.series.name,) if s.series else ()).items():
        ordered = sorted(members, key=lambda s: (s.series.part if s.series else 0, s.source))
        if len(ordered) > 1:
            found[name] = SeriesView(name, tuple(way_to(cards[s.source]) for s in ordered))
    return found


def standalone_page(
    site: Site, shell: Shell, standalone: StandalonePage, photos: Mapping[str, Photo], atlas: Atlas
) -> Page:
    """A standalone page; ``photos`` are the pictures in it by their paths."""
    path = standalone.path
    indexed = not standalone.hidden
    told = standalone.body.questions and site.web and indexed
    data = (json_ld.questions(standalone.body.questions),) if told else ()
    crumbs = [Destination(standalone.title, path)]
    view = StandaloneView(
        shell,
        make_head(shell, standalone.title, standalone.summary, crumbs, indexed=indexed, data=data),
        standalone.updated,
        body_view(
            standalone.body,
            standalone.language,
            targets(standalone.body, standalone.source, atlas),
            pictures(standalone, photos),
        ),
        standalone.body.headings if len(standalone.body.headings) >= CONTENTS_FROM else (),
        site.settings.helplines.lines if standalone.helplines else (),
    )
    return Page(path, PageKind.STANDALONE, view, standalone.source)


def _redirects(site: Site, shell: Shell) -> Iterator[Page]:
    for story in site.stories:
        for alias in (alias for alias in story.aliases if site.redirects.get(alias) == story.source):
            view = RedirectView(
                shell, story.title, story_path(story.slug), SEARCH_ENGINES in story.scope, story.language
            )
            yield Page(alias, PageKind.REDIRECT, view, story.source)


def _social_cards(stories: Iterable[Story]) -> Iterator[Page]:
    for story in stories:
        if has_social_card(story):
            view = SocialCardView(title_on_card(story), story_path(story.slug))
            yield Page(social_card_path(story.slug), PageKind.SOCIAL_CARD, view, story.source)


def _pictures(site: Site) -> Iterator[Page]:
    texts: tuple[Story | StandalonePage, ...] = (*site.stories, *site.standalone_pages)
    shown: dict[str, str | None] = {file.key: text.source for text in texts for file in text.files}
    photos = dict(site.photos)
    shown |= {file.key: None for file in files_of_site(site.settings) if file.is_logo}
    if site.web and site.settings.podcast:
        key = f"podcast:{site.settings.podcast.image}"
        photos[key], shown[key] = photos[site.settings.podcast.image].alone, None  # directories load one file
    yield from picture_pages(photos, shown)
