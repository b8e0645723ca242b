"""What ``hearten publish --prove`` asks hosts of what has ended, and of what there is no proof yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.memory import Remembering
from generator.cli.options import BUILT, complain, say
from generator.cli.prove import STILL_ONLINE, Proving
from generator.cli.report import cannot_build
from generator.consent.guard_files import withdrawn_stories
from generator.consent.proofs import proven_of
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import opaque_id
from generator.incremental.run import Run
from generator.publishing.destinations import opened
from generator.publishing.ports import RemoteError
from generator.publishing.removals import still_online
from generator.store.cache import FILE, FOLDER, Cache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.content.settings import PublishDestination
    from generator.ground.target import Target


def owed(places: Sequence[PublishDestination], proving: Proving, target: Target, *, said: bool) -> int:
    """Ask hosts whether anything is online that has ended; the code to end with.

    ``said``: a person says that nothing of the site is at former places, and what no address is known of is gone. A
    computer that never published the site, and knows of no withdrawal, asks nothing.
    """
    try:
        stones = withdrawn_stories(proving.root).stories
    except CannotBuildError as e:
        cannot_build(e, as_json=False)
        complain("Nothing was asked, since nobody can read which stories were withdrawn.")
        return STILL_ONLINE
    # What is left of a story where another one stands approved in its place is known by words alone, and has no id.
    withdrawn = {opaque_id(stone.id): stone.withdrawn_on for stone in stones if stone.id != stone.words_alone.id}
    if not (withdrawn or proving.open.site.places or proving.open.forgetful):
        say("Nothing that this computer knows of is left to be proven.")
        return BUILT
    code = max(_asked(place, proving, target) for place in places)
    if code != BUILT:
        return code
    unproven = {
        text: day
        for text, day in withdrawn.items()
        if proving.open.site.said.get(text) != day
        and not any(text in proving.open.of(place).gone.values() for place in places)
        and not any(proof.day >= day for _, proof in proven_of(proving.root, text))
    }
    if said:
        proving.open.let_go(unproven)
    elif unproven:
        number = len(unproven)
        which = "a story that was withdrawn" if number == 1 else f"{number} stories that were withdrawn"
        complain(
            f"Nothing was asked on the web of {which}: there is no proof, and no address is known here. No host lists "
            "anything of that. If it was never online, or you see that it is gone, say so with “hearten publish "
            "--prove --yes”."
        )
        return STILL_ONLINE
    if not any(map(proving.open.of, places)):
        say("Nothing that this computer knows of is left to be proven.")
    return BUILT


def _asked(place: PublishDestination, proving: Proving, target: Target) -> int:
    """Ask one host; the code to end with."""
    if proving.open.of(place).undone:
        last = "could not be taken away when it was last tried"
        complain(f"{place.name}: what has to go {last}; “hearten publish” does.")
        return STILL_ONLINE
    try:
        store = opened(place, proving.root)
        try:
            cache = Cache.copied(target.root / FOLDER / FILE)
            found = still_online(store, proving.settings.url, target, Run(cache), Remembering(proving, place))
            cache.close(done=False)
        finally:
            store.close()
    except RemoteError as e:
        complain(f"{place.name}: nothing was asked: {str(e).rstrip('.')}.")
        return STILL_ONLINE
    if found is None:
        complain(f"{place.name}: nobody knows what is in the files there; “hearten publish” says what to do.")
    elif found:
        complain(f"{place.name}: words that must go are online there; “hearten publish” takes them away.")
    return BUILT if found == frozenset() else STILL_ONLINE
