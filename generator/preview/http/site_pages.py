"""The addresses at which settings are changed: forms and lists, and the site as it would be with them."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlencode

from generator.authoring.front_matter_edit import CannotEditError
from generator.ground import limits
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk import new_logo, setting_pages
from generator.preview.desk.consent_forms import Complaint, Values
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.setting_edits import NotSaved, SettingsEditor
from generator.preview.desk.setting_pages import AS_IF, NEW_LOGO, SEEN, SITE
from generator.preview.desk.setting_parts import LOGO, SettingPlace, place_of
from generator.preview.http.desk_pages import Asked, DeskForm, FilesAllowed, NotKept, as_it_stands, desk_page
from generator.preview.http.served_text import (
    LOOK_HEADERS,
    NO_PAGE,
    PROOF_HEADERS,
    ServedText,
    media_type,
    message,
)
from generator.preview.site.live import LiveSite


class SitePages:
    """The settings."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        self.editor = SettingsEditor(live, clerk)
        self.forms = (
            DeskForm(f"{SITE}/{{part:path}}", self._save),
            DeskForm(f"{SEEN}{{part:path}}", self._look, keeps=False),
            DeskForm(
                f"{NEW_LOGO}{{which:path}}",
                self._save_logo,
                files=FilesAllowed(1, limits.PICTURE, is_picture=lambda _, __: True),
            ),
        )

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these. Raises CannotBuildError without a site.yaml."""
        path, kept = asked.path, asked.choice.kept
        try:
            if path == SITE:
                return desk_page(self.live, setting_pages.overview(self.editor, kept, self._told(asked)))
            if path.startswith(f"{SITE}/"):
                place = place_of(path.removeprefix(f"{SITE}/"))
                return NO_PAGE if place is None else self._form(place, asked)
            if path.startswith(SEEN):
                return self._seen(place_of(path.removeprefix(SEEN)), asked)
        except CannotEditError as e:
            why = (
                f"The settings cannot be changed here: {e}. Mend site.yaml in a text editor; the first page says where."
            )
            return ServedText(message("This cannot be shown yet", [why], "/_desk/"), status=503)
        if path.startswith(AS_IF):
            key, _, inside = path.removeprefix(AS_IF).partition("/-/")
            return self._page(key, inside)
        return None

    def _told(self, asked: Asked) -> tuple[str, ...]:
        return self.clerk.told(asked.choice.told)

    def _form(self, place: SettingPlace, asked: Asked, sent: NotSaved | None = None) -> ServedText:
        page = _one(asked.query, "page")
        made = setting_pages.settings(self.editor, place, asked.choice.kept, self._told(asked), sent, page)
        if made is None:
            return NO_PAGE
        return (
            desk_page(self.live, made)
            if place.is_list and sent is None
            else as_it_stands(made, sent.status if sent else 200)
        )

    def _save(self, asked: Asked, sent: Values) -> ServedText:
        """Save settings: where to go on from there, or the form again with all that is in it."""
        place = place_of(asked.path.removeprefix(f"{SITE}/"))
        if place is None:
            return NO_PAGE
        return self._saved(place, asked, sent, self.editor.save(place, sent))

    def _save_logo(self, asked: Asked, sent: Values) -> ServedText:
        """Take a picture, and save it as the logo."""
        which, place, files = asked.path.removeprefix(NEW_LOGO), SettingPlace(LOGO), asked.files
        if which not in new_logo.WHICH:
            return NO_PAGE
        if isinstance(files, NotKept):
            shown = "".join(sent.get("shown", ())[:1])
            return self._saved(place, asked, sent, NotSaved(sent, shown, (Complaint(files.why, new_logo.FIELD),)))
        data = files if isinstance(files, bytes) else None
        return self._saved(place, asked, sent, self.editor.save_logo(which, sent, data))

    def _saved(self, place: SettingPlace, asked: Asked, sent: Values, saved: str | NotSaved) -> ServedText:
        """Where to go on from there, or the form again with all that is in it."""
        if isinstance(saved, NotSaved):
            try:
                return self._form(place, asked, saved)
            except (CannotEditError, CannotBuildError):
                why = [complaint.words for complaint in saved.complaints]
                return ServedText(message("This could not be done", why, SITE), status=409)
        query = urlencode({**asked.choice.kept, "told": saved})
        return ServedText(b"", moved=f"{setting_pages.next_address(self.editor, place, sent)}?{query}", status=303)

    def _look(self, asked: Asked, sent: Values) -> ServedText:
        """Keep what is written in a form and not saved, and show it."""
        place = place_of(asked.path.removeprefix(SEEN))
        if place is None:
            return NO_PAGE
        try:
            kept = self.editor.look(place, sent)
        except (CannotEditError, CannotBuildError) as e:
            kept = (Complaint(f"This cannot be shown: {e}."),)
        if isinstance(kept, str):
            query = urlencode({**asked.choice.kept, "unsaved": kept})
            return ServedText(b"", moved=f"{quote(asked.path)}?{query}", status=303)
        seen = setting_pages.look(self.editor, place, "", asked.choice.kept, kept) or ""
        return ServedText(seen.encode(), status=422, alone=True, headers=LOOK_HEADERS)

    def _seen(self, place: SettingPlace | None, asked: Asked) -> ServedText:
        """The page in a form's frame."""
        if place is None:
            return NO_PAGE
        key = _one(asked.query, "unsaved") or self.editor.as_it_is()
        seen = setting_pages.look(self.editor, place, key, asked.choice.kept)
        return NO_PAGE if seen is None else ServedText(seen.encode(), alone=True, headers=LOOK_HEADERS)

    def _page(self, key: str, path: str) -> ServedText:
        """A page of the site as it would be with settings that are not saved."""
        data = self.editor.unsaved(key)
        wanted = f"{path}index.html" if path.endswith("/") or not path else path
        try:
            reading = self.editor.reading(data) if data is not None else None
            made = reading.renderer.render(reading.pages[wanted]) if reading and wanted in reading.pages else None
        except CannotBuildError:
            made = None
        if made is None:
            return NO_PAGE
        return ServedText(made.content, media_type(wanted), alone=True, headers=PROOF_HEADERS)


def _one(query: str, name: str) -> str:
    return "".join(parse_qs(query).get(name, [])[:1])
