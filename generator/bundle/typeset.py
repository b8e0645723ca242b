"""What sets a book as a PDF: WeasyPrint (BSD), which is a user's own to install, with the extra `hearten[pdf]`.

It needs libraries of the system beside it (Pango), on which the bytes depend, as they do on its own version, and for
letters that the font of the program lacks on the fonts of the machine. Two runs on one machine give the same.

The PDF is a tagged one (PDF/UA-1, ISO 14289-1). Two things that WeasyPrint leaves out are put in afterwards: the
language of words in another than the book's, and that a picture without a description is none of what is to be read.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PIL import ImageFile

from generator.bundle.pdf import Sheets, with_digest
from generator.ground.diagnostics import START, CannotBuildError, error

INSTALL = "pip install 'hearten[pdf]'"
SYSTEM = "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html says what to install"
VARIANT = "pdf/ua-1"
# Elements of the tree whose children are those of the boxes that they are made of, one for one.
WITH_CHILDREN = ("/Sect", "/Div", "/NonStruct", "/Art")


@dataclass(frozen=True, slots=True)
class Set:
    """A PDF, and the characters of its words that no font has which is there."""

    content: bytes
    missing: frozenset[str]


def typeset(sheets: Sheets, listing: bytes) -> Set:
    """The book as a PDF, with its listing in it.

    Raises CannotBuildError where WeasyPrint, or what it needs of the system, is not installed.
    """
    weasyprint = _library()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shown(URLFetcher):  # type: ignore[misc]  # it has no types
        """Gives what the book shows, and nothing of this machine or of any other."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002  # as the library calls it
            if url not in sheets.shown:
                raise ValueError("this is no part of the book")
            content = sheets.shown[url]
            return URLFetcherResponse(url, _unpacked(content) if url.endswith(".woff") else content)

    def finish(document: Any, pdf: Any) -> None:
        _tell_languages(document, pdf, sheets.language)
        for one in pdf.objects:
            if isinstance(one, dict) and one.get("S") == "/Figure" and "Alt" not in one:
                one["S"] = "/NonStruct"
        _put_in(pdf, listing)

    made = io.BytesIO()
    with _heard() as missing:
        weasyprint.HTML(string=sheets.html, url_fetcher=Shown(), base_url="book:").write_pdf(
            made, finisher=finish, pdf_variant=VARIANT
        )
    return Set(with_digest(made.getvalue()), frozenset(missing))


class _Missing(logging.Handler):
    """Hears of characters without a font, which WeasyPrint tells nobody but its log: each, and its number."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters = set[str]()

    def emit(self, record: logging.LogRecord) -> None:
        match record.args:
            case (str(character), int(number)) if len(character) == 1 and ord(character) == number:
                self.characters.add(character)


@contextmanager
def _heard() -> Iterator[set[str]]:
    """The characters without a font, once what is done meanwhile is over."""
    log, ear = logging.getLogger("weasyprint"), _Missing()
    level, propagates = log.level, log.propagate
    log.addHandler(ear)
    log.setLevel(logging.WARNING)
    log.propagate = False
    try:
        yield ear.characters
    finally:
        log.removeHandler(ear)
        log.setLevel(level)
        log.propagate = propagates


def _library() -> Any:
    """WeasyPrint, which then tells nobody of styles that it does not know, and leaves others' pictures to them."""
    try:
        import weasyprint
    except ImportError:
        raise CannotBuildError(
            error("pdf", "bundle.pdf", START, "WeasyPrint, which sets PDFs, is not installed", INSTALL)
        ) from None
    except OSError as e:
        why = f"WeasyPrint, which sets PDFs, needs libraries that are not on this computer ({e})"
        raise CannotBuildError(error("pdf", "bundle.pdf", START, why, SYSTEM)) from None
    # As it is loaded, it lets half a picture count as one, in the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return weasyprint


def _unpacked(font: bytes) -> bytes:
    """A font as OpenType. WeasyPrint would unpack it, too, and write the time of day into it."""
    from fontTools.ttLib import TTFont

    made = io.BytesIO()
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    opened.flavor = None
    opened.save(made)
    return made.getvalue()


def _tell_languages(document: Any, pdf: Any, language: str) -> None:
    """Say of elements in the tree of tags in which language they are, where that is another than the book's."""
    root = next(one for one in pdf.objects if isinstance(one, dict) and one.get("S") == "/Document")
    boxes = [box for page in document.pages for box in _outermost(page._page_box)]  # noqa: SLF001  # there is no other way to them
    _told(boxes, root, pdf.objects, language)


def _outermost(box: Any) -> Iterator[Any]:
    """The boxes of what is in the body."""
    if box.element_tag in (None, "html", "body") and not hasattr(box, "at_keyword"):
        for child in box.children:
            yield from _outermost(child)
    elif not hasattr(box, "at_keyword"):
        yield box


def _told(boxes: list[Any], element: Any, objects: list[Any], language: str) -> None:
    if len(boxes) != len(element["K"]):
        return
    for box, kid in zip(boxes, element["K"], strict=True):
        made = objects[int(kid.split()[0])] if isinstance(kid, bytes) else {}
        spoken = box.element.get("lang", language) if box.element is not None else language
        if spoken != language:
            made["Lang"] = _text(spoken)
        if made.get("S") in WITH_CHILDREN:
            _told(list(box.children), made, objects, spoken)


def _text(words: str) -> Any:
    from pydyf import String

    return String(words)


def _put_in(pdf: Any, listing: bytes) -> None:
    """Put the listing where programs keep what is theirs (ISO 32000-1, 14.5), as it is."""
    from pydyf import Dictionary, Stream

    kept = Stream([listing], compress=False)
    pdf.add_object(kept)
    own = Dictionary({"LastModified": pdf.info["ModDate"], "Private": kept.reference})
    pdf.catalog["PieceInfo"] = Dictionary({"hearten": own})
