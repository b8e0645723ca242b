"""Documents of Word that are made in a test, for what no program at hand writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from generator.importing.container import contained
from generator.importing.html.convert import to_markdown
from generator.importing.item import Html, Item, LeftOut, Remark
from generator.importing.word.names import PREFIXES
from generator.importing.word.source import Word
from tests.builders.pictures import picture, saved

DOCUMENTS = Path(__file__).parent.parent / "data/word"
PNG = saved(picture(), "PNG")
NAMES = " ".join(f'xmlns:{prefix}="{namespace}"' for prefix, namespace in PREFIXES.items())
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KIND = PREFIXES["r"]
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header1", "footer1")


def p(*inner: str, own: str = "") -> str:
    """A paragraph, of runs or of words."""
    runs = "".join(one if one.startswith("<") else r(one) for one in inner)
    return f"<w:p><w:pPr>{own}</w:pPr>{runs}</w:p>"


def r(words: str, own: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{own}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def styled(name: str) -> str:
    """The property of a paragraph that names its style."""
    return f'<w:pStyle w:val="{name}"/>'


def style(name: str, inner: str = "", *, key: str = "S", kind: str = "paragraph") -> str:
    """A style; its id is no name of any."""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{inner}</w:style>'


def relation(key: str, kind: str, target: str, *, is_outside: bool = False) -> str:
    """Where the text leads."""
    mode = ' TargetMode="External"' if is_outside else ""
    return f'<Relationship Id="{key}" Type="{KIND}/{kind}" Target="{target}"{mode}/>'


def docx(
    body: str,
    parts: Mapping[str, str] | None = None,
    leads: str = "",
    files: Mapping[str, bytes] | None = None,
    before: str = "",
) -> bytes:
    """A document with this body, other parts by their names, and ``before`` above the text's own element."""
    parts = parts or {}
    named = "".join(relation(f"part-{name}", name.rstrip("1"), f"{name}.xml") for name in PARTS if name in parts)
    own = {f"word/{name}.xml": _part(name.rstrip("1"), part) for name, part in parts.items() if name in PARTS}
    others = {name: part for name, part in parts.items() if name not in PARTS}
    everything: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(relation("main", "officeDocument", "word/document.xml")),
        "word/document.xml": before + _part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": RELATIONS.format(named + leads),
        **own,
        **others,
        **(files or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in everything.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _part(name: str, inner: str) -> str:
    return f"<w:{name} {NAMES}>{inner}</w:{name}>"


def item_of(path: Path) -> Item:
    """The one text in a document."""
    (item,) = (one for one in Word(contained(path)).items() if isinstance(one, Item))
    return item


def left_out(path: Path) -> list[LeftOut]:
    """What does not come in of a folder."""
    return [one for one in Word(contained(path)).items() if isinstance(one, LeftOut)]


def html_of(item: Item) -> str:
    assert isinstance(item.body, Html)
    return item.body.source


def markdown_of(item: Item) -> str:
    """The text of an item in our Markdown."""
    return to_markdown(html_of(item)).markdown


class Written:
    """What becomes of a document that is made here: the text, and what is told of it."""

    def __init__(self, folder: Path, data: bytes, name: str = "story.docx") -> None:
        path = folder / name
        path.write_bytes(data)
        self.item = item_of(path)
        self.markdown = markdown_of(self.item).strip("\n")

    @property
    def told(self) -> set[str]:
        """What became of something, each as one line."""
        return {f"{one.fate} {one.what}" for one in self.item.remarks if isinstance(one, Remark)}
