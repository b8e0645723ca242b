"""Where this computer remembers to have put a site, for taking away while site.yaml cannot be read.

Folders alone are taken from memory, and those alone that this very folder was put into: a copy of it has the same
address, and may know less. What is there says itself which site it is. At a server nobody knows whether the account
that we have is still meant for it, and a password must not go to another one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from generator.consent.despite_errors import gathered, settings_told
from generator.content.settings import PublishDestination, Settings
from generator.ground.diagnostics import CannotBuildError
from generator.publishing.destinations import FOLDER
from generator.publishing.open_proofs import OpenProofs


@dataclass(frozen=True, slots=True)
class RememberedPlaces:
    """Settings that name all folders that a site was put into from here, and how its other places were named."""

    settings: Settings
    others: tuple[str, ...]


def remembered_places(root: Path) -> RememberedPlaces | None:
    """Where the site in ``root`` was put, as far as memory tells; None where not even its address can be told."""
    with suppress(CannotBuildError):
        settings = replace(settings_told(gathered(root)), publish=())
        reached = [known for known in OpenProofs(root, settings).site.places.values() if known.reached]
        here = str(root.resolve())
        folders = [known for known in reached if known.to.startswith(FOLDER) and known.source == here]
        places = (
            PublishDestination(name=f"folder-{number}", to=known.to, url=known.url)
            for number, known in enumerate(folders, start=1)
        )
        others = tuple(known.to for known in reached if known not in folders)
        return RememberedPlaces(replace(settings, publish=tuple(places)), others) if settings.url else None
    return None
