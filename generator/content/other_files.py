"""Files in stories/ and pages/ that are no texts: what each may be, and how its words get onto the site.

Nobody is told of what owners put beside their texts on purpose, or never see: pictures, backups that editors make, and
what systems leave behind.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator, Sequence

from generator.ground.diagnostics import START, Diagnostic, error, note, spelled, warning
from generator.ground.patterns import lazy
from generator.ground.places import COMMENTED, FILLED_IN

TEXT = ".md"
PICTURES = frozenset(
    (
        *(
            ".jpg",
            ".jpeg",
            ".jpe",
            ".jfif",
            ".png",
            ".webp",
            ".gif",
            ".svg",
            ".heic",
            ".heif",
            ".avif",
            ".tif",
            ".tiff",
        ),
        *(".bmp", ".ico", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".raf", ".psd", ".xcf", ".xmp", ".aae"),
    )
)
# Names of backups and of files that are being written, by editors, browsers and word processors; and of systems' files.
LEFT_BY_PROGRAMS = lazy(
    r".*(?:~|\.(?:bak|backup|orig|old|rej|sw[a-p]|tmp|temp|part|partial|crdownload|lock|autosave|kate-swp|hearten-new))"
    r"|#.*#|~\$.*|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r",
    re.IGNORECASE | re.DOTALL,
)
# What owners write about a folder, for whoever opens it.
ABOUT_THE_FOLDER = lazy(r"(?:(?:un)?licen[cs]e|copying|notice|readme|credits|authors)(?:\.(?:txt|rst))?", re.IGNORECASE)
SHORTCUTS = (".gdoc", ".url", ".webloc", ".lnk", ".desktop")
DOCUMENTS = (
    *(".doc", ".docx", ".docm", ".dot", ".dotx", ".odt", ".ott", ".fodt", ".rtf", ".rtfd", ".pages", ".wpd", ".wps"),
    *(".sxw", ".abw", ".tex", ".scriv"),
)
PRINTED = (".pdf", ".epub", ".mobi", ".azw3", ".djvu", ".xps", ".ps")
WEB_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".webarchive")
PLAIN = (".txt", ".text", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".mdtxt", ".mdtext", ".mdx", ".rmd", ".qmd")
RECORDINGS = (
    *(
        ".mp3",
        ".m4a",
        ".aac",
        ".ogg",
        ".oga",
        ".opus",
        ".wav",
        ".flac",
        ".amr",
        ".aiff",
        ".wma",
        ".mp4",
        ".m4v",
        ".mov",
    ),
    *(".webm", ".avi", ".mkv", ".3gp", ".vtt", ".srt"),
)
PACKED = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
# A page that was saved whole has a folder for what it shows.
SHOWN_BY_WEB_PAGE = lazy(r".*[_-](?:files|fichiers|dateien|archivos|file|bestanden|filer)", re.IGNORECASE)
# How sync tools, file managers and browsers call a second file; the named groups hold the name of the first.
COPY = lazy(
    r"(?P<behind>.+?)(?: \([^()]*(?:conflicted copy|case conflict)[^()]*\)|\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"
    r"|(?: - | )(?:copy|kopie|copie|copia)(?: \(?\d+\)?)?| \(\d+\)| [2-9])\.md"
    r"|(?P<folder>(?:.*/)?)(?:copy of|kopie von|copie de|copia de) (?P<before>[^/]+)\.md",
    re.IGNORECASE,
)
# Hidden files that stand for files which a Mac has put away.
IN_ICLOUD = ".icloud"
BEGINS_LIKE_A_TEXT = lazy(r"---[ \t]*\r?\n(?:.*\n)*?(title|author|consent|topics)[ \t]*:")
FENCE = lazy(r"^---[ \t]*\r?$", re.MULTILINE)
OF_A_STORY = lazy(r"^(?:author|consent|topics)[ \t]*:", re.MULTILINE)

UNPACK = "otherwise unpack it elsewhere, and put the texts here"
IMPORT = "“hearten import FILE”"
NOT_READ = "this file is not read"
ELSEWHERE = "keep this file outside the site's folder"
PASTE = f"into a new file whose name ends in {TEXT} (“hearten story TITLE” makes one for a story)"
# What “hearten import” takes as it is.
AS_DRAFT = f"{IMPORT} brings it in as a draft; {ELSEWHERE}"
BROUGHT_IN: dict[str, tuple[str, str]] = {
    ".docx": ("this document of a word processor is not read", AS_DRAFT),
    **dict.fromkeys(WEB_PAGES[:3], ("this web page is not read", AS_DRAFT)),
    **dict.fromkeys((".csv", ".xlsx"), (NOT_READ, f"if it is the answers to a form, {AS_DRAFT}")),
    ".xml": (NOT_READ, f"if it is an export of WordPress, {AS_DRAFT}"),
    FILLED_IN: (
        "this is a form that a storyteller filled in, and is not read",
        f"“hearten receive FILE” makes a draft of it; {ELSEWHERE}",
    ),
    COMMENTED: (
        "this file holds comments on a review copy, and is not read",
        f"“hearten receive FILE” puts them beside the story; {ELSEWHERE}",
    ),
    ".zip": ("this packed file is not read", f"if it holds texts, {IMPORT} may bring them in; {UNPACK}; {ELSEWHERE}"),
}


def is_document(name: str) -> bool:
    """Whether a folder of this name is one document to its owner, as some word processors make them."""
    return name.lower().endswith((".pages", ".rtfd", ".scriv"))


def goes_with_web_page(name: str, others: Collection[str]) -> bool:
    """Whether a folder of this name holds what a web page beside it shows, which was saved whole."""
    if not SHOWN_BY_WEB_PAGE.fullmatch(name):
        return False
    stems = {other.rpartition(".")[0] for other in others if other.lower().endswith(WEB_PAGES)}
    return any(name.startswith(stem) for stem in stems)


def said_of(path: str, others: Collection[str]) -> Diagnostic | None:
    """What to say of the file at ``path``, which is no text; ``others`` are the names of what is beside it."""
    name = spelled(path.rpartition("/")[2])
    if name.endswith(IN_ICLOUD):
        return _put_away(path, name[1:].removesuffix(IN_ICLOUD))
    if ending(name) in PICTURES or LEFT_BY_PROGRAMS.fullmatch(name) or ABOUT_THE_FOLDER.fullmatch(name):
        return None
    what, hint = BROUGHT_IN.get(ending(name)) or _by_ending(name, ending(name), others)
    return warning("not-markdown", path, START, what, hint)


# How files begin that are none of text, under whatever name.
DOCUMENT, PICTURE, UTF_16, UTF_32 = "document", "picture", "UTF-16", "UTF-32"
BEGINNINGS: dict[bytes, str] = {  # the first that fits
    **dict.fromkeys((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), UTF_32),
    **dict.fromkeys((b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"), DOCUMENT),
    **dict.fromkeys((b"<!DOCTYPE", b"<!doctype", b"<html", b"<HTML"), "web page"),
    **dict.fromkeys((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF"), PICTURE),
    **dict.fromkeys((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), UTF_16),
}
BEGIN = tuple(BEGINNINGS)


def under_a_texts_name(path: str, data: bytes) -> Diagnostic:
    """What to say of a file that begins as no text does (`BEGIN`), though its name is a text's."""
    kind = next(kind for begin, kind in BEGINNINGS.items() if data.startswith(begin))
    if kind in (UTF_16, UTF_32):
        hint = "save it as UTF-8; in Notepad: “Save as”, then “UTF-8” beside “Encoding”"
        return error("not-utf-8", path, START, f"this text is saved as {kind}, and texts are read as UTF-8", hint)
    what = f"this is a {kind} under the name of a text"
    if kind == PICTURE:
        return error("not-text", path, START, what, "give it its own name back, and name it in a text")
    hint = (
        f"give it its own name back; {IMPORT} brings in documents of Word and web pages, and of others, copy the words"
    )
    hint += " and paste them below the front matter of a new text"
    return error("not-text", path, START, what, f"{hint}; {ELSEWHERE}")


def ending(name: str) -> str:
    """The end of a file's name from its last full stop, in small letters; empty where there is none."""
    plain = name.rstrip(". ")
    return "." + plain.rpartition(".")[2].lower() if "." in plain else ""


def copies(texts: Collection[str]) -> Iterator[Diagnostic]:
    """What to say of texts that are copies of others by their names."""
    for path in texts:
        found = COPY.fullmatch(path)
        first = found and (found["behind"] or found["folder"] + found["before"])
        if f"{first}{TEXT}" in texts:
            name = str(first).rpartition("/")[2]
            what = f"this looks like a copy of “{name}{TEXT}” that a program made, and is read as a text of its own"
            yield warning("copy", path, START, what, "keep in one file what is to be published, and delete the other")


def _put_away(path: str, name: str) -> Diagnostic | None:
    if not name.lower().endswith(TEXT):
        return None
    what = "this text is not on this machine, only in iCloud, so it is missing from the site"
    hint = "open its folder in Finder, and download it there"
    return warning("not-here", path.rpartition("/")[0] + f"/{name}", START, what, hint)


def _by_ending(name: str, ending: str, others: Collection[str]) -> tuple[str, str]:
    plain = name.rstrip(". ")
    if ending == TEXT:  # with a space or full stop behind it
        return _renamed("this file is not read, for what stands behind the end of its name", plain, others)
    if ending in PLAIN:
        stem = plain[: -len(ending)]
        new = stem if stem.lower().endswith(TEXT) else stem + TEXT
        return _renamed(f"this file is not read, since its name ends in {ending} and not in {TEXT}", new, others)
    if ending in DOCUMENTS:
        how = f"save it as .docx, which {IMPORT} brings in, or copy its words, and paste them {PASTE}; {ELSEWHERE}"
        return "this document of a word processor is not read", how
    if ending in SHORTCUTS:
        what = "this file is not read; it only leads to something that is kept elsewhere"
        return what, f"open it, copy the words, and paste them {PASTE}"
    if ending in PRINTED:
        what = "this file is not read; it is made for printing and reading"
        return what, f"copy its words, paste them {PASTE}, and join the lines that its pages have cut; {ELSEWHERE}"
    if ending in WEB_PAGES:
        what = "this web page is not read"
        return what, f"open it in a browser, copy what it shows, and paste that {PASTE}; {ELSEWHERE}"
    if ending in RECORDINGS:
        what = "no text names this recording, so it is not published"
        return what, f"name it in a story's front matter (recording:), with consent to that; otherwise {ELSEWHERE}"
    if ending in PACKED:
        return "this packed file is not read", f"unpack it elsewhere, and put the texts here; {ELSEWHERE}"
    if not ending:
        return _renamed(f"{NOT_READ}, since its name does not end in {TEXT}", f"{name}{TEXT}", others, sure=False)
    return NOT_READ, f"if it is a text, save it with a name that ends in {TEXT}; otherwise {ELSEWHERE}"


def _renamed(what: str, new: str, others: Collection[str], sure: bool = True) -> tuple[str, str]:
    if new in others:
        return what, f"“{new}” is here, too: keep in it what is to be published, and {ELSEWHERE}"
    return what, f"rename it to “{new}”" if sure else f"if it is a text, rename it to “{new}”; otherwise {ELSEWHERE}"


def is_about_folder(name: str) -> bool:
    """Whether a file tells of its folder, such as a licence."""
    return ABOUT_THE_FOLDER.fullmatch(name) is not None


def about_folder(folder: str, names: Sequence[str]) -> Diagnostic:
    """What to say of the files that tell of a folder."""
    are = "tell of this folder, and are" if len(names) > 1 else "tells of this folder, and is"
    return note("not-markdown", folder, START, f"{', '.join(names)} {are} not published", "nothing needs to be done")


def left_beside(name: str) -> Diagnostic | None:
    """What to say of a document of a word processor beside site.yaml."""
    if ending(name) not in DOCUMENTS or LEFT_BY_PROGRAMS.fullmatch(name):
        return None
    what, hint = BROUGHT_IN.get(ending(name)) or _by_ending(name, ending(name), ())
    return note("not-read", name, START, what, f"if it is a story, {hint}")


def begins_like_a_story(head: bytes) -> bool:
    """Whether a file that begins so has the front matter of a story."""
    text = head.decode("utf-8-sig", "replace")
    begins = BEGINS_LIKE_A_TEXT.match(text) is not None
    return begins and OF_A_STORY.search(FENCE.split(text, maxsplit=2)[1]) is not None


def unread_folder(name: str) -> Diagnostic:
    """What to say of a folder beside site.yaml that holds texts which begin like stories."""
    what = "texts in this folder are not read, and begin like stories"
    hint = "move them to stories/; if they are to stay where they are, begin the folder's name with _"
    return warning("not-read", spelled(name), START, what, hint)


def may_be_astray(name: str) -> bool:
    """Whether a file beside site.yaml may be a text by its name."""
    return name.lower().endswith((TEXT, *PLAIN))


def astray(name: str, head: bytes) -> Diagnostic | None:
    """What to say of a file beside site.yaml that begins like a text of the site; ``head`` is how it begins."""
    text = head.decode("utf-8-sig", "replace")
    if not BEGINS_LIKE_A_TEXT.match(text):
        return None
    front = FENCE.split(text, maxsplit=2)[1]
    where = "stories/" if OF_A_STORY.search(front) else "pages/, or to stories/ if it is a person's"
    what = "this file is not read here, and it begins like a text of the site"
    return warning("not-read", name, START, what, f"move it to {where}")
