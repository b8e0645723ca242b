"""Tables of answers as four makers of forms export them, with made-up answers, and workbooks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from html import escape

STORY = "We painted the gate in April.\n\nNobody asked whose gate it was before that; I liked that."
# What is about a person, and may stand in no file.
PERSONAL = ("marta.quill@example.org", "+44 20 7946 0000", "Marta Quill", "7 Elm Row", "203.0.113.9", "Mozilla/5.0")
EMAIL, PHONE, FULL_NAME, ADDRESS, NETWORK, BROWSER = PERSONAL

GOOGLE = (
    (
        "Timestamp",
        "Email Address",
        "Your full name",
        "What is your story?",
        "Which name should we show?",
        "Which topics fit?",
        "Do you agree that we publish your story?",
        "Content warnings",
    ),
    ("11/3/2025 16:05:10", EMAIL, FULL_NAME, STORY, "Maren", "Hope, Work", "Yes, on the website", "Grief"),
    ("11/14/2025 9:00:00", "b@example.org", "Ines Moor", "The hill was steep.", "", "Hope", "", ""),
)
TYPEFORM = (
    ("#", "Was hat dir geholfen?", "Wie soll die Überschrift heißen?", "Unter welchem Namen dürfen wir sie zeigen?",
     "Telefonnummer", "Start Date (UTC)", "Submit Date (UTC)", "Network ID", "Other", "Other"),
    ("k3v9x0q2m7w1z5y8", STORY, "Das Tor", "Maren", PHONE, "2025-11-03 15:59:00", "2025-11-03 16:05:10", "a1b2c3d4",
     "", "x"),
)  # fmt: skip
JOTFORM = (
    (
        "Submission Date",
        "Nombre completo",
        "Correo electrónico",
        "Dirección",
        "Cuéntanos tu historia",
        "¿Acepta que se publique?",
        "Temas",
        "Submission IP",
        "Submission ID",
    ),
    ("2025-11-03 16:05:10", FULL_NAME, EMAIL, ADDRESS, STORY, "Sí", "Hope\nWork", NETWORK, "5812345678901234567"),
)
MICROSOFT = (
    (
        "ID",
        "Heure de début",
        "Heure de fin",
        "Adresse de messagerie",
        "Nom",
        "Racontez votre histoire",
        "Titre",
        "Acceptez-vous que nous la publiions ?",
        "Sujets",
    ),
    ("1", "2025-11-03 15:59:00", "2025-11-03 16:05:10", EMAIL, FULL_NAME, STORY, "La porte", "Oui", "Hope;Work;"),
)
FORMS = {"google": GOOGLE, "typeform": TYPEFORM, "jotform": JOTFORM, "microsoft": MICROSOFT}

Rows = Sequence[Sequence[str]]


def as_csv(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A table as a text file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(*sheets: Rows, hidden: int = 0) -> bytes:
    """A workbook with these sheets, of which the first are hidden, in the least that makes one (ECMA-376)."""
    book = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    numbers = range(1, len(sheets) + 1)
    state = {n: "hidden" if n <= hidden else "visible" for n in numbers}
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" state="{state[n]}" r:id="r{n}"/>' for n in numbers)
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{names}</sheets></workbook>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">{targets}</Relationships>'
        )
        for number, rows in zip(numbers, sheets, strict=True):
            cells = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
            archive.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
            )
    return book.getvalue()


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text, quote=False)}</t></is></c>'
