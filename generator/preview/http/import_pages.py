"""Where texts are brought in, and where the form for storytellers is had."""

from __future__ import annotations

from urllib.parse import urlencode

from generator.preview.desk import imports
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.form_actions import FormActions
from generator.preview.desk.imports import BLANK_FORM, IMPORTS
from generator.preview.http.desk_pages import Asked, DeskForm, FilesAllowed, NotKept, as_it_stands, desk_page
from generator.preview.http.served_text import FILE_HEADERS, ServedText, media_type
from generator.preview.site.live import LiveSite
from generator.store.uploads import Upload


class ImportPages:
    """What comes in."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        allowed = FilesAllowed(imports.MOST_FILES, imports.LARGEST, imports.is_passed_over)
        self.forms = (DeskForm(IMPORTS, self._bring_in, files=allowed),)

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these. Raises CannotBuildError without a site.yaml."""
        if asked.path == BLANK_FORM:
            form = imports.blank_form(self.live.root).encode()
            return ServedText(form, media_type(asked.path), alone=True, headers=FILE_HEADERS)
        return desk_page(self.live, self._page(asked)) if asked.path == IMPORTS else None

    def _bring_in(self, asked: Asked, sent: Values) -> ServedText:
        if isinstance(asked.files, NotKept) and self.clerk.own(sent):
            done: str | Refused = Refused("import", sent, (Complaint(asked.files.why, "files"),))
        else:
            done = self.clerk.bring_in(sent, asked.files if isinstance(asked.files, Upload) else None)
        if isinstance(done, Refused):
            return as_it_stands(self._page(asked, done), done.status)
        return ServedText(b"", moved=f"{IMPORTS}?{urlencode({**asked.choice.kept, 'told': done})}", status=303)

    def _page(self, asked: Asked, refused: Refused | None = None) -> str:
        told = self.clerk.told(asked.choice.told) if asked.choice.told else None
        return imports.page(self.clerk.imported, asked.choice.kept, told, self.clerk.token, refused)
