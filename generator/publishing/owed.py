"""What hosts are asked, where nothing else is to be done, of what has ended and of what there is no proof yet."""

from __future__ import annotations

from collections.abc import Sequence

from generator.consent.guard_files import withdrawn_stories
from generator.consent.proofs import proven_of
from generator.content.settings import PublishDestination
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import opaque_id
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.publishing.destinations import opened
from generator.publishing.ports import RemoteError
from generator.publishing.proving import Proving
from generator.publishing.publish_teller import PublishEnd, PublishQuestion
from generator.publishing.remembering import Remembering
from generator.publishing.removals import still_online
from generator.store.cache import FILE, FOLDER, Cache


def owed(places: Sequence[PublishDestination], proving: Proving, target: Target) -> PublishEnd:
    """Ask hosts whether anything is online that has ended.

    A person may say that nothing of the site is at former places, and that what no address is known of is gone. A
    computer that never published the site, and knows of no withdrawal, asks nothing.
    """
    teller = proving.teller
    try:
        stones = withdrawn_stories(proving.root).stories
    except CannotBuildError as e:
        teller.stopped(e)
        teller.complain("Nothing was asked, since nobody can read which stories were withdrawn.")
        return PublishEnd.STILL_ONLINE
    # What is left of a story where another one stands approved in its place is known by words alone, and has no id.
    withdrawn = {opaque_id(stone.id): stone.withdrawn_on for stone in stones if stone.id != stone.words_alone.id}
    if not (withdrawn or proving.open.site.places or proving.open.forgetful or proving.open.lost):
        teller.say("Nothing that this computer knows of is left to be proven.")
        return PublishEnd.ONLINE
    end = max(_asked(place, proving, target) for place in places)
    if end is not PublishEnd.ONLINE:
        return end
    unproven = {
        text: day
        for text, day in withdrawn.items()
        if proving.open.site.said.get(text) != day
        and not any(text in proving.open.of(place).gone.values() for place in places)
        and not any(proof.day >= day for _, proof in proven_of(proving.root, text))
    }
    if (unproven or proving.open.left_behind() or proving.open.lost) and teller.agrees(
        gone_by_word(proving, len(unproven))
    ):
        proving.open.let_go(unproven)
    elif unproven or proving.open.lost:
        return PublishEnd.STILL_ONLINE
    if not any(map(proving.open.of, places)):
        teller.say("Nothing that this computer knows of is left to be proven.")
    return PublishEnd.ONLINE


def gone_by_word(proving: Proving, number: int) -> PublishQuestion:
    """Whether so many withdrawn stories of which no address is known, and all at former places, are gone.

    So, too, what a damaged memory told of.
    """
    return PublishQuestion(
        "is-gone", "", "; ".join(proving.open.lost), pages=tuple(proving.open.left_behind()), stories=number
    )


def _asked(place: PublishDestination, proving: Proving, target: Target) -> PublishEnd:
    """Ask one host."""
    teller = proving.teller
    if proving.open.of(place).undone:
        last = "could not be taken away when it was last tried"
        teller.complain(f"{place.name}: what has to go {last}; “hearten publish” does.")
        return PublishEnd.STILL_ONLINE
    try:
        store = opened(place, proving.root)
        try:
            cache = Cache.copied(target.root / FOLDER / FILE)
            found = still_online(store, proving.settings.url, target, Run(cache), Remembering(proving, place))
            cache.close(done=False)
        finally:
            store.close()
    except RemoteError as e:
        teller.complain(f"{place.name}: nothing was asked: {str(e).rstrip('.')}.")
        return PublishEnd.STILL_ONLINE
    if found is None:
        teller.complain(f"{place.name}: nobody knows what is in the files there; “hearten publish” says what to do.")
    elif found:
        teller.complain(f"{place.name}: words that must go are online there; “hearten publish” takes them away.")
    return PublishEnd.ONLINE if found == frozenset() else PublishEnd.STILL_ONLINE
