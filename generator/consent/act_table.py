"""Every act of consent, said once: its command, its form at the desk, what both ask for, and whose consent it is for.

Nothing is loaded here that a command's help does not need. What an act does and tells is in `consent.deeds.DEEDS`;
withdrawing, which works on a story in whatever state and asks first, is in `consent.withdrawal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generator.gate.consent_log import Act
from generator.ground.channels import CHANNELS
from generator.ground.consent_status import STATUSES, Status

AnswerKind = Literal["text", "day", "channels", "uses", "choice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActField:
    """Something that an act asks for: an option of its command, and a field of its form.

    ``option`` is the option's help, ``label`` and ``hint`` are the field's. ``choices`` are the words that may be
    answered, each as the desk says it.
    """

    name: str
    kind: AnswerKind
    option: str
    label: str
    hint: str = ""
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAct:
    """An act: what its command says and an example of it, the button of its form and what that means.

    ``statuses`` are where a consent has to stand for it.
    """

    says: str
    example: str
    button: str
    means: str
    asks: tuple[ActField, ...] = ()
    statuses: tuple[Status, ...] = STATUSES

    @property
    def help(self) -> str:
        """The help of its command, as click sets it."""
        return f"{self.says}\n\n\b\nExample:\n  {self.example}"


CODE = ActField(
    name="code",
    kind="text",
    option="The code of the copy that the storyteller read.",
    label="Code of the copy that the storyteller read",
    hint="Such as 7KQM-2XFA.",
    needed=True,
)
RECORD = ActField(
    name="record",
    kind="text",
    option="The number under which the signed form is filed; never a name.",
    label="Number of the signed form",
    hint="The one that you wrote on it, such as CF-2026-014; never a name.",
    needed=True,
)
SCOPE = ActField(
    name="scope",
    kind="channels",
    option=f"Where the story may appear: {','.join(CHANNELS)}.",
    label="Where the story may appear, as the form says",
    needed=True,
)
USES = ActField(
    name="uses",
    kind="uses",
    option="What else the story may be used for, of the “uses” in site.yaml, as the form says.",
    label="What else the story may be used for, as the form says",
)
UNTIL = ActField(
    name="until",
    kind="day",
    option="The last day on which the story may be shown.",
    label="Last day on which the story may be shown",
)
ON = ActField(
    name="on",
    kind="day",
    option="The day on the form, if it is not today.",
    label="Day on which it was agreed to, if not today",
)
REVIEW_BY = ActField(
    name="review_by",
    kind="day",
    option="The day by which to ask again; a guardian's consent needs one.",
    label="Day by which to ask again",
    hint="A guardian's consent needs one.",
)
GIVEN_BY = ActField(
    name="given_by",
    kind="choice",
    option="Who gave the consent.",
    label="Who gave the consent",
    choices=(("self", "The storyteller"), ("guardian", "A guardian"), ("representative", "A representative")),
)
NAMED_AS = ActField(
    name="named_as",
    kind="choice",
    option="How the storyteller wants to be named.",
    label="How the storyteller wants to be named",
    choices=(
        ("full", "With the full name"),
        ("first", "With the first name"),
        ("pseudonym", "With a pseudonym"),
        ("anonymous", "Not at all"),
    ),
)

# Asked for with every act where site.yaml wants that (`consent.acted_by`).
BY = ActField(
    name="by",
    kind="text",
    option="Who does this, where site.yaml says that the log names it (“log_editors”).",
    label="Your name, which the log of consent keeps",
    needed=True,
)

ACTS: Mapping[Act, ConsentAct] = {
    "approve": ConsentAct(
        says="Write down that the storyteller agreed to STORY as they read it, and seal it.\n\n"
        "From then on, any change of its words or pictures withholds it until it is approved again.",
        example="hearten consent approve stories/a-gate.md --code 7KQM-2XFA --record CF-2026-014 \\\n"
        "    --scope web,feed --until 2028-03-14",
        button="Approve and seal",
        means="Writes down that the storyteller agreed to the text as they read it. Any later change withholds it.",
        asks=(CODE, RECORD, SCOPE, USES, UNTIL, ON, REVIEW_BY, GIVEN_BY, NAMED_AS),
    ),
    "correct": ConsentAct(
        says="Record that only punctuation of STORY has changed since it was approved.\n\n"
        "Possible where site.yaml says “corrections: typographic” below “consent:”.",
        example="hearten consent correct stories/a-gate.md",
        button="Record a correction",
        means="Records that only punctuation has changed since it was approved.",
    ),
    "renew": ConsentAct(
        says="Write down that the storyteller of STORY said yes once more.",
        example="hearten consent renew stories/a-gate.md --until 2030-03-14",
        button="Renew",
        means="Writes down that the storyteller said yes once more.",
        asks=(
            replace(UNTIL, needed=True),
            replace(ON, option="The day on which the storyteller said yes again, if it is not today."),
            replace(REVIEW_BY, option="The day by which to ask again."),
        ),
        statuses=("given", "expired"),
    ),
    "narrow": ConsentAct(
        says="Take channels away from STORY; --scope names those that stay.\n\n"
        "So does --uses for what else it is used for; without it, all of these stay.",
        example="hearten consent narrow stories/a-gate.md --scope web",
        button="Narrow",
        means="Takes channels away, from the next build on, and other uses at once.",
        asks=(
            replace(SCOPE, label="Channels that stay"),
            replace(USES, option="The other uses that stay; --uses none for none.", label="Other uses that stay"),
        ),
        statuses=("given", "paused"),
    ),
    "pause": ConsentAct(
        says="Keep STORY out of every build until it is resumed.",
        example="hearten consent pause stories/a-gate.md",
        button="Pause",
        means="Keeps the story out of every build until it is resumed.",
        statuses=("given",),
    ),
    "resume": ConsentAct(
        says="End the pause of STORY.",
        example="hearten consent resume stories/a-gate.md",
        button="Resume",
        means="Ends the pause; the consent counts as before.",
        statuses=("paused",),
    ),
    "withdraw": ConsentAct(
        says="Take STORY back: its words and pictures leave the site's folder for good.\n\n"
        "Looks into every file of the folder first. Removes what is the site's own, and copies that editors made\n"
        "of the story's file, and asks for the rest. Ends with 1 while anything is left. It can be done twice.",
        example="hearten consent withdraw stories/a-gate.md",
        button="Withdraw…",
        means="asks first, and then removes the story for good.",
    ),
}
