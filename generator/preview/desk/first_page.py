"""The desk's first page where there is no site yet: a new one is made from a few answers, or one is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.authoring.scaffold import InTheWayError, new_site
from generator.authoring.site_details import (
    COUNTRIES,
    QUESTIONS,
    NoDetailError,
    SiteDetails,
    checked,
    known_lines,
)
from generator.content import read, sources
from generator.content.sources import SITE_FILE
from generator.ground import limits
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.site.assets import fill

NEW_SITE, OPEN_SITE = "/_desk/new-site", "/_desk/open-site"
NEW_FOLDER = "our-stories"
NO_FOLDER = "Write where the folder is to be, or lies."
NOT_WHOLE = "Write the place whole, as {example}."
NO_SITE = f"In {{folder}} lies no {SITE_FILE}, so it is not the folder of a site. Choose the folder that holds it."


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site that was open before: its name, and its folder."""

    name: str
    folder: str


def made(sent: Values, documents: Path) -> Path | Refused:
    """Make the site that a form asks for; its folder, or what is wrong in the form."""
    complaints: list[Complaint] = []
    details: dict[str, str] = {}
    for detail in QUESTIONS:
        answer = _one(sent, detail)
        about = detail
        if detail == "country" and not answer:
            answer, about = _one(sent, "code"), "code"
        if answer.strip():
            try:
                details[detail] = checked(detail, answer)
            except NoDetailError as e:
                complaints.append(Complaint(f"“{answer.strip()}”: {e}.", about))
    folder = _folder(_one(sent, "folder"), documents)
    if isinstance(folder, str):
        complaints.append(Complaint(folder, "folder"))
    if complaints or isinstance(folder, str):
        return Refused("new", sent, tuple(complaints))
    try:
        new_site(folder, SiteDetails(**details))
    except InTheWayError as e:
        return Refused("new", sent, (Complaint(str(e), "folder"),))
    return folder


def opened(sent: Values, documents: Path) -> Path | Refused:
    """The folder of a site that a form names, or what is wrong with it."""
    folder = _folder(_one(sent, "folder"), documents)
    if isinstance(folder, str):
        return Refused("open", sent, (Complaint(folder, "folder"),))
    if sources.inside(folder, SITE_FILE) is None:
        return Refused("open", sent, (Complaint(NO_SITE.format(folder=folder), "folder"),))
    return folder


def page(
    token: str, documents: Path, recent: Sequence[Path], last: Path | None = None, refused: Refused | None = None
) -> str:
    """The page; ``recent`` are folders of sites that were open before, ``refused`` a form that was sent in vain.

    ``last`` is the folder that was open last; where it holds no site any more, that is told.
    """
    folder = free(documents)
    filled = dict.fromkeys(QUESTIONS, "") | {"language": "en", "country": "", "code": "", "folder": str(folder)}
    values = filled | ({name: _one(refused.values, name) for name in filled} if refused else {})
    return fill(
        "desk-first.html",
        token=token,
        gone=None if last is None or sources.inside(last, SITE_FILE) is not None else last,
        recent=[KnownSite(_name(root), str(root)) for root in recent],
        refused=refused,
        wrong={f"{refused.act}-{c.about}": c.words for c in refused.complaints} if refused else {},
        values=values if refused is None or refused.act == "new" else filled,
        opening=_one(refused.values, "folder") if refused and refused.act == "open" else "",
        questions=QUESTIONS,
        countries=[(code, name, known_lines(code)) for code, name in COUNTRIES.items()],
        new=NEW_SITE,
        open=OPEN_SITE,
    )


def free(documents: Path) -> Path:
    """A folder for a new site in which nothing is yet."""
    names = (NEW_FOLDER, *(f"{NEW_FOLDER}-{n}" for n in range(2, 100)))
    return next((folder for name in names if not (folder := documents / name).exists()), documents / NEW_FOLDER)


def _folder(written: str, documents: Path) -> Path | str:
    """The place that somebody writes, or what is wrong with it."""
    written = written.strip().strip('"')
    if not written:
        return NO_FOLDER
    example = NOT_WHOLE.format(example=documents / NEW_FOLDER)
    if not written.isprintable():
        return example
    try:
        folder = Path(written).expanduser()
    except RuntimeError:
        return example
    return folder if folder.is_absolute() else example


def _name(root: Path) -> str:
    """What a site calls itself; its folder's name where that cannot be read."""
    data = sources.read_inside(root, SITE_FILE, limits.TEXT)
    settings = read.settings(data, SITE_FILE).value if data is not None else None
    return settings[0].name if settings else root.name


def _one(sent: Values, name: str) -> str:
    return next(iter(sent.get(name, ())), "")
