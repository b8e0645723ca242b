"""Where comments on review copies are taken, and ticked off beside the text."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlencode

from generator.consent import comments
from generator.consent.refused import RefusedError
from generator.preview.desk import comment_pages
from generator.preview.desk.comment_pages import COMMENTS
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.editing import EDIT, LOOK
from generator.preview.desk.form_actions import OTHER_PAGE, FormActions, complaints_of, one
from generator.preview.http.desk_pages import Asked, DeskForm, FilesAllowed, NotKept, as_it_stands, desk_page
from generator.preview.http.served_text import LOOK_HEADERS, ServedText, message
from generator.preview.site.live import LiveSite
from generator.store.uploads import Upload

SEEN_TO = f"{COMMENTS}/"


class CommentPages:
    """What is said of review copies."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        self.forms = (
            DeskForm(COMMENTS, self._take, files=FilesAllowed(1, comments.LARGEST)),
            DeskForm(f"{SEEN_TO}{{source:path}}", self._tick_off),
        )

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these."""
        return desk_page(self.live, self._page(asked)) if asked.path == COMMENTS else None

    def _take(self, asked: Asked, sent: Values) -> ServedText:
        """Keep the comments in a file, and go on to the text that they are about."""
        taken = self._taken(asked, sent)
        if isinstance(taken, Refused):
            return as_it_stands(self._page(asked, taken), taken.status)
        done = "The comments stand beside the text. Tick off what you have seen to."
        told = self.clerk.remember([done, *filter(None, [taken.about_parts])])
        query = urlencode({**asked.choice.kept, "told": told})
        return ServedText(b"", moved=f"{EDIT}{quote(taken.story)}?{query}", status=303)

    def _taken(self, asked: Asked, sent: Values) -> comments.Taken | Refused:
        if not self.clerk.own(sent):
            return Refused("comments", sent, (Complaint(OTHER_PAGE),), 403)
        if isinstance(asked.files, NotKept):
            return Refused("comments", sent, (Complaint(asked.files.why, "file"),))
        data = asked.files.take() if isinstance(asked.files, Upload) else None
        if data is None:
            return Refused("comments", sent, (Complaint("Choose the file that a review copy has saved.", "file"),))
        with self.clerk.one_by_one:
            try:
                return comments.receive(self.live.root, data, "this file", self.live.today)
            except RefusedError as e:
                return Refused("comments", sent, tuple(Complaint(c.words, "file") for c in complaints_of(e)))

    def _tick_off(self, asked: Asked, sent: Values) -> ServedText:
        """Write down that a comment was seen to, and show the text in the same frame once more."""
        story, number = asked.path.removeprefix(SEEN_TO), one(sent, "number")
        why = OTHER_PAGE
        if self.clerk.own(sent):
            with self.clerk.one_by_one:
                try:
                    comments.tick_off(self.live.root, story, one(sent, "file"), int(number) if number.isdigit() else -1)
                except RefusedError as e:
                    why = str(e)
                else:
                    key = "".join(parse_qs(asked.query).get("unsaved", [])[:1])
                    query = urlencode({**asked.choice.kept, "unsaved": key})
                    return ServedText(b"", moved=f"{LOOK}{quote(story)}?{query}", status=303)
        return ServedText(message("This could not be done", [why]), status=422, alone=True, headers=LOOK_HEADERS)

    def _page(self, asked: Asked, refused: Refused | None = None) -> str:
        told = self.clerk.told(asked.choice.told)
        return comment_pages.page(self.live, asked.choice.kept, self.clerk.token, told, refused)
