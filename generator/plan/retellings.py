"""Stories in several texts: the original, translations, Easy Read. A list has one card for a story, and pages lead on.

All of it follows from published stories alone (promise 2). A copy that is about one topic may hold a retelling without
its original: then the first text of a story that is there stands for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.content.strings import Strings
from generator.gate.admit import Retells, Story
from generator.ground.languages import own_name
from generator.views.view_models import Card, Retold, StoryText

# Around a name in a sentence, whose direction is its own (Unicode Annex 9, first strong isolate).
ISOLATED = "\u2068{}\u2069"
StringsFor = Callable[..., Strings]


def listed(stories: Sequence[Story]) -> tuple[Story, ...]:
    """One text of each story, in their order: the original, or the first that is there."""
    if not any(story.retells for story in stories):
        return tuple(stories)
    chosen = {texts[0].source for texts in _told_again(stories)}
    return tuple(story for story in stories if _root(story) == story.source or story.source in chosen)


def with_retold(
    cards: Mapping[str, Card], stories: Sequence[Story], strings_for: StringsFor, site: str
) -> dict[str, Card]:
    """Cards by their story's source, each with what is to be said of other texts of the same story.

    ``strings_for`` are a theme's words in a language; ``site`` is the site's.
    """
    found = dict(cards)
    for texts in _told_again(stories):
        for story in texts:
            # What a text is, is told where it stands alone, too.
            others = tuple(_other(cards[one.source], one, strings_for(site)) for one in texts if one is not story)
            found[story.source] = cards[story.source].told_again(
                Retold(
                    others=others,
                    first=None if story is texts[0] else cards[texts[0].source].path,
                    original=_original(story, texts, cards),
                    sign=strings_for(site)["easy_read"] if _is_easy(story) else None,
                    said=tuple(_said(story.retells, story.language, strings_for, site)) if story.retells else (),
                )
            )
    return found


def texts_of(card: Card, by_path: Mapping[str, Card]) -> Iterator[Card]:
    """All texts of a story by the card that lists have of it: that one first, and Easy Read last."""
    yield card
    for other in card.retold.others if card.retold else ():
        yield by_path[other.path]


def ways(cards: Sequence[Card]) -> tuple[tuple[Card | None, Card | None], ...]:
    """For each text the story that is listed before that of which it is one, and the one after."""
    order = [card for card in cards if card.retold is None or card.retold.first is None]
    place = {card.path: n for n, card in enumerate(order)}
    around = [None, *order, None]
    places = (place[(card.retold and card.retold.first) or card.path] for card in cards)
    return tuple((around[n], around[n + 2]) for n in places)


def alternates(card: Card) -> tuple[tuple[str, str], ...]:
    """The pages that search engines may find of a text in each language, itself among them; none where it is alone.

    An Easy Read text is in the language of another one, and has no code that would tell the two apart.
    """
    if card.retold is None or card.retold.is_easy or not card.indexed:
        return ()
    others = {one.language: one.path for one in card.retold.others if one.indexed and not one.is_easy}
    return tuple(sorted({**others, card.language: card.path}.items())) if others else ()


def easy_read(card: Card) -> str | None:
    """The path of the Easy Read text in a text's own language, where search engines may find it."""
    others = card.retold.others if card.retold and not card.retold.is_easy else ()
    return next((one.path for one in others if one.is_easy and one.indexed and one.language == card.language), None)


def each_once(stories: Iterable[Story]) -> tuple[Story, ...]:
    """The first text of each story, in the order given."""
    found: dict[str, Story] = {}
    for story in stories:
        found.setdefault(_root(story), story)
    return tuple(found.values())


def is_same(one: Story, other: Story) -> bool:
    """Whether two texts are of one story."""
    return _root(one) == _root(other)


def _told_again(stories: Iterable[Story]) -> tuple[list[Story], ...]:
    """The texts of each story with a retelling among them: the original first, then translations, Easy Read last."""
    by_root: dict[str, list[Story]] = defaultdict(list)
    roots = {story.retells.original for story in stories if story.retells}
    for story in stories:
        if _root(story) in roots:
            by_root[_root(story)].append(story)
    order = (
        sorted(texts, key=lambda s: (s.retells is not None, _is_easy(s), s.language)) for texts in by_root.values()
    )
    return tuple(order)


def _root(story: Story) -> str:
    return story.retells.original if story.retells else story.source


def _is_easy(story: Story) -> bool:
    return story.retells is not None and story.retells.is_easy


def _other(card: Card, story: Story, strings: Strings) -> StoryText:
    name = own_name(story.language) or strings.name_of(story.language)
    return StoryText(card.path, card.title, story.language, name, _is_easy(story), card.indexed)


def _original(story: Story, texts: Sequence[Story], cards: Mapping[str, Card]) -> str | None:
    """The path of the original's page, for a retelling that stands beside it."""
    first = texts[0]
    return cards[first.source].path if story.retells and first.retells is None else None


def _said(of: Retells, own: str, strings_for: StringsFor, site: str) -> Iterator[tuple[str, str]]:
    """What is said of how a retelling came about: in its own language, if the theme speaks it, and in the site's."""
    ours, english = strings_for(site), strings_for("en")
    languages = [own] if strings_for(own, "en") is not english or own.partition("-")[0] == "en" else []
    for language in dict.fromkeys((*languages, site)):
        strings = ours if language == site else strings_for(language)
        kind = "easy_read" if of.is_easy else "translated"
        made = strings[f"{kind}_by"].format(name=ISOLATED.format(of.by)) if of.by else strings[f"{kind}_text"]
        yield language, f"{made} {strings['storyteller_read' if of.is_read else 'storyteller_not_read']}"
