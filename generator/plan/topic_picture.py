"""Topics as a picture of the whole: the more stories wait under one, the larger it is, in a few steps."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from generator.views.view_models import Destination, SizedTopic

LARGEST = 5
USUAL = 3  # where all topics have as many stories
WIDE = 2  # between the roots of one story and of nine; where they are nearer, none is written large


def sized(topics: Sequence[Destination], most: int | None = None) -> tuple[SizedTopic, ...]:
    """Those topics that have stories, in their order, no more than ``most``: then those with fewest are left out.

    Sizes go by square roots, as areas do, so that one topic with very many stories does not make all others small.
    """
    having = [topic for topic in topics if topic.count]
    if most is not None and len(having) > most:
        fewest = sorted((topic.count or 0 for topic in having), reverse=True)[most - 1]
        above = sum((topic.count or 0) > fewest for topic in having)
        at_edge = [topic for topic in having if topic.count == fewest][: most - above]
        having = [topic for topic in having if (topic.count or 0) > fewest or topic in at_edge]
    roots = [sqrt(topic.count or 0) for topic in having]
    low, high = min(roots, default=0), max(roots, default=0)
    return tuple(
        SizedTopic(topic, 1 + round((LARGEST - 1) * (root - low) / max(WIDE, high - low)) if high > low else USUAL)
        for topic, root in zip(having, roots, strict=True)
    )
