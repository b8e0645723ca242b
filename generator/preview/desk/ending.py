"""How a desk ends that was opened without a terminal, or goes on to another site.

It ends by a button, or some time after its last page was closed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from generator.ground.digest import content_name
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.editing import EDIT, Editor
from generator.preview.desk.form_actions import OTHER_PAGE, FormActions, one
from generator.preview.desk.putting_online import PuttingOnline
from generator.preview.site.assets import fill
from generator.store.site_lock import BusyError

END = "/_desk/end"
LEAVE = "leave"
UNSAVED_SINCE = "Something else is unsaved since this page was shown. Look at it, and press the button once more."
GOES_ON = "The site is being put online just now. Wait until that has come to its end, and press the button once more."


@dataclass(frozen=True, slots=True)
class DeskEnd:
    """After how many minutes without a page a desk ends by itself, what ends it now, and what asks for another site.

    ``leave`` raises BusyError.
    """

    minutes: int
    end: Callable[[], None]
    leave: Callable[[], None]


def ended(ending: DeskEnd, editor: Editor, putting: PuttingOnline, clerk: FormActions, sent: Values) -> Refused | None:
    """End the desk, or leave its site, as a form asks for, which names what it lets go; or why it goes on."""
    if not clerk.own(sent):
        return Refused("end", sent, (Complaint(OTHER_PAGE),), 403)
    if [*sent.get("shown", ())] != [_shown(editor)]:
        return Refused("end", sent, (Complaint(UNSAVED_SINCE),), 409)
    if putting.goes_on:
        return Refused("end", sent, (Complaint(GOES_ON),), 409)
    try:
        (ending.leave if one(sent, "act") == LEAVE else ending.end)()
    except BusyError as e:
        return Refused("end", sent, (Complaint(f"{e}. Try again in a moment."),), 409)
    return None


def asking(ending: DeskEnd, editor: Editor, token: str, kept: Mapping[str, str], refused: Refused | None = None) -> str:
    """The page that asks before the desk ends, with what is not saved."""
    unsaved = [
        (path, f"{EDIT}{quote(path)}?{urlencode({**kept, 'unsaved': key})}")
        for key, path in editor.all_unsaved().items()
    ]
    query = urlencode(kept)
    return fill(
        "desk-end.html",
        minutes=ending.minutes,
        unsaved=unsaved,
        shown=_shown(editor),
        leave=LEAVE,
        refused=refused,
        token=token,
        action=f"{END}?{query}",
        back=f"/_desk/?{query}",
    )


def _shown(editor: Editor) -> str:
    """A fingerprint of which texts are not saved."""
    return content_name("\n".join(sorted(editor.all_unsaved())).encode())
