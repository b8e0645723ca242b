"""The desk's pages on consent: the one that asks before a withdrawal, the one after it, and the log."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from generator.consent.act_table import BY
from generator.gate.consent_log import verdict
from generator.preview.desk import desk
from generator.preview.desk.consent_forms import Refused
from generator.preview.desk.desk import Choice
from generator.preview.desk.form_actions import FormActions
from generator.preview.site.assets import fill


def asking(clerk: FormActions, source: str, choice: Choice, refused: Refused | None = None) -> str:
    """The page that says what a withdrawal does, and asks. Raises RefusedError for no story, and CannotBuildError."""
    found = clerk.withdrawing(source)
    query = urlencode(choice.kept)
    return fill(
        "desk-withdraw.html",
        path=found.path,
        goes=found.goes,
        left=found.left,
        shown=found.shown,
        token=clerk.token,
        refused=refused,
        by=found.by,
        name=refused.values.get(BY.name, ()) if refused else (clerk.by,),
        action=f"{desk.WITHDRAW}{quote(source)}?{query}",
        back=f"{desk.address(source)}?{query}",
    )


def withdrawn(clerk: FormActions, choice: Choice, online: str) -> str:
    """The page after a withdrawal: what it could not reach; ``online`` is where the site is put online from."""
    return fill("desk-withdrawn.html", told=clerk.told(choice.told), back=_home(choice), online=f"{online}#put")


def log(clerk: FormActions, choice: Choice) -> str:
    """The log, and whether all fits. Raises CannotBuildError where consent/withdrawn.yaml cannot be read."""
    lines, faults = clerk.log()
    named = any(line.event.by for line in lines)
    return fill("desk-log.html", lines=lines, named=named, faults=faults, verdict=verdict(faults), back=_home(choice))


def _home(choice: Choice) -> str:
    return f"{desk.HOME}?{urlencode(choice.kept)}"
