"""The counter of the desk, where consent is approved, renewed, narrowed, paused and withdrawn, and receipts are made.

All is done by the same functions as by the commands of ``hearten consent``. A form is heard only with the token that
this preview gave to its own pages, and only if the story is still as it was shown beside the form.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.authoring.mended_files import mending_of, write
from generator.consent import letter, listing, receipt, review_copy, withdrawal, withdrawal_plan
from generator.consent.act_table import BY
from generator.consent.acted_by import acted_by
from generator.consent.alone import alone
from generator.consent.case import Case, case_of, open_case
from generator.consent.check_ins import ANSWERS, check_in
from generator.consent.deeds import DEEDS, perform
from generator.consent.guard_files import log_of
from generator.consent.log_audit import faults
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.settling import settle
from generator.consent.withdrawal_plan import WithdrawalPlan
from generator.consent.withdrawal_report import what_goes, what_is_left
from generator.content import sources
from generator.gate.consent_log import Fault, LogLine
from generator.gate.consent_log import read as read_log
from generator.ground import limits
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import content_name
from generator.preview.desk.consent_forms import Complaint, Form, FormField, Refused, Values, forms, name_field, read
from generator.preview.desk.imports import Imported, imported
from generator.preview.site.live import LiveSite
from generator.store.atomic_write import ChangedMeanwhileError
from generator.store.uploads import Upload

TOKEN_BYTES = 32
MOST_TOLD = 50  # outcomes that are still known, for whoever loads a page again
LARGEST_PAPER = 64 * 1024 * 1024
OTHER_PAGE = "This page is from before the preview was started again. Look at it, and press the button once more."
CHANGED = "{path} was changed since this page was shown. Nothing was done. Look at it, and press the button once more."
NOTHING_TO_MEND = "There is nothing here that can be meant in one way only. Mend it by hand."
NO_ACT = "There is no such thing to do for this story as it is now. Look at it again."


@dataclass(frozen=True, slots=True)
class Paper:
    """A copy or receipt that is kept: its name, and its place below consent/."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Counter:
    """What stands on a story's page of the desk for acts of consent.

    ``shown`` is the fingerprint of what is shown, ``papers`` are copies and receipts that are kept.
    """

    shown: str
    forms: tuple[Form, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """What stands on the page that asks before a withdrawal; ``by`` asks who acts, where the log is to say so."""

    shown: str
    path: str
    goes: tuple[str, ...]
    left: tuple[str, ...]
    by: FormField | None


class FormActions:
    """Does what the forms of one preview ask for, one after the other, and remembers for a while what came of it.

    ``imported`` is what came of the last look at texts to bring in, ``by`` the name that was last given with an act.
    """

    def __init__(self, live: LiveSite) -> None:
        self.live = live
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self.imported: Imported | None = None
        self.by = ""
        self._told: dict[str, tuple[str, ...]] = {}
        self.one_by_one = threading.Lock()

    def told(self, key: str) -> tuple[str, ...]:
        """What came of the act that is remembered as ``key``; nothing if it is not known any more."""
        return self._told.get(key, ())

    def counter(self, source: str) -> Counter | None:
        """What a story's page offers; None for a story whose front matter has errors."""
        live = self.live
        data = sources.read_inside(live.root, source, limits.TEXT)
        if data is None or live.planned is None:
            return None
        try:
            case = case_of(live.root, source, data, live.planned.site.settings)
        except RefusedError:
            return None
        record = case.header.consent.record if case.header.consent else ""
        kinds = ("html", "json", letter.KIND)
        receipts = (receipt.file_of_receipt(live.root, record, kind) for kind in kinds)
        kept = (*review_copy.copies_of(live.root, source), *(file for file in receipts if file.is_file()))
        papers = (Paper(file.name, file.relative_to(live.root / "consent").as_posix()) for file in kept)
        return Counter(content_name(data), forms(case, self.by), tuple(papers))

    def act(self, source: str, sent: Values) -> str | Refused:
        """Do what a story's form asks for. Gives the key of what came of it, or why nothing was done."""
        name = one(sent, "act")
        if not self.own(sent):
            return Refused(name, sent, (Complaint(OTHER_PAGE),), 403)
        with self.one_by_one:
            try:
                before = tuple(f"{d.path}: {d.message}." for d in settle(self.live.root))
                case = open_case(self.live.root, source)
                form = next((form for form in forms(case) if form.act == name), None)
                if content_name(case.data) != one(sent, "shown"):
                    return Refused(name, sent, (Complaint(CHANGED.format(path=case.path)),), 409)
                if form is None:
                    return Refused(name, sent, (Complaint(NO_ACT),))
                given, complaints = read(form, sent)
                if complaints:
                    return Refused(name, sent, complaints)
                told = _done(name, case, given, self.live)
                self.by = one(sent, BY.name).strip() or self.by
                return self.remember((*before, *told))
            except (RefusedError, CannotBuildError) as e:
                return Refused(name, sent, complaints_of(e))

    def withdrawing(self, source: str) -> Withdrawing:
        """What a withdrawal would do. Raises RefusedError for a story that never was, and CannotBuildError."""
        plan = withdrawal_plan.plan_withdrawal(self.live.root, source)
        goes, left = what_goes(plan), what_is_left(plan, at_desk=True)
        planned = self.live.planned
        by = name_field(planned.site.settings) if planned else None
        return Withdrawing(self._fingerprint(plan), plan.path, tuple(goes), tuple(left), by)

    def withdraw(self, source: str, sent: Values) -> str | Refused:
        """Withdraw a story. Gives the key of what remains to be done, or why nothing was done."""
        if not self.own(sent):
            return Refused("withdraw", sent, (Complaint(OTHER_PAGE),), 403)
        with self.one_by_one:
            try:
                before = tuple(f"{d.path}: {d.message}." for d in settle(self.live.root))
                plan = withdrawal_plan.plan_withdrawal(self.live.root, source)
                if self._fingerprint(plan) != one(sent, "shown"):
                    return Refused("withdraw", sent, (Complaint(CHANGED.format(path=plan.path)),), 409)
                by = acted_by(self.live.root, source, one(sent, BY.name))
                missing = withdrawal.withdraw(plan, self.live.day_to_act, by)
                self.by = by or self.by
                self.imported = None  # which may hold its words
                return self.remember((*before, *what_is_left(plan, at_desk=True), *missing))
            except (RefusedError, CannotBuildError) as e:
                return Refused("withdraw", sent, complaints_of(e))

    def mend(self, path: str, sent: Values) -> str | Refused:
        """Write what can be mended in a text. Gives the key of what came of it, or why nothing was done."""
        if not self.own(sent):
            return Refused("mend", sent, (Complaint(OTHER_PAGE),), 403)
        with self.one_by_one:
            try:
                before = tuple(f"{d.path}: {d.message}." for d in settle(self.live.root))
                mended = mending_of(self.live.root, path)
                if mended is None or content_name(mended.before) != one(sent, "shown"):
                    return Refused("mend", sent, (Complaint(CHANGED.format(path=path)),), 409)
                if mended.after == mended.before:
                    return Refused("mend", sent, (Complaint(NOTHING_TO_MEND),))
                with alone(self.live.root):
                    write(self.live.root, path, mended)
            except (RefusedError, CannotBuildError) as e:
                return Refused("mend", sent, complaints_of(e))
            except ChangedMeanwhileError:
                return Refused("mend", sent, (Complaint(CHANGED.format(path=path)),), 409)
            except OSError as e:
                return Refused("mend", sent, (Complaint(f"{path} could not be written ({e.strerror})."),))
            numbers = ", ".join(str(line) for line in sorted({slip.line for slip in mended.mended}))
            return self.remember((*before, f"Mended {path}: line {numbers}."))

    def bring_in(self, sent: Values, files: Upload | None) -> str | Refused:
        """Look what would come in, or bring it in. Gives a key, or why nothing was done.

        ``files`` were sent with the form; without them it means those of the last look, or a place on this computer.
        """
        if not self.own(sent):
            return Refused("import", sent, (Complaint(OTHER_PAGE),), 403)
        with self.one_by_one:
            last = self.imported.files if self.imported else None
            try:
                before = tuple(f"{d.path}: {d.message}." for d in settle(self.live.root))
                self.imported = imported(self.live.root, sent, self.live.today, files, last)
            except (RefusedError, CannotBuildError) as e:
                if files is not None:
                    files.remove()
                return Refused("import", sent, complaints_of(e))
            if last is not None and last != self.imported.files:
                last.remove()
            return self.remember(before)

    def paper(self, place: str) -> bytes | None:
        """A copy or receipt that is kept below consent/; None if there is no such one."""
        folder, *below = place.split("/")
        if folder not in ("copies", "receipts") or ".." in below or not place.endswith((".html", ".json")):
            return None
        return sources.read_inside(self.live.root, f"consent/{place}", LARGEST_PAPER)

    def consents(self, kind: str) -> str | None:
        """The list of consents as a file of this kind (csv, json, ics); None for any other. Raises CannotBuildError."""
        if kind not in ("csv", "json", "ics"):
            return None
        found = rows(self.live.root, self.live.today)
        if kind == "ics":
            return listing.as_calendar(found, self.live.today)
        return listing.as_csv(found) if kind == "csv" else listing.as_json(found)

    def log(self) -> tuple[tuple[LogLine, ...], tuple[Fault, ...]]:
        """The log, and what does not fit in it. Raises CannotBuildError where consent/withdrawn.yaml cannot be read."""
        lines, broken = read_log(log_of(self.live.root))
        planned = self.live.planned
        return lines, faults(self.live.root, planned.manuscripts, planned.site.settings) if planned else broken

    def own(self, sent: Values) -> bool:
        """Whether a form is one of this preview's."""
        return secrets.compare_digest(one(sent, "token").encode(), self.token.encode())

    def _fingerprint(self, plan: WithdrawalPlan) -> str:
        data = sources.read_inside(self.live.root, plan.path, limits.TEXT) or b""
        return content_name("\n".join((*plan.files, *plan.shared, content_name(data))).encode())

    def remember(self, told: Sequence[str]) -> str:
        """Keep what came of an act for a while; the key by which it is told."""
        key = secrets.token_urlsafe(8)
        self._told[key] = tuple(told)
        if len(self._told) > MOST_TOLD:
            del self._told[next(iter(self._told))]
        return key


def one(sent: Values, name: str) -> str:
    """What was sent in a field; nothing where it was not."""
    return next(iter(sent.get(name, ())), "")


def complaints_of(e: RefusedError | CannotBuildError) -> tuple[Complaint, ...]:
    """Why something was not done, as a form tells it."""
    if isinstance(e, RefusedError):
        return (Complaint(str(e), e.about),)
    return tuple(Complaint(f"{d.place}: {d.message}; {d.hint}") for d in e.diagnostics)


def _done(name: str, case: Case, given: dict[str, Any], live: LiveSite) -> Sequence[str]:
    """Do what a form asks for; what came of it in sentences. Raises RefusedError."""
    if name == "copy":
        made = review_copy.make(case, since=given.get("since", False))
        return review_copy.outcome(case, *(file.relative_to(case.root) for file in made))
    if name == "receipt":
        return [f"Made {file.relative_to(case.root)}." for file in receipt.make(case, live.today)]
    if name == "letter":
        return [f"Made {letter.make(case, live.day_to_give, sources.today()).relative_to(case.root)}."]
    if name == "check-in":
        answer = next(known for known in ANSWERS if known == given["answer"])
        return check_in(case.root, case.path, answer, today=live.day_to_act)
    act = next(act for act in DEEDS if act == name)
    by = given.pop(BY.name, None)
    return perform(act, case.root, case.path, given, live.day_to_act, by=by, at_desk=True).told
