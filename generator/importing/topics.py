"""Which topic each label (category, tag, keyword) of other programs becomes: proposed here, agreed by a person, kept.

What was agreed stands in topics-from-labels.yaml beside site.yaml, so that nobody is asked twice, and scripts never.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.content import strict_yaml
from generator.content.front_matter import Topic
from generator.content.settings import Settings
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, did_you_mean, error, in_order
from generator.words.stems import Stems, stems
from generator.words.tokens import fold, tokens

PATH = "topics-from-labels.yaml"
NO_TOPIC = "no topic"
HEADING = f"""\
# Which topic of site.yaml each label becomes with “hearten import”: a topic's id, or “{NO_TOPIC}”.
"""
# How alike the letters of a label and a topic's word are, from 0 to 1, before one is taken for the other.
ALIKE = 0.85

# Labels, folded, and the ids of their topics; None where one becomes no topic.
Agreed = Mapping[str, str | None]


class Proposal(NamedTuple):
    """A topic's id for a label; ``is_sure`` where the label is the topic's own word but for capitals and accents.

    ``is_whole``: it is near as a whole. Where only a part of it is, the rest may be somebody's name.
    """

    topic: str
    is_sure: bool
    is_whole: bool


def plain(label: str) -> str:
    """A label without what makes no difference: capitals, accents, signs between words."""
    return " ".join(tokens(fold(label.replace("_", " ")))) or label


def read(data: bytes | None, settings: Settings) -> Agreed:
    """What was agreed, from the file's bytes. Raises CannotBuildError if there are errors in it."""
    if data is None:
        return {}
    parsed = strict_yaml.parse(data.decode("utf-8-sig"), PATH)
    problems = parsed.errors or (() if parsed.value is None else tuple(_problems(parsed.value, settings)))
    if problems or parsed.value is None:
        raise CannotBuildError(*in_order(problems))
    ids = settings.topic_ids
    return {plain(label): ids.get(str(topic).casefold()) for label, topic in parsed.value.fields.items()}


def _problems(document: strict_yaml.Document, settings: Settings) -> Iterator[Diagnostic]:
    for label, topic in document.fields.items():
        if not isinstance(topic, str) or (topic != NO_TOPIC and topic.casefold() not in settings.topic_ids):
            ids = tuple(settings.topic_by_id)
            hint = did_you_mean(str(topic), ids, f"write “{NO_TOPIC}”, or one of {', '.join(ids)}")
            yield error("unknown-topic", PATH, document.value_span((label,)), f"“{topic}” is no topic", hint)
    if document.value and not isinstance(document.value, dict):
        yield error("topics", PATH, START, "this file holds no labels", "write lines such as “Recovery: hope”")


def written_behind(before: bytes | None, agreed: Mapping[str, str | None]) -> bytes:
    """The file with more labels, as people wrote them, behind what stands there already."""
    lines = (f"{json.dumps(label, ensure_ascii=False)}: {topic or NO_TOPIC}\n" for label, topic in agreed.items())
    above = HEADING.encode() if before is None else before
    return above + (b"" if above.endswith(b"\n") else b"\n") + "".join(lines).encode()


def proposed(labels: Iterable[str], settings: Settings) -> Mapping[str, Proposal]:
    """For each label the topic that is nearest, where one is near at all."""
    known = stems(settings.language)
    found = ((label, _nearest(plain(label), settings.topics, known)) for label in labels)
    return {label: proposal for label, proposal in found if proposal is not None}


def _nearest(label: str, topics: Iterable[Topic], known: Stems) -> Proposal | None:
    words = [(topic.id, plain(word)) for topic in topics for word in (topic.id, topic.label, *topic.synonyms)]
    for topic, word in words:
        if word == label:
            return Proposal(topic, is_sure=True, is_whole=True)
    of_label = {known[word] for word in label.split()}
    for topic, word in words:
        # “Anxiety and panic” is near a topic that is called “panic”, or “panics”.
        of_word = {known[one] for one in word.split()}
        if of_label and of_word <= of_label:
            return Proposal(topic, is_sure=False, is_whole=of_word == of_label)
    alike = [(difflib.SequenceMatcher(None, label, word).ratio(), topic) for topic, word in words]
    ratio, topic = max(alike, key=lambda one: one[0])
    is_whole = not any(map(str.isspace, label))
    return Proposal(topic, is_sure=False, is_whole=is_whole) if ratio >= ALIKE else None
