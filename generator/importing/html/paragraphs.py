"""The pieces of what stands between two blocks of HTML to paragraphs: with spaces as browsers show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.content.body_builder import LONGEST
from generator.content.comment_lexer import BEGINS, BEGUN
from generator.content.link_words import ADDRESS
from generator.content.stress import is_in_word
from generator.content.web_address import outside
from generator.ground.patterns import lazy
from generator.importing.html.values import (
    FigureBlock,
    ListBlock,
    ParagraphBlock,
    PieceKind,
    Pieces,
    RowPiece,
    SceneBreak,
    TextBlock,
)

SPACES = lazy(r"[ \t\n\r\f]+")
# A no-break space beside another space is what editors write for several spaces.
SEVERAL = lazy("[ \u00a0]*(?: \u00a0|\u00a0 )[ \u00a0]*|\u00a0{2,}")
BLANK = " \u00a0"
BREAK = RowPiece("", PieceKind.BREAK)
# Signs alone in a paragraph stand for a break between scenes.
SCENE = lazy(r"(?:\*[ \u00a0]*){3,}|(?:[-–—_~#•·][ \u00a0]*){3,}|⁂|(?:[•·][ \u00a0]*)+")
BULLETS = "•‣◦●▪▸►➢➤\uf0a7\uf0b7·"
BULLET = lazy(f"(?:[{BULLETS}][ \u00a0]*)+")
# What a reader saw as signs, and what would be a private comment in Markdown; and an arrow that would end one.
COMMENT = lazy(rf"{BEGUN}-*|-+-&gt;|(?P<arrow>--+>)")
# Long before the parser takes none: signs that are escaped count twice.
LONGEST_ROW = LONGEST // 3
SENTENCE = lazy(r"(?<=[.!?…。！？])[ ]")


def words(text: str, like: RowPiece) -> Iterator[RowPiece]:
    """Words as pieces that are set ``like`` another one, with code and addresses for what Markdown reads as such."""
    if ("--" in text or "!" in text) and COMMENT.search(text):
        at = 0
        for found in COMMENT.finditer(text):
            start, end = found.span()
            yield from _linked(text[at:start] + " " * text[start - 1 : start].isalnum(), like)
            arrow = found["arrow"]
            yield replace(like, text="→") if arrow else replace(like, text=found[0], kind=PieceKind.CODE)
            yield from _plain(" " * text[end : end + 1].isalnum(), like)
            at = end
        text = text[at:]
    yield from _linked(text, like)


def _linked(text: str, like: RowPiece) -> Iterator[RowPiece]:
    """Words with addresses of the web that stand in them as links."""
    if "://" in text and not like.link:
        at = 0
        for found in ADDRESS.finditer(text):
            if found[0].startswith("http") and outside(found[0]) == found[0] and not ends_a_comment(found[0]):
                yield from _plain(text[at : found.start()], like)
                yield replace(like, text=found[0], kind=PieceKind.ADDRESS, link="")
                at = found.end()
        text = text[at:]
    yield from _plain(text, like)


def ends_a_comment(address: str) -> bool:
    """Whether an address in angle brackets would end as private comments do."""
    return address.endswith("--")


def _plain(text: str, like: RowPiece) -> Iterator[RowPiece]:
    if text:
        yield replace(like, text=text)


def paragraphs(pieces: Sequence[RowPiece]) -> Iterator[TextBlock]:
    """The blocks that a row of pieces makes: paragraphs, pictures at their edges, breaks between scenes, lists."""
    for row in _cut_at_breaks(_with_single_spaces(pieces)):
        if _is_scene(row):
            yield SceneBreak()
            continue
        for block in _with_pictures(row):
            above, items = _bulleted(block.row) if isinstance(block, ParagraphBlock) else ((), [])
            if above or not items:
                yield ParagraphBlock(above) if items else block
            if items:
                yield ListBlock(tuple((ParagraphBlock(item),) for item in items))


def _with_single_spaces(pieces: Iterable[RowPiece]) -> list[RowPiece]:
    """Pieces of the same kind joined, with one space where browsers show one, and none beside breaks."""
    row: list[RowPiece] = []
    for piece in pieces:
        if piece.kind is not PieceKind.WORDS:
            if piece.kind is PieceKind.BREAK:
                _strip_end(row)
            if row and piece.kind is PieceKind.CODE and row[-1] == replace(piece, text=row[-1].text):
                before = row.pop()
                piece = replace(before, text=before.text + piece.text)  # noqa: PLW2901
            row.append(piece)
            continue
        text = SPACES.sub(" ", piece.text)
        last = row[-1] if row else BREAK
        indent = ""
        if last.kind is PieceKind.BREAK:
            words_alone = text.lstrip(BLANK)
            indent = text[: len(text) - len(words_alone)].strip(" ") if row and words_alone else ""
            text = words_alone
        elif last.kind is PieceKind.WORDS and last.text[-1] in BLANK and text[:1] and text[0] in BLANK:
            row[-1] = replace(last, text=last.text[:-1] + " ")
            text = text.lstrip(BLANK)
        if "\u00a0" in text:
            text = SEVERAL.sub(" ", text)
        text = indent + text
        if not text:
            continue
        if last.kind is PieceKind.WORDS and row and replace(last, text="") == replace(piece, text=""):
            row[-1] = replace(last, text=row[-1].text + text)
        else:
            row.append(replace(piece, text=text))
    _strip_end(row)
    return _without_code_in_words(row) if any(piece.kind is PieceKind.CODE for piece in row) else row


def _without_code_in_words(row: list[RowPiece]) -> list[RowPiece]:
    """A row in which code beside a letter is words, since its backticks would look like apostrophes."""
    for n, code in enumerate(row):
        before, after = row[n - 1].text[-1:] if n else "", row[n + 1].text[:1] if n + 1 < len(row) else ""
        if code.kind is PieceKind.CODE and (is_in_word(before) or is_in_word(after)) and not BEGINS.search(code.text):
            row[n] = replace(code, kind=PieceKind.WORDS)
    return row


def _strip_end(row: list[RowPiece]) -> None:
    while row and row[-1].kind is PieceKind.WORDS:
        text = row[-1].text.rstrip(BLANK)
        if text:
            row[-1] = replace(row[-1], text=text)
            return
        row.pop()


def _cut_at_breaks(pieces: Iterable[RowPiece]) -> Iterator[Pieces]:
    """Rows between two breaks or more, without breaks at their edges; none is longer than the parser takes."""
    row: list[RowPiece] = []
    for piece in pieces:
        if piece.kind is PieceKind.BREAK and (not row or row[-1].kind is PieceKind.BREAK):
            if row:
                yield from _short(row[:-1])
            row = []
        else:
            row.append(piece)
    if row and row[-1].kind is PieceKind.BREAK:
        row.pop()
    if row:
        yield from _short(row)


def _short(row: Sequence[RowPiece]) -> Iterator[Pieces]:
    """A row, in several where it is too long; cut at ends of sentences, or else anywhere."""
    length, part = 0, list[RowPiece]()
    if sum(len(piece.text) + len(piece.link) + len(piece.source) for piece in row) <= LONGEST_ROW:
        yield tuple(row)
        return
    for piece in row:
        text = piece.text
        while text or piece.kind is PieceKind.BREAK:
            room = LONGEST_ROW - length
            size = len(text) + len(piece.link) + len(piece.source)
            if size <= room or (not part and piece.kind is not PieceKind.WORDS):
                part.append(replace(piece, text=text))
                length += size
                break
            if piece.kind is PieceKind.WORDS and room > len(piece.link):
                cut = _cut(text, room - len(piece.link))
                part.append(replace(piece, text=text[:cut].rstrip()))
                text = text[cut:].lstrip()
            yield from _stripped(part)
            length, part = 0, []
            if not text:
                break
    yield from _stripped(part)


def _stripped(row: Sequence[RowPiece]) -> Iterator[Pieces]:
    clean = _with_single_spaces(row)
    while clean and clean[-1].kind is PieceKind.BREAK:
        clean.pop()
    while clean and clean[0].kind is PieceKind.BREAK:
        clean.pop(0)
    if clean:
        yield tuple(clean)


def _cut(text: str, room: int) -> int:
    ends = [found.end() for found in SENTENCE.finditer(text, 0, room)]
    return ends[-1] if ends else text.rfind(" ", 0, room) + 1 or room


def _is_scene(row: Pieces) -> bool:
    return all(piece.kind is PieceKind.WORDS for piece in row) and (
        SCENE.fullmatch("".join(piece.text for piece in row)) is not None
    )


def _bulleted(row: Pieces) -> tuple[Pieces, list[Pieces]]:
    """The words of a paragraph above lines that begin with the signs of a list, and what stands behind each sign."""
    if not any(piece.text[:1] in BULLETS for piece in row):
        return row, []
    parts: list[list[RowPiece]] = [[]]
    before = BREAK
    for piece in row:
        begun = BULLET.match(piece.text) if piece.kind is PieceKind.WORDS and before.kind is PieceKind.BREAK else None
        if begun is None:
            parts[-1].append(piece)
        else:
            if parts[-1]:
                parts[-1].pop()  # the break before it
            rest = piece.text[begun.end() :]
            parts.append([replace(piece, text=rest)] if rest else [])
        before = piece
    above, *items = parts
    return tuple(above), [tuple(clean) for clean in map(_with_single_spaces, items) if clean]


def _with_pictures(row: Pieces) -> Iterator[TextBlock]:
    """A paragraph, with pictures that begin or end it in paragraphs of their own."""
    begin, end = 0, len(row)
    while begin < end and _is_edge(row[begin]):
        begin += 1
    while end > begin and _is_edge(row[end - 1]):
        end -= 1
    yield from _alone(row[:begin])
    if inner := tuple(_with_single_spaces(row[begin:end])):
        yield ParagraphBlock(inner)
    yield from _alone(row[end:])


def _is_edge(piece: RowPiece) -> bool:
    is_blank = piece.kind is PieceKind.BREAK or (piece.kind is PieceKind.WORDS and not piece.text.strip())
    return piece.kind is PieceKind.PICTURE or is_blank


def _alone(row: Pieces) -> Iterator[TextBlock]:
    """Pictures by themselves; one that leads somewhere is a paragraph, since it has no caption."""
    for piece in row:
        if piece.kind is PieceKind.PICTURE:
            yield ParagraphBlock((piece,)) if piece.link else FigureBlock(piece)
