"""The desk's forms for acts of consent: which a story has, what is asked in them, and what was written there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from generator.consent.act_table import ACTS, BY, ActField, AnswerKind
from generator.consent.case import Case
from generator.consent.deeds import DEEDS
from generator.content.consent_fields import Consent
from generator.content.samples import is_filed
from generator.content.settings import Settings
from generator.gate import lifetime
from generator.gate.consent_log import Act
from generator.ground.channels import AUDIO, CHANNELS, PODCAST, VIDEO, WEB

InputKind = AnswerKind | Literal["tick", "lines", "colour"]
Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class FormField:
    """Something that a form asks for. ``options`` are what can be chosen, each with its label."""

    name: str
    label: str
    kind: InputKind
    hint: str = ""
    needed: bool = False
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form for one act: what its button says, what the act means, and what it asks for."""

    act: str
    button: str
    means: str
    fields: tuple[FormField, ...] = ()
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why an act was not done; ``about`` names the field that it is about, if it is about one."""

    words: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was sent in vain: what was written in it stays, beside what is wrong. ``status`` is that of HTTP."""

    act: str
    values: Values
    complaints: tuple[Complaint, ...]
    status: int = 422

    def about(self, name: str) -> str:
        """What is wrong with a field, or nothing."""
        return " ".join(c.words for c in self.complaints if c.about == name)


LABELS = {channel: f"{words.name} ({channel})" for channel, words in CHANNELS.items()}
AS_WRITTEN = ("", "As it is written down now")
COPY_MEANS = "One file that shows the storyteller everything that would be published, with a code for the form."
RECEIPT_MEANS = "What was agreed to, for the storyteller to keep: a page, and a file for programs."
LETTER_MEANS = "For the storyteller: where the story stands, how to take it back, and whom to talk to."
CHECK_IN_MEANS = (
    "You have asked the storyteller how it is for them that the story is published. Kept is the day and this."
)
CAME_OF_IT = (
    ("answered", "They answered"),
    ("wants-change", "They want something changed"),
    ("no-answer", "No answer"),
)
SINCE = FormField("since", "Mark what has changed since it was approved", "tick")


def forms(case: Case, by: str = "") -> tuple[Form, ...]:
    """The forms that a story has, as its consent stands: the review copy, each act that fits, and papers to keep.

    ``by`` is who acts, as far as that is known; it is asked for where the log is to say so.
    """
    consent, name = case.header.consent, name_field(case.settings)
    since = (SINCE,) if consent and consent.seal else ()
    found = [Form("copy", "Make a review copy", COPY_MEANS, since)]
    for act, deed in DEEDS.items():
        if deed.fits(case):
            said = ACTS[act]
            asks = (question for question in said.asks if question.kind != "uses" or _uses(act, case))
            fields = tuple(_field(question, act, case) for question in asks)
            known = {**_known(act, consent), BY.name: (by,)} if name else _known(act, consent)
            found.append(Form(act, said.button, said.means, (*fields, *([name] if name else ())), known))
    if consent and lifetime.begins(consent) and consent.status not in ("requested", "refused"):
        if case.settings.check_in:
            answer = FormField("answer", "What came of it", "choice", needed=True, options=CAME_OF_IT)
            found.append(Form("check-in", "Write down a check-in", CHECK_IN_MEANS, (answer,)))
        found.append(Form("receipt", "Make a receipt", RECEIPT_MEANS))
        if consent.status == "given" and WEB in consent.scope:
            found.append(Form("letter", "Make a letter", LETTER_MEANS))
    return tuple(found)


def name_field(settings: Settings) -> FormField | None:
    """What asks who acts; None where the log names nobody."""
    return FormField(BY.name, BY.label, "text", needed=BY.needed) if settings.consent.log_editors else None


def _uses(act: Act, case: Case) -> tuple[tuple[str, str], ...]:
    """What stories may be used for elsewhere, each with its label; to narrow, those that were agreed to."""
    named = {use.id: use.label for use in case.settings.uses}
    asked = case.consent.uses if act == "narrow" else named
    return tuple((use, f"{named[use]} ({use})" if use in named else use) for use in asked)


def _field(question: ActField, act: Act, case: Case) -> FormField:
    consent, options = case.header.consent, question.choices and (AS_WRITTEN, *question.choices)
    if question.kind == "uses":
        options = _uses(act, case)
    if question.kind == "channels":
        is_told = case.header.recording is not None
        fitting = [channel for channel in CHANNELS if is_told or channel not in (AUDIO, VIDEO, PODCAST)]
        options = tuple(
            (channel, LABELS[channel]) for channel in (consent.scope if consent and act == "narrow" else fitting)
        )
    policy = case.settings.consent
    asked_for = {"until": policy.require_valid_until, "review_by": policy.require_review_by}
    needed = question.needed or (act == "approve" and asked_for.get(question.name, False))
    return FormField(question.name, question.label, question.kind, question.hint, needed, options)


def _known(act: Act, consent: Consent | None) -> Values:
    """What a form is filled in with before anybody has written in it."""
    if act == "approve" and consent and is_filed(consent.record):
        return {"record": (consent.record,)}
    return {"scope": consent.scope, "uses": consent.uses} if act == "narrow" and consent else {}


def read(form: Form, values: Values) -> tuple[dict[str, Any], tuple[Complaint, ...]]:
    """What was written into a form, as an act takes it, and what is wrong with it."""
    given: dict[str, Any] = {}
    complaints: list[Complaint] = []
    for asked in form.fields:
        written = [value.strip() for value in values.get(asked.name, ()) if value.strip()]
        known = {value for value, _ in asked.options}
        label = f"“{asked.label}”"
        if asked.needed and not written:
            what = "Tick at least one" if asked.kind == "channels" else "Fill it in"
            complaints.append(Complaint(f"{label} is empty. {what}.", asked.name))
        elif known and not known.issuperset(written):
            complaints.append(Complaint(f"{label} has none of its choices. Choose again.", asked.name))
        elif asked.kind == "day" and written:
            try:
                given[asked.name] = date.fromisoformat(written[0])
            except ValueError:
                told = f"{label} says “{written[0]}”, which is not a date. Write it like 2028-03-14."
                complaints.append(Complaint(told, asked.name))
        elif asked.kind == "channels":
            given[asked.name] = tuple(channel for channel in CHANNELS if channel in written)
        elif asked.kind == "uses":
            given[asked.name] = tuple(use for use, _ in asked.options if use in written)
        elif asked.kind == "tick":
            given[asked.name] = bool(written)
        else:
            given[asked.name] = written[0] if written else None
    return given, tuple(complaints)
