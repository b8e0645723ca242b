"""Where a form's script sends what is pasted into a text, to have it back as Markdown."""

from __future__ import annotations

from generator.preview.desk import pasting
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.editing import Editor
from generator.preview.desk.pasting import PASTE, Pasted
from generator.preview.http.desk_pages import Asked, DeskForm
from generator.preview.http.served_text import LOOK_HEADERS, ServedText


class PastingForms:
    """The form that nobody sees: it has no page, and its answer stands in a frame for the script."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.forms = (DeskForm(f"{PASTE}{{source:path}}", self._paste, pasting.LARGEST, keeps=False),)

    def see(self, _: Asked) -> ServedText | None:
        """None, whatever the address."""
        return None

    def _paste(self, asked: Asked, sent: Values) -> ServedText:
        made = pasting.pasted(self.editor, asked.path.removeprefix(PASTE), sent)
        page = pasting.answer(made).encode()
        return ServedText(page, status=200 if isinstance(made, Pasted) else 422, alone=True, headers=LOOK_HEADERS)
