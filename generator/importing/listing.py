"""The first look at a source: which file each of its texts becomes, which old addresses lead there, and its labels.

All of it is known before the first text is written, so that texts can link to each other.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from generator.content.routes import is_reserved, standalone_path, story_path
from generator.importing.draft import FOLDERS, MOST_ALIASES, name_of, number_of, tells_e_mail, words
from generator.importing.item import Item, Kind, LeftOut
from generator.importing.old_addresses import as_alias, comparable, is_page
from generator.importing.old_headings import heading_names
from generator.importing.old_links import LinkedText, as_linked, base_of
from generator.importing.present import Present
from generator.importing.wording import is_e_mail
from generator.words.tokens import fold, tokens


@dataclass(frozen=True, slots=True)
class Listed:
    """One text of a source, without its words.

    ``names`` are those by which it is known again (`names_of`), its number and what stands for it ``as_is`` among them;
    ``lasting`` are those of them that no other text is given later, as one is an address. ``title`` and ``author`` are
    further names (`title_name`, `author_name`), which many texts may have.
    """

    number: str
    kind: Kind
    name: str
    keys: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]
    as_is: str = ""
    names: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    title: str = ""
    author: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class FirstLook:
    """All texts of a source in order, how many have which label, and what does not come in."""

    texts: list[Listed] = field(default_factory=list)
    labels: Counter[str] = field(default_factory=Counter)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Assigned:
    """Which file each text becomes, by numbers; its aliases; and where links to its old addresses lead.

    A text that is in ``known`` has its file already; one that has none was brought in before and is not here any more.
    """

    paths: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, LinkedText]


def numbered(kind: str, items: Iterable[Item | LeftOut]) -> Iterator[tuple[str, Item] | LeftOut]:
    """Items with their numbers; those that their source calls alike are told apart by their order, which may change."""
    seen: Counter[str] = Counter()
    for item in items:
        if isinstance(item, LeftOut):
            yield item
            continue
        seen[item.key] += 1
        if seen[item.key] == 1:
            yield number_of(kind, item.key), item
        else:
            yield number_of(kind, f"{item.key}\0{seen[item.key]}"), replace(item, is_lasting=False)


def listed(kind: str, items: Iterable[Item | LeftOut], site_path: str) -> FirstLook:
    """The first look at all items; ``site_path`` is the folder that the site lies in."""
    found = FirstLook()
    for one in numbered(kind, items):
        if isinstance(one, LeftOut):
            found.left_out.append(one)
            continue
        number, item = one
        found.labels.update(labels_of(item))
        base = base_of(item)
        keys = (comparable(address, base) for address in (*item.addresses, *([item.place] if item.place else [])))
        aliases = (as_alias(address, site_path) for address in item.addresses if not tells_e_mail(item, address))
        as_is = number_of(number, f"{item.title}\0{item.author}\0{item.body.source}")
        lasting = names_of(name for name in item.names if not is_page(name))
        found.texts.append(
            Listed(
                number,
                item.kind,
                name_of(item),
                tuple(dict.fromkeys(keys)),
                tuple(dict.fromkeys(alias for alias in aliases if alias)),
                as_is,
                names_of((*item.names, *item.addresses)) | {number, as_is},
                lasting | {number} if item.is_lasting else frozenset(),
                title_name(item),
                author_name(item),
                heading_names(item.body),
            )
        )
    return found


def assigned(
    texts: Iterable[Listed],
    here: Present,
    gone: Collection[str],
    lists: Collection[str],
    was_withdrawn: Callable[[str], bool],
) -> Assigned:
    """A file for each text but those that are ``gone``.

    ``lists`` are pages that the site has whatever is published, and ``was_withdrawn`` tells files of withdrawn stories,
    and those that would have their addresses: no text comes in at any of these.
    """
    texts = tuple(texts)
    paths = {one.number: here.by_number[one.number] for one in texts if one.number in here.by_number}
    known = frozenset(here.by_number.values())
    new = [one for one in texts if one.number not in paths]
    # What somebody has changed keeps the addresses that stand in it now.
    ours = here.as_written.intersection(paths.values())
    taken = {page for page, path in here.addresses.items() if path not in ours} | {*lists}
    files = set(here.files)
    tried: dict[tuple[Kind, str], Iterator[str]] = {}  # of many texts with one name, none is tried twice

    def is_free(kind: Kind, name: str) -> bool:
        if f"{FOLDERS[kind]}/{name}.md" in files:
            return False
        page = page_of(kind, name)
        is_taken = page in taken or page in here.addresses or is_reserved(page) or was_withdrawn(f"stories/{name}.md")
        # A page has no address before somebody moves it, perhaps into the place of one that is there.
        return kind is Kind.PAGE or not is_taken

    for one in new:
        same = (here.addresses.get(page.casefold(), "") for _, page in one.aliases if one.kind is Kind.STORY)
        path = next((path for path in same if path.startswith("stories/") and path not in known), None)
        if path is None and one.number in gone:
            continue
        if path is None:
            names = tried.setdefault((one.kind, one.name), _names(one.name))
            path = f"{FOLDERS[one.kind]}/{next(name for name in names if is_free(one.kind, name))}.md"
        paths[one.number] = path
        files.add(path)
        taken.add(page_of(one.kind, posixpath.basename(path)[:-3]))
    # Whoever was here before keeps its addresses.
    in_turn = sorted(texts, key=lambda one: one.number not in here.by_number)
    return Assigned(paths, _aliases(in_turn, paths, taken, here.addresses), _targets(texts, paths))


def _names(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{n}" for n in count(2))


def page_of(kind: Kind, name: str) -> str:
    """The page of the output that a text of this name has."""
    return story_path(name) if kind is Kind.STORY else standalone_path(name)


def _aliases(
    texts: Sequence[Listed], paths: Mapping[str, str], taken: set[str], here: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """The old addresses that are given to each text: none that another one has, or had before."""
    own = (page_of(one.kind, posixpath.basename(paths[one.number])[:-3]) for one in texts if one.number in paths)
    taken = taken.union(own)
    given: dict[str, tuple[str, ...]] = {}
    for one in texts:
        if one.number not in paths or one.kind is not Kind.STORY:
            continue
        free = [
            (alias, page)
            for alias, page in one.aliases
            if not is_reserved(page)
            and (page.casefold() not in taken or here.get(page.casefold()) == paths[one.number])
        ]
        taken |= {page.casefold() for _, page in free[:MOST_ALIASES]}
        given[one.number] = tuple(alias for alias, _ in free[:MOST_ALIASES])
    return given


def _targets(texts: Iterable[Listed], paths: Mapping[str, str]) -> Mapping[str, LinkedText]:
    targets: dict[str, LinkedText] = {}
    for one in texts:
        if one.number in paths:
            target = LinkedText(as_linked(paths[one.number]), one.headings)
            for key in one.keys:
                targets.setdefault(key, target)
    return targets


def names_of(told: Iterable[str]) -> frozenset[str]:
    """What a text is called wherever it lies, and addresses with their hosts; none of a path alone, or a front page."""
    found = (comparable(name) for name in told)
    return frozenset(name for name in found if name and not name.startswith("/") and not name.endswith("/"))


def title_name(item: Item) -> str:
    """What stands for a title among names; nothing where there is none."""
    title = " ".join(tokens(fold(item.title)))
    return f"title:{title}" if title else ""


def author_name(item: Item) -> str:
    """What stands for an author among names; nothing where there is none."""
    author = " ".join(tokens(fold(item.author)))
    return f"author:{author}" if author else ""


def own_names(texts: Iterable[Listed]) -> Mapping[str, frozenset[str]]:
    """The names of each text that no other one has, by their numbers: some programs call all of their texts alike."""
    texts = tuple(texts)
    shared = {name for name, count in Counter(name for one in texts for name in one.names).items() if count > 1}
    return {one.number: one.names - shared for one in texts}


def labels_of(item: Item) -> tuple[str, ...]:
    """The labels of an item, each once; none with an e-mail address."""
    return tuple(dict.fromkeys(label for label in map(words, item.labels) if label and not is_e_mail(label)))
