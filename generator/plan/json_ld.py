"""Structured data for search engines: JSON-LD in the vocabulary of schema.org.

It stands in a data block, which no browser runs; “<” is written as an escape, so that no text can end the block early.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from generator.content.body import Question
from generator.content.settings import Settings
from generator.gate.admit import Story
from generator.ground.digest import as_json
from generator.plan.summaries import summary_elsewhere
from generator.views.view_models import Destination, Retold, StoryText


def _block(kind: str, **fields: Any) -> str:
    data = {"@context": "https://schema.org", "@type": kind, **{k: v for k, v in fields.items() if v is not None}}
    return as_json(data).replace("<", "\\u003c")


def other_texts(retold: Retold | None, address: Callable[[str], str]) -> dict[str, Any]:
    """The other texts of a story, as properties of its schema.org Article; ``address`` is that of a page."""
    if retold is None:
        return {}

    def works(others: Iterable[StoryText]) -> list[dict[str, str]]:
        return [
            {"@type": "Article", "@id": address(one.path), "headline": one.title, "inLanguage": one.language}
            for one in others
            if one.indexed
        ]

    of = works(one for one in retold.others if one.path == retold.original)
    made = works(one for one in retold.others if not one.is_easy) if retold.original is None else []
    kind = "isBasedOn" if retold.is_easy else "translationOfWork"
    return {**({kind: of[0]} if of else {}), **({"workTranslation": made} if made and not retold.is_easy else {})}


def article(
    story: Story, url: str, image: str | None, settings: Settings, related: Mapping[str, Any] | None = None
) -> str:
    """A story as a schema.org Article, with its ``related`` works. Without a name to show there is no author."""
    return _block(
        "Article",
        headline=story.title,
        description=summary_elsewhere(story, settings),
        inLanguage=story.language,
        datePublished=story.date.isoformat(),
        dateModified=(story.updated or story.date).isoformat(),
        author=None if story.anonymous else {"@type": "Person", "name": story.author},
        publisher={"@type": "Organization", "name": settings.organisation.name},
        image=image,
        keywords=[settings.topic_by_id[t].label for t in story.topics],
        genre="fiction" if story.fictional else None,
        mainEntityOfPage=url,
        wordCount=story.body.words,
        **(related or {}),
    )


def breadcrumbs(crumbs: Sequence[Destination], url: str) -> str:
    """The way from the front page to a page, as a schema.org BreadcrumbList; ``url`` is the site's."""
    items = [
        {"@type": "ListItem", "position": n, "name": crumb.label, "item": url + crumb.path.removesuffix("index.html")}
        for n, crumb in enumerate(crumbs, 1)
    ]
    return _block("BreadcrumbList", itemListElement=items)


def questions(asked: Sequence[Question]) -> str:
    """Questions and answers as a schema.org FAQPage."""
    entries = [
        {"@type": "Question", "name": q.question, "acceptedAnswer": {"@type": "Answer", "text": q.answer}}
        for q in asked
    ]
    return _block("FAQPage", mainEntity=entries)
