"""What results show of stories and their texts, a few stories in each file, so that large sites have fewer files.

Stories stand in their order, from the oldest, and a row of them that is too long for a file is cut before the one whose
address has the least digest. So a story that comes or goes changes the pack that it stands in, and seldom one beside
it, and how the others are cut depends on nothing else. A pack is named after the address of its first story. It and the
list of packs bear one mark of what it holds, so that none is taken for one of another build.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import msgspec

from generator.content.page_kinds import PageKind
from generator.ground.digest import as_json, content_name, digest
from generator.plan.index_files import handed_over, index_file, json
from generator.views.pages import FileView, Page, Recipe
from generator.views.view_models import Card

# Stories in the largest packs; on the whole they are about half as large, and the list has a digit for each.
MOST = 7
# Letters of a name; at 10,000 stories, about 1 in 25 takes more to be told from all others.
SHORTEST = 4
# Letters of a mark, of 64: one in 16 million packs of another build would be taken for its namesake.
MARK = 4


@dataclass(frozen=True, slots=True)
class Pack:
    """Stories that stand in one file: its name, their numbers, and a mark of what is shown of them."""

    name: str
    numbers: range
    mark: str

    @property
    def path(self) -> str:
        """The path of the file."""
        return PageKind.RESULTS.path(name=self.name)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a pack's stories, fetched when they are needed, and what stands for each story (`Story.digest`)."""

    digests: Sequence[bytes]
    fetch: Callable[[], Sequence[str]]

    @property
    def digest(self) -> bytes:
        """What stands for all of them."""
        return digest(*self.digests)


@dataclass(frozen=True, slots=True)
class PackContext:
    """What a pack holds beside texts: its name and mark, and its stories' cards."""

    name: str
    mark: str
    cards: tuple[Card, ...]


def packs(cards: Sequence[Card], texts: Sequence[bytes]) -> tuple[Pack, ...]:
    """In which packs all stories stand, whose ``cards`` are in their order; ``texts`` stand for their texts."""
    digests = [content_name(card.path.encode()) for card in cards]
    starts = sorted(_starts(digests))
    names = _names([digests[n] for n in starts])
    rows = [range(n, end) for n, end in pairwise([*starts, len(cards)])]
    return tuple(Pack(names[digests[row.start]], row, _mark(cards, texts, row)) for row in rows)


def pack_page(pack: Pack, cards: Sequence[Card], texts: Texts) -> Page:
    """The file of a pack; ``cards`` are those of all stories, in their order."""
    context = PackContext(pack.name, pack.mark, tuple(cards[pack.numbers.start : pack.numbers.stop]))
    return Page(pack.path, PageKind.RESULTS, Recipe(_view, context, texts))


def texts_in(content: bytes) -> list[str]:
    """The texts that are in the file of a pack, of which it is certain that it was written here."""
    _, (_, results) = msgspec.json.decode(b"[%b]" % content.removeprefix(b"hearten.put(").removesuffix(b");\n"))
    return [result["text"] for result in results]


def list_page(of: Sequence[Pack]) -> Page:
    """Where each story's text is: how many stories each pack has, a digit for each, and packs' names and marks.

    Of all names the first letters, which are hexadecimal digits, are written together in Base64, and then the rest of
    each. So they take the fewest bytes when they are compressed.
    """
    sizes, marks = "".join(str(len(pack.numbers)) for pack in of), "".join(pack.mark for pack in of)
    begun = base64.b64encode(bytes.fromhex("".join(pack.name[:SHORTEST] for pack in of))).decode()
    rest = " ".join(pack.name[SHORTEST:] for pack in of)
    return index_file(PageKind.PACKS, "packs", json([sizes, begun, rest, marks]))


def _starts(digests: Sequence[str]) -> Iterator[int]:
    """The numbers of the stories with which packs begin."""
    rows = [range(len(digests))] if digests else []
    while rows:
        row = rows.pop()
        if len(row) <= MOST:
            yield row.start
        else:
            cut = min(row[1:], key=digests.__getitem__)
            rows += range(row.start, cut), range(cut, row.stop)


def found_of(card: Card) -> dict[str, object]:
    """What results may show of a text: all but what is said of others of the same story, which are found themselves."""
    shown = {of.name: getattr(card, of.name) for of in fields(card) if of.name != "retold"}
    return {**shown, "sign": card.retold.sign} if card.retold and card.retold.sign else shown


def _mark(cards: Sequence[Card], texts: Sequence[bytes], row: range) -> str:
    shown = as_json([found_of(card) for card in cards[row.start : row.stop]]).encode(), *texts[row.start : row.stop]
    return base64.urlsafe_b64encode(digest(*shown)).decode()[:MARK]


def _names(digests: Sequence[str]) -> dict[str, str]:
    """A name for each digest: its beginning, as long as it takes for no other to begin alike."""
    ordered = ["", *sorted(digests), ""]
    return {
        own: own[: max(SHORTEST, _alike(before, own) + 1, _alike(own, after) + 1)]
        for before, own, after in zip(ordered, ordered[1:], ordered[2:], strict=False)
    }


def _alike(one: str, other: str) -> int:
    """With how many letters both begin."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _view(texts: Texts, context: PackContext) -> FileView:
    """What results show of stories, and the texts in which passages are found."""
    results = [_result(card, text) for card, text in zip(context.cards, texts.fetch(), strict=True)]
    return handed_over(f"t{context.name}", json([context.mark, results]))


def _result(card: Card, text: str) -> dict[str, object]:
    return {
        "path": card.path,
        "title": card.title,
        "author": card.author,
        "summary": card.summary,
        "minutes": card.minutes,
        "language": card.language,
        "topics": [*([card.retold.sign] if card.retold and card.retold.sign else []), *(t.label for t in card.topics)],
        "notes": [note.id for note in card.notes],
        "fictional": card.fictional,
        "text": text,
    }
