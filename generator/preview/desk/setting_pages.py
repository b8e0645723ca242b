"""The pages on which settings are changed: all of them at a glance, the forms and lists, and how it will look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args
from urllib.parse import quote, urlencode

from generator.authoring.site_edit import value_at, values_of
from generator.content import contrast, sources, theme
from generator.content.helplines import Helplines
from generator.content.media_choices import PodcastCategory
from generator.content.routes import FRONT_WORDS
from generator.content.routes import MENU as BUILT_IN
from generator.content.sources import SITE_FILE
from generator.content.stance import FieldPath
from generator.content.strict_yaml import Value
from generator.ground.days import months_after
from generator.ground.diagnostics import CannotBuildError, Diagnostic, Severity
from generator.preview.desk import setting_fields as fields
from generator.preview.desk import shelf_forms
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.editing import EDIT, NEW_FRONT, PAGES
from generator.preview.desk.overlay import problems
from generator.preview.desk.setting_edits import NotSaved, SettingsEditor
from generator.preview.desk.setting_fields import Offered
from generator.preview.desk.setting_parts import (
    CATEGORY,
    CHECK_IN,
    CHECK_IN_DAYS,
    COUNTRY,
    EXPLICIT,
    FRONT,
    HELP_PHRASES,
    HELPLINES,
    LEADS,
    LOG_EDITORS,
    LOGO,
    LOOK,
    MENU,
    NEW,
    NOTES,
    PARTS,
    PODCAST,
    SHELVES,
    SOCIAL,
    TOPICS,
    SettingPlace,
    SettingsPart,
    look_label,
)
from generator.preview.site.assets import fill

SITE, SEEN, AS_IF, NEW_LOGO = "/_desk/site", "/_desk/site-look/", "/_desk/as-if/", "/_desk/site-logo/"
LISTS = {
    "home": "The front page",
    "stories": "All stories",
    "topics": "Topics",
    "content-notes": "Content notes",
    "show-me-one": "One story at a time",
    "search": "Search",
}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of a list as it is told: its name, more of it, where its form is, and whether it has grown old.

    ``source`` is where it can be checked.
    """

    title: str
    more: str
    action: str
    source: str = ""
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class ContrastRow:
    """Two colours that are seen together: how much they differ, and how much they have to."""

    of: str
    on: str
    colours: tuple[str, str]
    ratio: str
    least: str
    enough: bool


def overview(editor: SettingsEditor, kept: Mapping[str, str], told: Sequence[str]) -> str:
    """The page that names every part of the settings. Raises CannotEditError and CannotBuildError."""
    values = editor.open().values
    parts = [(part, f"{SITE}/{part.key}?{urlencode(kept)}", _glance(editor, part, values)) for part in PARTS.values()]
    planned = editor.live.planned
    return fill(
        "desk-site.html",
        parts=parts,
        told=told,
        policy=planned.site.settings.consent if planned else None,
        pages=f"{PAGES}?{urlencode(kept)}",
        back=f"/_desk/?{urlencode(kept)}",
    )


def _glance(editor: SettingsEditor, part: SettingsPart, values: Mapping[str, Value]) -> str:
    """A part in a few words."""
    if part is CHECK_IN:
        days = fields.filled_in(fields.shown(part, values, (), ())[0], editor.defaults(values, part))[CHECK_IN_DAYS[0]][
            0
        ]
        return f"after {days} days" if days else "never"
    if not part.one:
        named = value_at(dict(values), ("name",)) if ("name",) in part.labels else None
        return editor.theme_name(values) if part is LOOK else named if isinstance(named, str) else ""
    row = editor.rows(part)
    old = sum(_is_old(editor, one) for one in row) if part is HELPLINES else 0
    return f"{len(row)}" + (f", {old} to check again" if old else "")


def settings(
    editor: SettingsEditor,
    place: SettingPlace,
    kept: Mapping[str, str],
    told: Sequence[str],
    sent: NotSaved | None = None,
    page: str = "",
) -> str | None:
    """The form, or list, at a place of the settings; None where there is no such entry.

    ``sent`` is a form that wrote nothing, ``page`` a file of pages/ for which an entry of the menu is asked. Raises
    CannotEditError and CannotBuildError.
    """
    opened, part, query = editor.open(), place.part, urlencode(kept)
    values, refused = opened.values, None
    if sent is not None and sent.complaints:
        refused = Refused("settings", sent.values, sent.complaints, sent.status)
    shared = {
        "part": part,
        "told": told,
        "sent": sent,
        "refused": refused,
        "token": editor.clerk.token,
        "query": query,
        "action": f"{address(place)}?{query}",
        "can_take_back": sent is None and editor.can_take_back(),
    }
    act = sent.values.get("act", ("",))[0] if sent is not None else ""
    if place.is_list or (act and part.one and act not in shelf_forms.ACTS):
        rows = _rows(editor, part)
        back, new = f"{SITE}?{query}", f"{SITE}/{part.key}/{NEW}?{query}"
        return fill("desk-settings-list.html", **shared, rows=rows, act=act, shown=opened.digest, back=back, new=new)
    is_gone = place.number is not None and value_at(dict(values), place.loc) is None
    if is_gone and sent is None:
        return None
    is_shelf = part is SHELVES and place.number is not None and not is_gone
    defaults = editor.defaults(values, part)
    found, unusual = fields.shown(part, values, place.loc, list(defaults))
    if place.is_new or is_gone:
        found, unusual = fields.nothing(part), ()
    written = fields.filled_in(found, defaults)
    if page and part is MENU:
        written = {**written, "leads": (f"page:{page}",), "label": (_pages(editor).get(page, page),)}
    return fill(
        "desk-settings.html",
        **shared,
        place=place,
        fields=fields.asked(part, found, defaults, _options(editor, place)),
        act=act,
        values=sent.values if sent and not act else written,
        shown=sent.shown if sent else opened.digest,
        unusual=unusual,
        contrasts=_contrasts(editor, values) if part is LOOK else [],
        back=f"{SITE}/{part.key}?{query}" if part.one else f"{SITE}?{query}",
        new_logo=f"{NEW_LOGO}{{}}?{query}" if part is LOGO else "",
        look=f"{SEEN}{address(place).removeprefix(f'{SITE}/')}?{query}",
        words=_front_words(editor, query) if part is FRONT else "",
        shelved=shelf_forms.on_shelf(editor.live, values, place) if is_shelf else None,
        to_add=shelf_forms.to_add(editor.live, values, place) if is_shelf else (),
    )


def _front_words(editor: SettingsEditor, query: str) -> str:
    """Where the words of the front page are written, or begun."""
    there = sources.inside(editor.live.root, FRONT_WORDS) is not None
    return f"{EDIT}{FRONT_WORDS}?{query}" if there else f"{NEW_FRONT}?{query}"


def next_address(editor: SettingsEditor, place: SettingPlace, sent: Values) -> str:
    """Where to go on when a form was saved: to its part, or to a shelf on which stories are put."""
    act = next(iter(sent.get("act", ())), "")
    if place.part is SHELVES and act in shelf_forms.ACTS:
        return address(place)
    if place.part is SHELVES and place.is_new:
        return address(SettingPlace(SHELVES, len(editor.rows(SHELVES)) - 1))
    return address(SettingPlace(place.part))


def address(place: SettingPlace) -> str:
    """Where a form of the settings is."""
    entry = f"/{NEW}" if place.is_new else "" if place.number is None else f"/{place.number}"
    return f"{SITE}/{place.part.key}{entry}"


def look(
    editor: SettingsEditor, place: SettingPlace, key: str, kept: Mapping[str, str], complaints: Sequence[Complaint] = ()
) -> str | None:
    """What settings that are not saved would bring, and the site with them in a frame; None if they are not known."""
    data = editor.unsaved(key)
    if data is None and not complaints:
        return None
    found: Sequence[Diagnostic] = ()
    frame, contrasts = "", list[ContrastRow]()
    if data is not None:
        try:
            reading = editor.reading(data)
            found = reading.planned.diagnostics
            path = place.part.page
            if place.part is HELPLINES and reading.planned.around.shell.help is not None:
                path = reading.planned.around.shell.help.path
            seen = quote((path if path in reading.pages else "index.html").removesuffix("index.html"))
            frame = f"{AS_IF}{quote(key)}/-/{seen}?{urlencode(kept)}"
        except CannotBuildError as e:
            found = e.diagnostics
        contrasts = _contrasts(editor, values_of(data.decode("utf-8-sig"))) if place.part is LOOK else []

    def line(path: str, number: int) -> str | None:
        return lines[number - 1] if path == SITE_FILE and 0 < number <= len(lines) else None

    lines = (data or b"").decode("utf-8-sig", "replace").splitlines()
    known = {(d.path, d.rule, d.message) for d in editor.live.diagnostics}
    fresh = [d for d in found if (d.path, d.rule, d.message) not in known and d.severity is not Severity.NOTE]
    shown = problems(fresh, line, "", lambda _: None)
    return fill("desk-settings-look.html", problems=shown, complaints=complaints, contrasts=contrasts, frame=frame)


def _rows(editor: SettingsEditor, part: SettingsPart) -> list[EntryRow]:
    first = next(iter(part.labels))[0]
    row = editor.rows(part)
    found = []
    for n, one in enumerate(row):
        said = {key: value for key, value in one.items() if isinstance(value, str)} if isinstance(one, dict) else {}
        is_old = part is HELPLINES and _is_old(editor, one)
        source = said.get("source", "") if said.get("source", "").startswith(("https://", "http://")) else ""
        found.append(
            EntryRow(said.get(first, f"{n + 1}"), _more(part, said), address(SettingPlace(part, n)), source, is_old)
        )
    return found


def _more(part: SettingsPart, said: Mapping[str, str]) -> str:
    """What else is told of an entry in its list."""
    if part is HELPLINES:
        ways = dict.fromkeys(said[way] for way in ("phone", "text", "chat", "url", "email") if way in said)
        return f"{', '.join([*ways][:2])}. Checked {said.get('checked', 'never')}"
    if part is SOCIAL:
        return said.get("url", "")
    if part is SHELVES:
        return said.get("why", "")
    if part is MENU:
        return said.get("url") or said.get("page") or LISTS.get(said.get("to", ""), said.get("to", ""))
    return f"{said.get('id', '')}: {said.get('description', '')}"


def _is_old(editor: SettingsEditor, one: Value) -> bool:
    planned = editor.live.planned
    months = planned.site.settings.helplines.check_every_months if planned else Helplines().check_every_months
    try:
        checked = date.fromisoformat(str(one.get("checked"))) if isinstance(one, dict) else None
    except ValueError:
        return True
    return checked is None or months_after(checked, months) < editor.live.today


def _pages(editor: SettingsEditor) -> dict[str, str]:
    """The files in pages/, each with its title."""
    planned = editor.live.planned
    titles = {page.path: page.header.title for page in (planned.page_sources if planned else ()) if page.header}
    files = [file.path for file in sources.texts(editor.live.root, "pages", [])]
    return {path.removeprefix("pages/"): titles.get(path, path) for path in files}


def _options(editor: SettingsEditor, place: SettingPlace) -> dict[FieldPath, Offered]:
    """What can be chosen in the fields of a form."""
    pages = tuple((name, f"{title} ({name})") for name, title in _pages(editor).items())
    if place.part is TOPICS:
        said = [one for n, one in enumerate(editor.rows(TOPICS)) if isinstance(one, dict) and n != place.number]
        ids = [(str(one.get("id")), str(one.get("label"))) for one in said]
        return {("related",): tuple(ids)}
    if place.part is HELPLINES:
        return {("for",): tuple((str(one.get("id")), str(one.get("label"))) for one in _entries(editor, NOTES))}
    if place.part is MENU:
        lists = tuple((f"to:{name}", LISTS.get(name, name)) for name in BUILT_IN)
        own = tuple((f"page:{name}", label) for name, label in pages)
        return {LEADS: (("", "An address elsewhere"), *own, *lists)}
    if place.part is HELP_PHRASES:
        return {("built_in",): (("", "Count"), ("false", "Do not count: only those below"))}
    if place.part is PODCAST:
        listed = (("", "Not said"), *((name, name.replace(" > ", ", ")) for name in get_args(PodcastCategory)))
        return {CATEGORY: listed, EXPLICIT: (("", "Not said"), ("false", "Yes"), ("true", "No, not for children"))}
    if place.part is FRONT:
        return {("front", "story"): (("", "The newest"), *shelf_forms.offered_large(editor.live))}
    none = (("", "None"), *pages)
    regions = dict.fromkeys(str(one["region"]) for one in _entries(editor, HELPLINES) if one.get("region"))
    countries = (("", "Not said"), *((region, region) for region in regions))
    return {("withdraw", "page"): none, ("help_page",): none, COUNTRY: countries, LOG_EDITORS: _naming(editor)}


def _entries(editor: SettingsEditor, part: SettingsPart) -> list[dict[str, Value]]:
    """The entries of a list that hold fields."""
    return [one for one in editor.rows(part) if isinstance(one, dict)]


def _naming(editor: SettingsEditor) -> Offered:
    """Whom the log may name, each as it is written now, or would be."""
    written = str(value_at(dict(editor.open().values), LOG_EDITORS) or "")
    nobody, everybody = (
        written if written.lower() == word else usual for word, usual in (("false", ""), ("true",) * 2)
    )
    return ((nobody, "Nobody"), (everybody, "Whoever acts, by the name that they give"))


def _contrasts(editor: SettingsEditor, values: Mapping[str, Value]) -> list[ContrastRow]:
    """Every pair of colours of the theme that is seen together, with the site's own colours."""
    defaults, pairs = theme.palette(editor.live.root, editor.theme_name(values))
    own = value_at(dict(values), LOOK.loc)
    now = {**defaults, **{k: v for k, v in (own if isinstance(own, dict) else {}).items() if isinstance(v, str)}}
    found = []
    for pair in pairs:
        colours = now.get(pair.of, ""), now.get(pair.on, "")
        if all(map(contrast.is_colour, colours)):
            ratio = contrast.ratio(*colours)
            names = look_label(pair.of), look_label(pair.on)
            found.append(ContrastRow(*names, colours, f"{ratio:.1f}", f"{pair.least:g}", ratio >= pair.least))
    return found
