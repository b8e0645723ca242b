"""The pages on which texts are written: the form, both versions of a text that two people changed, and how it looks."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import quote, urlencode

from generator.authoring.front_matter_edit import CannotEditError
from generator.content import sources
from generator.content.routes import FRONT_WORDS
from generator.ground.diagnostics import CannotBuildError, Severity
from generator.preview.desk import new_pictures, new_recordings
from generator.preview.desk.advised import FACES, advised, pictures
from generator.preview.desk.consent_forms import Complaint, FormField, Refused, Values
from generator.preview.desk.edit_fields import RECORDING, asked, filled_in, header_fields, header_of
from generator.preview.desk.editing import (
    EDIT,
    KEEP,
    LOOK,
    NEW,
    NEW_FRONT,
    NEW_PAGE,
    PAGES,
    PICTURE,
    RECORDED,
    SHOWN,
    UNSAVED,
    Editor,
    Unwritten,
)
from generator.preview.desk.margin import notes
from generator.preview.desk.mask_pages import AGREED, MASK, names
from generator.preview.desk.mending_pages import address as mending
from generator.preview.desk.new_pictures import NewPicture
from generator.preview.desk.open_text import OpenText, opened, written
from generator.preview.desk.overlay import problems
from generator.preview.desk.pasting import PASTE
from generator.preview.desk.recording_problems import beside_fields
from generator.preview.desk.verdicts import as_if_saved, recording_problems
from generator.preview.site.assets import fill


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page of the site as the list tells of it: its file, title and form, its words in the menu, or the way there.

    ``withheld`` says why it is not published, if it is not; ``is_help`` is true of the page with help, ``is_front`` of
    the words of the front page.
    """

    path: str
    title: str
    edit: str
    menu: str
    add: str
    problems: int
    withheld: str
    is_help: bool
    is_front: bool


# What a form carries beside what was written in it.
CARRIED = ("token", "shown", "base", "agreed")


def editing(
    editor: Editor,
    path: str,
    kept: Mapping[str, str],
    told: Sequence[str],
    key: str = "",
    sent: Unwritten | None = None,
) -> str | None:
    """The page with a story's form; None for no such story. ``sent`` is a form that wrote nothing.

    ``key`` is that of a text that is not saved and is taken up again. Raises CannotBuildError where there is no site.
    """
    planned, text = editor.live.planned, editor.open(path)
    if planned is None:
        raise CannotBuildError(*editor.live.stopped)
    if text is None and sent is None:
        return None
    values = sent.values if sent else editor.unsaved(path).get(key) or _values(text)
    query = urlencode(kept)
    shared = {
        "path": path,
        "values": values,
        "token": editor.clerk.token,
        "action": f"{EDIT}{quote(path)}?{query}",
        "is_page": path.startswith("pages/"),
        "back": f"{PAGES}?{query}" if path.startswith("pages/") else f"/_desk/story/{quote(path)}?{query}",
    }
    if sent is not None and sent.conflict is not None:
        carried = [
            (name, value)
            for name, row in values.items()
            if name not in CARRIED and not name.startswith("pick-")
            for value in row
        ]
        again = any(name.startswith("pick-") for name in values)
        return fill("desk-conflict.html", **shared, sent=sent, carried=carried, is_again=again)
    fields = text.version.fields if text else dict.fromkeys(f.path for f in header_fields(header_of(path)))
    complaints = sent.complaints if sent else ()
    first, more = asked(fields, planned.site.settings, header_of(path))
    recording = [field for field in more if field.name.startswith(RECORDING)]
    wrong = _about_recording(editor, path, sent, text) if recording else {}
    return fill(
        "desk-edit.html",
        **shared,
        told=told,
        refused=Refused("edit", values, complaints) if complaints else None,
        approval=sent.approval if sent else None,
        text=text,
        can_take_back=sent is None and not key and editor.can_take_back(path),
        is_unsaved=sent is not None or "key" in values,
        first=first,
        more=[field for field in more if not field.name.startswith(RECORDING)],
        recording=recording,
        problems=wrong,
        is_recorded=any(_one(values, field.name) for field in recording),
        files=new_recordings.fields(),
        is_file_begun=new_recordings.is_begun(values) or any(c.about == new_recordings.FIELD for c in complaints),
        recorded=f"{RECORDED}{quote(path)}?{query}",
        shown=sent.shown if sent else _one(values, "shown") or (text.digest if text else ""),
        key=_one(values, "key") or secrets.token_urlsafe(8),
        unsaved=[]
        if sent or key
        else [f"{EDIT}{quote(path)}?{urlencode({**kept, 'unsaved': k})}" for k in editor.unsaved(path)],
        pictures=[f for f in new_pictures.FIELDS if f.name not in new_pictures.OF_ABOVE or _has_picture(more)],
        is_picture_begun=new_pictures.is_begun(values) or any(c.about == new_pictures.FIELD for c in complaints),
        picture=f"{PICTURE}{quote(path)}?{query}",
        shown_picture=f"{SHOWN}{quote(path)}?{query}",
        framed=new_pictures.FRAMED,
        faces=FACES,
        paste=f"{PASTE}{quote(path)}?{query}",
        look=f"{LOOK}{quote(path)}?{query}",
        looks=f"{LOOK}{quote(path)}?{urlencode({**kept, 'unsaved': key})}",
        links=_links(editor, path),
        mending=f"{mending(path)}?{query}",
    )


def _about_recording(editor: Editor, path: str, sent: Unwritten | None, text: OpenText | None) -> Mapping[str, str]:
    """What is wrong with a story's recording as a form would save it, by the names of its fields."""
    data, planned = editor.data(path), editor.live.planned
    if data is None or planned is None or text is None:
        return {}
    if sent is not None:
        with suppress(CannotEditError):
            data = written(data, sent.values, text)
    problems = recording_problems(editor.live, path, data, editor.files.of(path))
    return beside_fields(data, path, problems, planned.site.settings.language)


def _has_picture(fields: Sequence[FormField]) -> bool:
    """Whether a form asks for a picture above its text."""
    return any(field.name == "image.src" for field in fields)


def _links(editor: Editor, path: str) -> list[tuple[str, str]]:
    """Every other story that a text can link to: how the link is written, and its title, by which they are sorted."""
    found = (
        (quote(relpath(other, dirname(path))), text.header.title)
        for other, text in editor.live.manuscripts.items()
        if other != path and text.header is not None
    )
    return sorted(found, key=lambda link: (link[1].casefold(), link[0]))


def _values(text: OpenText | None) -> Values:
    return {**filled_in(text.version.fields), "words": (text.version.words,)} if text else {}


def look(editor: Editor, path: str, key: str, kept: Mapping[str, str], root: str) -> str | None:
    """What is wrong in a story as it is written, and its page in a frame; None for no such story."""
    kept_as = editor.unsaved_data(key)
    data = kept_as[1] if kept_as is not None and kept_as[0] == path else editor.data(path)
    if data is None:
        return None
    try:
        made, found = as_if_saved(
            editor.live, path, data, pictures=editor.waiting.of(path), files=editor.files.of(path)
        )
        broken = ""
    except CannotBuildError as e:
        made, found, broken = None, e.diagnostics, "The theme's template fails on this story."
    lines = data.decode("utf-8-sig", "replace").splitlines()
    above = opened(data, path).above
    shown = problems(
        found,
        lambda of, number: lines[number - 1] if of == path and 0 < number <= len(lines) else None,
        root,
        lambda _: None,
    )
    planned = editor.live.planned
    settings = planned.site.settings if planned is not None else None
    at = f"{UNSAVED}{quote(key)}" if kept_as is not None else f"/_desk/proof/{quote(path)}"
    return fill(
        "desk-look.html",
        problems=[
            (problem, problem.line - above if one.path == path else 0, "" if one.path == path else one.path)
            for problem, one in zip(shown, found, strict=True)
        ],
        broken=broken,
        advised=advised(path, data, settings, above, editor.live.root) if settings else (),
        pictures=pictures(path, data, settings.language) if settings else (),
        names=names(path, data, settings, above) if settings else (),
        agreed=AGREED,
        mask=f"{MASK}{quote(path)}?{urlencode({**kept, 'unsaved': key})}",
        faces=FACES,
        keep=f"{KEEP}{quote(path)}?{urlencode({**kept, 'unsaved': key})}",
        notes=notes(editor.live.root, path, opened(data, path).version.words) if path.startswith("stories/") else (),
        token=editor.clerk.token,
        seen_to=f"/_desk/comments/{quote(path)}?{urlencode({**kept, 'unsaved': key})}",
        frame=f"{at}/-/{quote(made.path.removesuffix('index.html'))}?{urlencode(kept)}" if made is not None else None,
    )


def chosen(made: NewPicture | tuple[Complaint, ...]) -> str:
    """What became of a picture that was chosen, for the script of the form."""
    return fill("desk-picture.html", made=made if isinstance(made, NewPicture) else None, complaints=made)


def new(kept: Mapping[str, str], token: str, at: str, title: str = "", complaints: Sequence[Complaint] = ()) -> str:
    """The page ``at`` which a new story is begun, or a new page, or the words of the front page."""
    query, page = urlencode(kept), at != NEW
    return fill(
        "desk-new.html",
        is_page=page,
        is_front=at == NEW_FRONT,
        title=title,
        refused=Refused("new", {}, tuple(complaints)) if complaints else None,
        token=token,
        action=f"{at}?{query}",
        back=f"{PAGES}?{query}" if page else f"/_desk/?{query}",
        imports=f"/_desk/imports?{query}",
    )


def pages(editor: Editor, kept: Mapping[str, str]) -> str:
    """The page that lists the pages of the site, with where they stand in the menu. Raises CannotBuildError."""
    planned, query = editor.live.planned, urlencode(kept)
    if planned is None:
        raise CannotBuildError(*editor.live.stopped)
    settings = planned.site.settings
    in_menu = {f"pages/{entry.page}": entry.label for entry in settings.menu if entry.page}
    titles = {page.path: page.header.title for page in planned.page_sources if page.header}
    problems = Counter(d.path for d in editor.live.diagnostics if d.severity is not Severity.NOTE)
    withheld = {one.source: one.reason for one in planned.withheld}
    files = [file.path for file in sources.texts(editor.live.root, "pages", [])]
    return fill(
        "desk-pages.html",
        rows=[
            PageRow(
                path,
                titles.get(path, path),
                f"{EDIT}{quote(path)}?{query}",
                in_menu.get(path, ""),
                f"/_desk/site/menu/new?{urlencode({**kept, 'page': path.removeprefix('pages/')})}",
                problems[path],
                withheld.get(path, ""),
                path == f"pages/{settings.help_page}",
                path == FRONT_WORDS,
            )
            for path in files
        ],
        new=f"{NEW_PAGE}?{query}",
        new_front="" if FRONT_WORDS in files else f"{NEW_FRONT}?{query}",
        back=f"/_desk/site?{query}",
    )


def _one(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "")
