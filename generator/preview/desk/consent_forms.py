"""The desk's forms for acts of consent: which a story has, what is asked in them, and what was written there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from generator.consent.case import Case
from generator.content.validate import PLACEHOLDER_RECORD
from generator.gate import lifetime
from generator.ground.channels import CHANNELS

InputKind = Literal["text", "day", "channels", "choice", "tick"]
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
UNTIL = FormField("until", "Last day on which the story may be shown", "day")
ON = FormField("on", "Day on which it was agreed to, if not today", "day")
REVIEW_BY = FormField("review_by", "Day by which to ask again", "day", "A guardian's consent needs one.")
APPROVE = (
    FormField("code", "Code of the copy that the storyteller read", "text", "Such as 7KQM-2XFA.", needed=True),
    FormField("record", "Number of the signed form", "text", "Such as CF-2026-014; never a name.", needed=True),
    FormField(
        "scope",
        "Where the story may appear, as the form says",
        "channels",
        needed=True,
        options=tuple(LABELS.items()),
    ),
    UNTIL,
    ON,
    REVIEW_BY,
    FormField(
        "given_by",
        "Who gave the consent",
        "choice",
        options=(
            ("", "As written in the file"),
            ("self", "The storyteller"),
            ("guardian", "A guardian"),
            ("representative", "A representative"),
        ),
    ),
    FormField(
        "named_as",
        "How the storyteller wants to be named",
        "choice",
        options=(
            ("", "As written in the file"),
            ("full", "With the full name"),
            ("first", "With the first name"),
            ("pseudonym", "With a pseudonym"),
            ("anonymous", "Not at all"),
        ),
    ),
)
RENEW = (FormField(UNTIL.name, UNTIL.label, "day", needed=True), ON, REVIEW_BY)
SINCE = FormField("since", "Mark what has changed since it was approved", "tick")


def forms(case: Case) -> tuple[Form, ...]:
    """The forms that a story has, as its consent stands."""
    consent, settings = case.header.consent, case.settings
    status = consent.status if consent else None
    sealed = consent.seal if consent else None
    found = [
        Form(
            "copy",
            "Make a review copy",
            "One file that shows the storyteller everything that would be published, with a code for the form.",
            (SINCE,) if sealed else (),
        ),
        Form(
            "approve",
            "Approve and seal",
            "Writes down that the storyteller agreed to the text as they read it. Any later change withholds it.",
            APPROVE,
            {"record": (consent.record,)} if consent and consent.record != PLACEHOLDER_RECORD else {},
        ),
    ]
    now = case.sealed_today if sealed else None
    if sealed and now and now != sealed and now.words == sealed.words and settings.consent.corrections != "none":
        means = "Records that only punctuation has changed since it was approved."
        found.append(Form("correct", "Record a correction", means))
    if status in ("given", "expired"):
        found.append(Form("renew", "Renew", "Writes down that the storyteller said yes once more.", RENEW))
    if consent and status in ("given", "paused"):
        options = tuple((channel, LABELS[channel]) for channel in consent.scope)
        stay = FormField("scope", "Channels that stay", "channels", needed=True, options=options)
        means = "Takes channels away, from the next build on."
        found.append(Form("narrow", "Narrow", means, (stay,), {"scope": consent.scope}))
    if status == "given":
        found.append(Form("pause", "Pause", "Keeps the story out of every build until it is resumed."))
    if status == "paused":
        found.append(Form("resume", "Resume", "Ends the pause; the consent counts as before."))
    if consent and lifetime.begins(consent) and status not in ("requested", "refused"):
        means = "What was agreed to, for the storyteller to keep: a page, and a file for programs."
        found.append(Form("receipt", "Make a receipt", means))
    return tuple(found)


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
        elif asked.kind == "tick":
            given[asked.name] = bool(written)
        else:
            given[asked.name] = written[0] if written else None
    return given, tuple(complaints)
