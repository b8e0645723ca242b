"""Where the desk is ended."""

from __future__ import annotations

from generator.preview.desk.consent_forms import Refused, Values
from generator.preview.desk.desk import HOME
from generator.preview.desk.editing import Editor
from generator.preview.desk.ending import END, LEAVE, DeskEnd, asking, ended
from generator.preview.desk.form_actions import FormActions, one
from generator.preview.desk.putting_online import PuttingOnline
from generator.preview.http.desk_pages import Asked, DeskForm, as_it_stands, desk_page
from generator.preview.http.served_text import ServedText, message
from generator.preview.site.live import LiveSite

OVER = message(
    "The desk has ended", ["Nothing is lost: all that was saved is in the files of your site. Close this page."]
)


class EndPages:
    """The end of a desk that was opened without a terminal."""

    def __init__(
        self, live: LiveSite, clerk: FormActions, editor: Editor, putting: PuttingOnline, ending: DeskEnd
    ) -> None:
        self.live, self.clerk, self.editor, self.putting, self.ending = live, clerk, editor, putting, ending
        self.forms = (DeskForm(END, self._end, keeps=False),)

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these."""
        return desk_page(self.live, self._asking(asked)) if asked.path == END else None

    def _end(self, asked: Asked, sent: Values) -> ServedText:
        refused = ended(self.ending, self.editor, self.putting, self.clerk, sent)
        if refused is None:
            return (
                ServedText(b"", moved=HOME, status=303) if one(sent, "act") == LEAVE else ServedText(OVER, alone=True)
            )
        return as_it_stands(self._asking(asked, refused), refused.status)

    def _asking(self, asked: Asked, refused: Refused | None = None) -> str:
        return asking(self.ending, self.editor, self.clerk.token, asked.choice.kept, refused)
