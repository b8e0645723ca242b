"""What a book says of itself: the package document, with its accessibility, and the cover."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from generator.bundle.overlay import Overlay
from generator.bundle.overlay import facts as facts_of_overlays
from generator.content.strings import Strings
from generator.ground.languages import direction
from generator.plan.site import Site
from generator.render.cover_forms import HIGH, WIDE
from generator.render.covers import HUES, INK, PAPER, SUN, TONES
from generator.render.covers import cover as cover_of_a_story

OPF = "http://www.idpf.org/2007/opf"
TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".smil": "application/smil+xml",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "audio/mp4",
}
PROPERTIES = {"nav.xhtml": "nav", "cover.svg": "cover-image"}
COVER_WIDE, COVER_HIGH, LETTERS_A_LINE = 1200, 1600, 15


def cover(title: str) -> str:
    """The cover as SVG: the title above one of the drawings that stories without a picture have."""
    drawing = cover_of_a_story(title)
    hue = HUES[int(re.findall(r"hue-(\d)", drawing)[0])]
    colours = (*(f"hsl({hue},{s}%,{light}%)" for s, light in TONES), SUN)
    style = "".join(
        f".cover-{n}{{fill:{colour}}}.cover-line.cover-{n}{{fill:none;stroke:{colour}}}"
        for n, colour in enumerate(colours)
    )
    style += ".cover-line{stroke-linecap:round;stroke-linejoin:round}"
    shapes = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    lines = _lines(title)
    words = "".join(
        f'<text x="100" y="{260 + 130 * n}" font-family="Lora, Georgia, serif" font-size="110">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {COVER_WIDE} {COVER_HIGH}">'
        f"<title>{escape(title)}</title><style>text{{fill:{INK}}}{style}</style>"
        f'<path d="M0 0h{COVER_WIDE}v{COVER_HIGH}H0z" fill="{PAPER}"/>{words}'
        f'<svg y="{COVER_HIGH // 2}" width="{COVER_WIDE}" height="{COVER_HIGH // 2}" viewBox="0 0 {WIDE} {HIGH}" '
        f'preserveAspectRatio="xMidYMid slice">{shapes}</svg></svg>\n'
    )


def _lines(title: str) -> list[str]:
    """The title in at most four lines that fit the cover."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LETTERS_A_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:4]


def document(
    site: Site,
    title: str,
    strings: Strings,
    paths: Sequence[str],
    spoken: Mapping[str, tuple[str, Overlay]],
    *,
    pictured: bool,
) -> str:
    """The package document (EPUB 3.3, section 5), with what EPUB Accessibility 1.1 asks for in section 2.2.

    ``spoken`` are the overlays of pages, each with its path.
    It does not claim to conform to WCAG: whether a picture's description is a good one, no program can tell.
    """
    settings, about = site.settings, site.bundle
    if about is None:
        raise AssertionError("a book is a bundle")
    languages = dict.fromkeys([settings.language, *sorted({s.language for s in site.stories})])
    modes = ["textual", *(["visual"] if pictured else []), *(["auditory"] if spoken else [])]
    features = ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents", "index"]
    features += ["alternativeText", *(["synchronizedAudioText"] if spoken else [])]
    ids = {path: f"i{n}" for n, path in enumerate(paths)}
    laid_over = {page: ids[path] for page, (path, _) in spoken.items()}
    facts = [
        *(("dcterms:modified", f"{about.made}T00:00:00Z"), ("dcterms:valid", f"end={about.until}")),
        *(("schema:accessMode", mode) for mode in modes),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", strings["epub_accessibility"]),
    ]
    identity = settings.address + "epub" + (f"/{quote(about.topic)}" if about.topic else "")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<package xmlns="{OPF}" version="3.0" unique-identifier="id" xml:lang="{settings.language}">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        f'<dc:identifier id="id">{escape(identity)}</dc:identifier>',
        f"<dc:title>{escape(title)}</dc:title>",
        *(f"<dc:language>{language}</dc:language>" for language in languages),
        f"<dc:publisher>{escape(settings.organisation.name)}</dc:publisher>",
        f"<dc:creator>{escape(strings['epub_creators'])}</dc:creator>",
        f"<dc:date>{about.made}</dc:date>",
        f"<dc:description>{escape(settings.tagline or settings.name)}</dc:description>",
        f"<dc:rights>{escape(strings['readme_share'])}</dc:rights>",
        *(f'<meta property="{name}">{escape(value)}</meta>' for name, value in facts),
        *facts_of_overlays({ids[path]: one for path, one in spoken.values()}),
        "</metadata>",
        "<manifest>",
        *(_item(n, path, laid_over.get(path)) for n, path in enumerate(paths)),
        "</manifest>",
        f'<spine page-progression-direction="{direction(settings.language)}">',
        *(f'<itemref idref="i{n}"/>' for n, path in enumerate(paths) if path.endswith(".xhtml")),
        "</spine>",
        "</package>",
    ]
    return "\n".join([*lines, ""])


def _item(n: int, path: str, overlay: str | None) -> str:
    more = f' properties="{PROPERTIES[path]}"' if path in PROPERTIES else ""
    more += f' media-overlay="{overlay}"' if overlay else ""
    return f'<item id="i{n}" href="{path}" media-type="{TYPES[posixpath.splitext(path)[1]]}"{more}/>'
