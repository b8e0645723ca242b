"""The consent of a story as its front matter says it, and the seal of what was approved."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from generator.content.field_types import (
    CLOSED,
    Day,
    Fingerprint,
    Id,
    LogFingerprint,
    Reference,
    TermsFingerprint,
    Text,
)
from generator.content.stance import NO_WORDS
from generator.ground.channels import Channel
from generator.ground.consent_status import Status

GivenBy = Literal["self", "guardian", "representative"]
NamedAs = Literal["full", "first", "pseudonym", "anonymous"]
Basis = Literal["consent", "fictional"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What the storyteller saw when they agreed, as fingerprints; `gate.seal` makes them."""

    __pydantic_config__ = CLOSED

    exact: Annotated[Fingerprint, Field(description="Of everything that the storyteller saw."), NO_WORDS]
    words: Annotated[
        Fingerprint, Field(description="Of the same without punctuation, for small corrections."), NO_WORDS
    ]
    terms: Annotated[
        TermsFingerprint | None, Field(description="Of where, how long, by whom and under which name."), NO_WORDS
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the storyteller agreed to, as far as a build needs to know it.

    The signed form and the person's name are kept elsewhere.
    """

    __pydantic_config__ = CLOSED

    record: Annotated[
        Reference,
        Field(
            description="The number under which the signed form is filed elsewhere; never a person's name.",
            examples=["CF-2026-014"],
        ),
        NO_WORDS,
    ]
    status: Annotated[
        Status,
        Field(description="Where the consent stands today; only “given” publishes.", examples=["requested"]),
        NO_WORDS,
    ]
    scope: Annotated[
        tuple[Channel, ...],
        Field(description="Where the story may appear, as the signed form says; nothing is implied.", examples=["[…]"]),
        NO_WORDS,
    ]
    uses: Annotated[
        tuple[Id, ...],
        Field(
            max_length=50,
            description="Where else it may be used, out of “uses” in site.yaml, as the signed form says.",
            examples=["[newsletter]"],
        ),
        NO_WORDS,
    ] = ()
    given_on: Annotated[
        Day | None,
        Field(
            description="The day on the signed form; needed as soon as the status is “given”.", examples=["2026-03-14"]
        ),
        NO_WORDS,
    ] = None
    given: Annotated[
        Day | None, Field(description="A shorter name for given_on.", examples=["2026-03-14"]), NO_WORDS
    ] = None
    valid_until: Annotated[
        Day | None,
        Field(description="The last day on which the story may be shown.", examples=["2029-03-14"]),
        NO_WORDS,
    ] = None
    review_by: Annotated[
        Day | None,
        Field(description="The day by which to ask the storyteller again.", examples=["2027-03-14"]),
        NO_WORDS,
    ] = None
    ended_on: Annotated[
        Day | None,
        Field(description="The day on which the consent ended, if it did.", examples=["2026-09-01"]),
        NO_WORDS,
    ] = None
    given_by: Annotated[
        GivenBy,
        Field(description="Who gave the consent.", examples=["self"]),
        NO_WORDS,
    ] = "self"
    named_as: Annotated[
        NamedAs | None,
        Field(description="How the storyteller chose to be named.", examples=["pseudonym"]),
        NO_WORDS,
    ] = None
    photo: Annotated[
        Literal["none", "unidentifiable", "identifiable"],
        Field(description="What a picture of the storyteller may show.", examples=["none"]),
        NO_WORDS,
    ] = "none"
    voice: Annotated[
        Literal["none", "altered", "own"],
        Field(description="What a recording of the storyteller may let readers hear.", examples=["none"]),
        NO_WORDS,
    ] = "none"
    basis: Annotated[
        Basis,
        Field(
            description="“fictional” is for made-up examples, which are labelled so on the page.", examples=["consent"]
        ),
        NO_WORDS,
    ] = "consent"
    texts: Annotated[
        tuple[Text, ...],
        Field(
            max_length=50,
            description="The files that one form covers, where it covers several, such as a series or a translation.",
            examples=["[stories/the-gate.md, stories/das-tor.md]"],
        ),
        NO_WORDS,
    ] = ()
    seal: Annotated[
        Seal | None,
        Field(description="Written by “hearten consent approve”: what exactly was agreed to. A change breaks it."),
    ] = None
    logged: Annotated[
        LogFingerprint | None,
        Field(description="Written by “hearten consent”: the last line about this story in consent/log.jsonl."),
        NO_WORDS,
    ] = None
