"""Makes the documents in this folder with LibreOffice Writer: `python make.py` (soffice has to be installed).

Everything that is told in them is made up. The texts are written here as flat OpenDocument; Writer saves them as .docx.
"""

from __future__ import annotations

import base64
import io
import subprocess
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image

HERE = Path(__file__).parent
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("meta", "meta"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
WHO = "<dc:creator>login-of-an-editor</dc:creator><dc:date>2026-03-01T10:00:00</dc:date>"
MORE_NAMES = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'

STYLES = """
<style:default-style style:family="paragraph">
  <style:text-properties fo:language="{language}" fo:country="{country}"/>
</style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Subtitle" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
  style:parent-style-name="Standard" style:default-outline-level="1"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
  style:parent-style-name="Standard" style:default-outline-level="2"/>
<style:style style:name="Chapter" style:display-name="Our chapters" style:family="paragraph"
  style:parent-style-name="Heading_20_2"/>
<style:style style:name="Verse" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Footer" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Question" style:family="paragraph" style:parent-style-name="Standard">
  <style:text-properties fo:font-weight="bold"/>
</style:style>
<style:style style:name="Stress" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
"""
AUTOMATIC = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="S" style:family="text">
  <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="Break" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:break-before="page"/></style:style>
<text:list-style style:name="Dots">{dots}</text:list-style>
<text:list-style style:name="Steps">{steps}</text:list-style>
<style:page-layout style:name="Page"><style:header-style/><style:footer-style/></style:page-layout>
"""
PAGE = """
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">
<style:header><text:p text:style-name="Header">{header}</text:p></style:header>
<style:footer><text:p text:style-name="Footer">Page <text:page-number>1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
"""


def levels(kind: str, mark: str) -> str:
    """Four levels of a list."""
    return "".join(f'<text:list-level-style-{kind} text:level="{n}" {mark}/>' for n in range(1, 5))


def document(body: str, *, language: str = "en-GB", title: str = "", header: str = "") -> str:
    """A flat OpenDocument text."""
    code, country = language.split("-")
    dots, steps = (
        levels("bullet", 'text:bullet-char="•"'),
        levels("number", 'style:num-format="1" style:num-suffix="."'),
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES} {MORE_NAMES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta><dc:title>{escape(title)}</dc:title><meta:initial-creator>login-of-an-editor</meta:initial-creator>"
        "<dc:creator>login-of-an-editor</dc:creator></office:meta>"
        f"<office:styles>{STYLES.format(language=code, country=country)}</office:styles>"
        f"<office:automatic-styles>{AUTOMATIC.format(dots=dots, steps=steps)}</office:automatic-styles>"
        f"{PAGE.format(header=escape(header)) if header else ''}"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def p(text: str, style: str = "Standard") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int, style: str = "") -> str:
    """A heading."""
    named = style or f"Heading_20_{level}"
    return f'<text:h text:style-name="{named}" text:outline-level="{level}">{text}</text:h>'


def items(style: str, *texts: str, more: str = "") -> str:
    """A list; an item that begins with a list holds it."""
    inner = "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def change(name: str, kind: str, inner: str = "") -> str:
    """A change that is tracked."""
    info = f"<office:change-info>{WHO}</office:change-info>"
    return f'<text:changed-region text:id="{name}"><text:{kind}>{info}{inner}</text:{kind}></text:changed-region>'


def row(*cells: str) -> str:
    """A row of a table."""
    inner = "".join(f'<table:table-cell office:value-type="string">{p(cell)}</table:table-cell>' for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def picture() -> str:
    """A small picture, in base64."""
    made = io.BytesIO()
    image = Image.new("RGB", (48, 32), (196, 214, 205))
    image.paste((92, 128, 112), (8, 12, 40, 30))
    image.save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode()


def drawn(inner: str, alt: str = "") -> str:
    """A frame at a paragraph."""
    words = f"<svg:title></svg:title><svg:desc>{escape(alt)}</svg:desc>" if alt else ""
    return f'<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="2cm">{inner}{words}</draw:frame>'


PICTURE = drawn(
    f"<draw:image><office:binary-data>{picture()}</office:binary-data></draw:image>", "A gate in a low wall."
)
BOX = (
    '<draw:frame text:anchor-type="paragraph" svg:width="5cm"><draw:text-box fo:min-height="1cm">'
    f"{p('The bell rings at four.')}</draw:text-box></draw:frame>"
)
NOTE = (
    '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    f"{p('It was painted green that year.')}</text:note-body></text:note>"
)
END = (
    '<text:note text:id="n2" text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body>'
    f"{p('Nobody keeps the key any more.')}</text:note-body></text:note>"
)
REMARK = f"<office:annotation>{WHO}{p('Is her sister fine with this?')}</office:annotation>"
LINK = '<text:a xlink:type="simple" xlink:href="https://example.org/gate?a=1&amp;b=2">the page of the town</text:a>'
TABLE = (
    '<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/><table:table-header-rows>'
    f"{row('Day', 'What I did')}</table:table-header-rows>{row('Monday', 'I walked | once around.')}</table:table>"
)

THE_GATE = document(
    "<text:tracked-changes>"
    + change("d1", "deletion", p(" in the street that nobody may know"))
    + change("i1", "insertion")
    + "</text:tracked-changes>"
    + p("The gate", "Title")
    + p("A made-up story, for tests", "Subtitle")
    + p(
        'I came to the gate<text:change text:change-id="d1"/> every day<text:change-start text:change-id="i1"/>, '
        f'also in winter<text:change-end text:change-id="i1"/>.{NOTE} It was '
        f'<text:span text:style-name="B">heavy</text:span>, '
        f'and I was <text:span text:style-name="I">not</text:span>.{REMARK}'
    )
    + p(f'The words <text:span text:style-name="H">that nobody was to see </text:span>stayed with me.{END}{BOX}')
    + h("What I took along", 1)
    + items("Dots", p("a coat"), p("bread") + items("Dots", p("with salt"), p("without")), p("1986. What a year"))
    + p("Then I counted.")
    + items("Steps", p("one breath"), p("another"), more='xml:id="steps"')
    + p("A dog came by.")
    + items("Steps", p("a third"), more='text:continue-numbering="true"')
    + h("What she said", 2, "Chapter")
    + p("Come in when you like.", "Quotations")
    + p("Or stay outside.", "Quotations")
    + p("The gate is green,", "Verse")
    + p("the gate is old,", "Verse")
    + p("", "Verse")
    + p("and I am cold.", "Verse")
    + p(PICTURE)
    + p("The gate in March", "Caption")
    + p(f"More is on {LINK}.", "Break")
    + TABLE
    + p('Today it is <text:span text:style-name="Stress">open</text:span>. # not a heading, and * no list')
    + p("Who told you to stay?", "Question")
    + p('<text:span text:style-name="S">A street and its number.</text:span> Nobody did.'),
    title="Microsoft Word - Document1",
    header="Draft of a clinic",
)
AM_FLUSS = document(
    h("Am Fluss", 1)
    + p("Eine erfundene Geschichte, für Versuche.")
    + p("Ich saß am Wasser und zählte die Boote. Es waren „genau“ sieben – oder acht.")
    + h("Später", 2)
    + p("Später kam niemand mehr."),
    language="de-DE",
)
PLAIN = document(p("A made-up text without any style, for tests.") + p("It has two paragraphs."), title="The bench")
RIGHT_TO_LEFT = document(p("قصة مختلقة للاختبار.") + p("جلست عند النافذة، وكان المطر خفيفًا."), language="ar-EG")
TEXTS = {"the-gate": THE_GATE, "am-fluss": AM_FLUSS, "plain": PLAIN, "window": RIGHT_TO_LEFT}


def main() -> None:
    """Make all of them."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in TEXTS.items():
            flat = Path(folder, f"{name}.fodt")
            flat.write_text(text, encoding="utf-8")
            profile = f"-env:UserInstallation=file://{folder}/profile"
            to = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(flat)]
            subprocess.run(to, check=True, capture_output=True)
            with (
                zipfile.ZipFile(flat.with_suffix(".docx")) as made,
                zipfile.ZipFile(HERE / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as kept,
            ):
                for entry in made.namelist():
                    kept.writestr(zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), made.read(entry), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
