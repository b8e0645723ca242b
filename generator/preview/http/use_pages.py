"""Where stories are given for something beside the site, and where that is ticked off."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlencode

from generator.consent.refused import RefusedError
from generator.consent.settling import settle
from generator.consent.use_register import Use
from generator.exporting.handing_out import StoryPart
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk.consent_forms import Complaint, Refused, Values
from generator.preview.desk.desk import HOME
from generator.preview.desk.form_actions import OTHER_PAGE, FormActions, complaints_of
from generator.preview.desk.uses_elsewhere import (
    PICTURE,
    USE,
    USES,
    give,
    page_of,
    page_of_all,
    part_named,
    tick_off,
    used,
)
from generator.preview.http.desk_pages import Asked, DeskForm, as_it_stands, desk_page
from generator.preview.http.served_text import FILE_HEADERS, NO_PAGE, ServedText, media_type, message
from generator.preview.site.live import LiveSite


class UsePages:
    """Uses beside the site. No word that was given is kept: a page that shows it asks the gate each time."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        self.forms = (DeskForm(f"{USE}{{source:path}}", self._give), DeskForm(USES, self._tick_off))

    def see(self, asked: Asked) -> ServedText | None:
        """What stands at an address; None where it is none of these. Raises RefusedError and CannotBuildError."""
        if asked.path == USES:
            told = self.clerk.told(asked.choice.told)
            return desk_page(self.live, page_of_all(self.live, asked.choice.kept, told, self.clerk.token))
        if asked.path.startswith(USE):
            words = {name: found[-1] for name, found in parse_qs(asked.query).items()}
            shown = words.get("number", ""), part_named(words.get("part", ""))
            source = asked.path.removeprefix(USE)
            told = self.clerk.told(asked.choice.told)
            page = page_of(self.live, source, asked.choice.kept, self.clerk.token, shown=shown, told=told)
            return as_it_stands(page)
        if asked.path.startswith(PICTURE):
            return self._picture(*asked.path.removeprefix(PICTURE).partition("/")[::2])
        return None

    def _picture(self, number: str, source: str) -> ServedText:
        found = used(self.live, source, number, "picture")
        if found is None or found[1].picture is None:
            return NO_PAGE
        kind = media_type(found[1].name)
        named = {**FILE_HEADERS, "Content-Disposition": f'attachment; filename="{found[1].name}"'}
        return ServedText(found[1].picture, kind, alone=True, headers=named)

    def _give(self, asked: Asked, sent: Values) -> ServedText:
        source, kept = asked.path.removeprefix(USE), asked.choice.kept
        try:
            done = self._given(source, sent)
            if isinstance(done, Refused):
                page = page_of(self.live, source, kept, self.clerk.token, refused=done)
                return as_it_stands(page, done.status)
        except (RefusedError, CannotBuildError) as e:  # the story is not there, or cannot be read
            why = [complaint.words for complaint in complaints_of(e)]
            return ServedText(message("This could not be done", why, HOME), status=404)
        use, part, told = done
        told_as = {"told": self.clerk.remember(told)} if told else {}
        query = urlencode({**kept, **told_as, "number": use.number, "part": part})
        return ServedText(b"", moved=f"{USE}{quote(source)}?{query}#given", status=303)

    def _given(self, source: str, sent: Values) -> tuple[Use, StoryPart, tuple[str, ...]] | Refused:
        if not self.clerk.own(sent):
            return Refused("use", sent, (Complaint(OTHER_PAGE),), 403)
        with self.clerk.one_by_one:
            try:
                told = self._settled()
                done = give(self.live, source, sent)
                return done if isinstance(done, Refused) else (*done, told)
            except (RefusedError, CannotBuildError) as e:
                return Refused("use", sent, complaints_of(e))

    def _tick_off(self, asked: Asked, sent: Values) -> ServedText:
        done = self._ticked_off(sent)
        if isinstance(done, Refused):
            try:
                page = page_of_all(self.live, asked.choice.kept, (), self.clerk.token, done)
            except CannotBuildError as e:
                why = [complaint.words for complaint in complaints_of(e)]
                return ServedText(message("This could not be done", why, HOME), status=422)
            return as_it_stands(page, done.status)
        query = urlencode({**asked.choice.kept, "told": self.clerk.remember(done)})
        return ServedText(b"", moved=f"{USES}?{query}", status=303)

    def _settled(self) -> tuple[str, ...]:
        """What was found of earlier acts, and finished."""
        return tuple(f"{d.path}: {d.message}." for d in settle(self.live.root))

    def _ticked_off(self, sent: Values) -> tuple[str, ...] | Refused:
        if not self.clerk.own(sent):
            return Refused("over", sent, (Complaint(OTHER_PAGE),), 403)
        with self.clerk.one_by_one:
            try:
                told = self._settled()
                done = tick_off(self.live, sent)
                return done if isinstance(done, Refused) else (*told, done)
            except (RefusedError, CannotBuildError) as e:
                return Refused("over", sent, complaints_of(e))
