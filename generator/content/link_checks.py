"""What is wrong with where the links of a text lead, and with addresses that are shown as they are."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator

from generator.content.body import Body, Link
from generator.content.field_types import TURNS
from generator.content.links import Atlas, Broken, SitePlace, local_path, place_of, resolve, resolved, split
from generator.content.read import Manuscript, PageSource
from generator.content.routes import is_reserved, of_stories
from generator.content.shown_addresses import in_settings
from generator.content.sources import SITE_FILE
from generator.content.strict_yaml import Document
from generator.ground.diagnostics import Diagnostic, did_you_mean, error, warning
from generator.ground.patterns import lazy

MOST_COMPARED = 20
# What browsers and hosts look for (RFC 8615), and a folder that has no page of its own.
NOBODYS, WELL_KNOWN = ("favicon.ico", "shelves/index.html"), ".well-known/"
# What somebody said, rather than the name of a file.
SPOKEN = lazy(r"[^\W\d_]+[.!?…]*")


class Nearby:
    """Files that a link to one that does not exist may mean.

    Comparing names takes long, and where very many links are broken they have one cause: after the first few, only
    files of the same name in other folders are looked for.
    """

    def __init__(self, atlas: Atlas, withheld: Iterable[str]) -> None:
        paths = sorted({*atlas.by_source, *(path for path in withheld if not path.endswith(".html"))}, reverse=True)
        self.by_name = {posixpath.basename(path): path for path in paths}
        self.by_folded_name = {name.casefold(): path for name, path in self.by_name.items()}
        self.left = MOST_COMPARED
        self.told: dict[tuple[str, str], str] = {}

    def exactly(self, target: str, source: str) -> str | None:
        """What to say of a link to ``target`` in the file ``source`` where a file has its name but for end or case."""
        name = posixpath.basename(local_path(target.replace("\\", "/"), source))
        for one in (name, f"{name}.md", f"{posixpath.splitext(name)[0]}.md"):
            found = self.by_name.get(one) or self.by_folded_name.get(one.casefold())
            if found:
                capitals = "" if one in self.by_name else " capitals make another name"
                return f"did you mean “{posixpath.relpath(found, posixpath.dirname(source))}”?{capitals}"
        return None

    def hint(self, target: str, source: str) -> str:
        """What to say of a link to ``target`` in the file ``source`` where no file has that name."""
        here, path = posixpath.dirname(source), local_path(target, source)
        if (path, here) in self.told:
            return self.told[path, here]  # many texts may link to one that is gone
        name = posixpath.basename(path)
        otherwise = "write the path of a .md file, relative to this one"
        if not self.left:
            return otherwise
        self.left -= 1
        # Nearly all names that are one mistake away begin or end alike.
        ends = (name[:1], name.removesuffix(".md")[-1:] + ".md")
        near = [p for n, p in self.by_name.items() if n.startswith(ends[0]) or n.endswith(ends[1])]
        names = (posixpath.relpath(p, here) for p in near)
        self.told[path, here] = did_you_mean(posixpath.relpath(path, here), names, otherwise)
        return self.told[path, here]


def links(
    source: str, body: Body, atlas: Atlas, withheld: Collection[str], nearby: Nearby | None = None
) -> Iterator[Diagnostic]:
    """The links of a published text that are shown as plain text, and why; their titles are shown no more, too.

    ``withheld`` are files of texts, and pages where they are known; ``nearby`` is for many texts of one site.
    """
    leads = resolved([link.target for link in body.links], source, atlas)
    for link, broken in zip(body.links, leads, strict=True):
        if not isinstance(broken, Broken):
            if "%" in link.target or not link.target.isascii():
                yield from _unseen(source, link)
            continue
        lost = "; the words of its title go with the link" if link.title else ""
        if broken is Broken.SCHEME:
            from generator.content import link_remedies

            slip = link_remedies.of_address(link.target)
            yield warning("link-scheme", source, link.span, slip.message + lost, slip.hint)
            continue
        named = place_of(link.target, source, atlas.own) or SitePlace()
        if broken is Broken.ANCHOR:
            ids = atlas.by_source[named.file or source].ids
            hint = did_you_mean(
                named.fragment,
                ids,
                "headings there: " + ", ".join(sorted(ids)[:8]) if ids else "that text has no headings",
            )
            yield warning("link-anchor", source, link.span, f"there is no such heading in that text{lost}", hint)
        elif (named.file or named.page) in withheld:
            hint = "the words stand there without a link for as long as that story is withheld"
            yield warning("link-withheld", source, link.span, f"this links to a story that is withheld{lost}", hint)
        else:
            from generator.content import link_remedies

            nearby = nearby or Nearby(atlas, withheld)
            near = nearby.exactly(_as_file(named) or split(link.target)[0], source)
            found = None
            if near is None or "\\" in link.target:
                found = link_remedies.of_link(link.target, own=named.page is not None)
            if found:
                yield warning("link-missing", source, link.span, found.message + lost, near or found.hint)
                continue
            hint = near or nearby.hint(_as_file(named) or split(link.target)[0], source)
            if near is None and SPOKEN.fullmatch(link.target):
                lost = "; readers will not see what is written there"
                hint += "; if these are words, put a space between the brackets: [no] (she cries)"
            yield warning("link-missing", source, link.span, f"this links to a file that does not exist{lost}", hint)


def _unseen(source: str, link: Link) -> Iterator[Diagnostic]:
    """A character that nobody sees in an address that leads somewhere."""
    from generator.content import link_remedies

    if TURNS.search(link.target):
        return  # `content.directions` tells of it
    if remedy := link_remedies.of_unseen(link.target):
        yield warning("link-unseen", source, link.span, *remedy)


def _as_file(named: SitePlace) -> str | None:
    """The name that a text's file may have whose page was named."""
    return None if named.page is None else named.page.removesuffix("/index.html") + ".md"


def leads_to_lost_page(source: str, body: Body, atlas: Atlas) -> bool:
    """Whether a link to a page of this site, and not to a file, leads nowhere: whose page it is others know."""
    return any(
        resolve(link.target, source, atlas) is Broken.PAGE
        and (place_of(link.target, source, atlas.own) or SitePlace()).page is not None
        for link in body.links
    )


def shown_addresses(text: Manuscript | PageSource, pages: Collection[str]) -> Iterator[Diagnostic]:
    """Addresses of this site that readers would see in words, unless they are of ``pages``, which are nobody's story.

    They are told of whether there is such a story or not: words cannot be taken back from others when it goes.
    """
    for shown in text.addresses:
        if _may_be_a_storys(shown.page, pages):
            hint = "make a link of words that say where it leads, such as [the other story](other.md)"
            message = "this shows the address of a story, which would stay here when that story goes"
            yield error("shown-address", text.path, shown.span, message, hint)


def shown_in_settings(front: Document, own: tuple[str, ...], pages: Collection[str]) -> Iterator[Diagnostic]:
    """The same of site.yaml; what names a story there by its file goes with it."""
    for loc in dict.fromkeys(loc for loc, page in in_settings(front, own) if _may_be_a_storys(page, pages)):
        what = f"“{'.'.join(map(str, loc))}” shows the address of a story, which would stay here when that story goes"
        hint = "name the story by its file, under “front” or “shelves”, or leave its address out"
        yield error("shown-address", SITE_FILE, front.value_span(loc), what, hint)


def _may_be_a_storys(page: str, pages: Collection[str]) -> bool:
    return not (page in pages or page in NOBODYS or page.startswith(WELL_KNOWN) or is_reserved(page)) or of_stories(
        page
    )
