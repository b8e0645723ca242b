"""What ``hearten publish`` tells of its proofs, and how long it asks."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import complain, say
from generator.publishing.publish_teller import PublishEnd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.content.settings import PublishDestination
    from generator.publishing.proof import GoneProof
    from generator.publishing.proving import Proving

# Seconds before what is not gone is asked for again: at first, and at most.
FIRST_WAIT, LONGEST_WAIT = 10.0, 120.0
UNITS = {"s": 1, "m": 60, "h": 3600}
# Lines about what is still there, for each place.
MOST_TOLD = 20


class WaitParam(click.ParamType[float]):
    """A length of time on the command line, in seconds."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The seconds, or a usage error."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"([1-9]\d{0,4})([smh])", value)
        if found is None:
            self.fail(f"“{value}” is no length of time; write it like 30m, 90s or 2h", param, ctx)
        return float(int(found[1]) * UNITS[found[2]])


def prove_all(proving: Proving, places: Sequence[PublishDestination], wait: float) -> PublishEnd:
    """Prove what is to be proven at places, for so many seconds, and tell what is left there and elsewhere."""
    from generator.publishing.proving import lost_told, open_there

    end = prove_at(proving, places, wait)
    behind = proving.open.left_behind()
    for to, to_prove in behind.items():
        complain(
            f"{to}: the site was put there, site.yaml does not name it any more, and {open_there(to_prove)}. Name "
            "it there again and publish; or see that nothing of the site is there, and say so with “hearten "
            "publish --prove --yes”."
        )
    if lost := proving.open.lost:
        complain(lost_told(lost))
    return PublishEnd.STILL_ONLINE if behind or lost else end


def prove_at(proving: Proving, places: Sequence[PublishDestination], wait: float) -> PublishEnd:
    """Prove what is to be proven at these places alone."""
    from generator.publishing.proving import addresses

    end, pause = time.monotonic() + wait, FIRST_WAIT
    while True:
        left = proving.once(places)
        remaining = end - time.monotonic()
        if not left or remaining <= 0:
            break
        number = sum(len(proof.left) for proof in left.values())
        say(f"{addresses(number)} not proven to be gone yet; asking again in {min(pause, remaining):.0f} s.")
        time.sleep(min(pause, remaining))
        pause = min(pause * 2, LONGEST_WAIT)
    for name, proof in left.items():
        _tell(f"{name}: {addresses(len(proof.left))} not proven to be gone.", proof)
    if left and proving.open.forgetful:
        complain(f"This is not remembered ({proving.open.forgetful}), so the next run will not ask for it again.")
    return PublishEnd.STILL_ONLINE if left else PublishEnd.ONLINE


def _tell(told: str, proof: GoneProof) -> None:
    complain(told)
    if proof.mute is not None:
        complain(f"  {proof.mute}.")
        return
    for one in proof.left[:MOST_TOLD]:
        complain(f"  {one.path}: {one.why}.")
    if len(proof.left) > MOST_TOLD:
        complain(f"  and {len(proof.left) - MOST_TOLD} more")
    complain("“hearten publish --prove” asks again.")
