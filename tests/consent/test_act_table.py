"""Every act that the log can hold is one that people can do, by command and at the desk, and that is told in words."""

from __future__ import annotations

import dataclasses
import inspect
from datetime import date
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from generator.cli.consent import consent
from generator.consent import acts
from generator.consent.act_table import ACTS, BY
from generator.consent.acts import Approval
from generator.consent.case import Case, open_case
from generator.consent.deeds import DEEDS, perform
from generator.consent.refused import RefusedError
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.consent.withdrawal_report import what_goes, what_is_left
from generator.content.consent_fields import Consent
from generator.gate.consent_log import Act
from generator.gate.seal import code
from generator.preview.desk.consent_forms import forms
from generator.preview.desk.desk import WITHDRAW, Choice, story
from generator.preview.desk.form_actions import FormActions
from generator.preview.site.live import LiveSite
from tests.builders.sites import SITE, TODAY, make_site
from tests.builders.sites import story as written

GATE = "stories/gate.md"
USES = "uses: [{id: press, label: The press, description: Newspapers may print it.}]\n"
REQUESTED = "{record: FORM-000, status: requested, scope: []}"
# Done by pages of their own, which ask first, and by nothing that is written into a story's file.
ASKING = {"withdraw"}


@pytest.fixture
def cases(tmp_path: Path) -> dict[str, Case]:
    """One story as a consent goes through its life."""
    policy = "require_valid_until: false, corrections: typographic"
    site = SITE.replace("require_valid_until: false", policy) + USES
    root = make_site(tmp_path, {"gate.md": written(consent=REQUESTED)}, site=site)
    found = {"requested": open_case(root, GATE)}
    form = Approval(code=code(found["requested"].seal), record="CF-1", scope=("web", "feed"), uses=("press",))
    found["given"] = acts.approve(root, GATE, form, today=TODAY)
    file = root / GATE
    file.write_text(file.read_text(encoding="utf-8").replace("the gate.", "the gate!"), encoding="utf-8")
    found["punctuated"] = open_case(root, GATE)
    acts.correct(root, GATE, today=TODAY)
    found["paused"] = acts.pause(root, GATE, today=TODAY)
    return found


def test_the_table_holds_the_acts_of_the_log() -> None:
    """Every act that the log can tell of is in the table, and all but a withdrawal are done by a function."""
    assert tuple(ACTS) == get_args(Act)
    assert {*DEEDS, *ASKING} == {*ACTS}


@pytest.mark.parametrize("act", get_args(Act))
def test_every_act_has_a_command(act: Act) -> None:
    """Every act is a command of its name that asks for what the table says and who acts, with the table's words."""
    command = consent.commands[act]
    names = {param.name for param in command.params} - {"story", "source", "today", "yes"}
    assert names == {BY.name, *(question.name for question in ACTS[act].asks)}
    assert command.help == ACTS[act].help
    for param in command.params:
        assert param.name != BY.name or param.to_info_dict()["help"] == BY.option
        for question in ACTS[act].asks:
            if param.name == question.name:
                assert (param.required, param.to_info_dict()["help"]) == (question.needed, question.option)


@pytest.mark.parametrize("act", [act for act in get_args(Act) if act not in ASKING])
def test_every_act_has_a_form(cases: dict[str, Case], act: Act) -> None:
    """The desk has a form for every act at some time of a consent's life, which asks for what its command asks for."""
    found = [form for case in cases.values() for form in forms(case) if form.act == act]
    assert found
    for form in found:
        assert [(field.name, field.needed) for field in form.fields] == [(q.name, q.needed) for q in ACTS[act].asks]
        assert (form.button, form.means) == (ACTS[act].button, ACTS[act].means)


@pytest.mark.parametrize("act", [act for act in get_args(Act) if act not in ASKING])
def test_every_act_is_told(cases: dict[str, Case], act: Act) -> None:
    """What an act has come to is told in sentences that name the story."""
    told = DEEDS[act].outcome(cases["given"], False)
    assert GATE in told[0]
    assert all(line.endswith(".") for line in told)


def test_a_withdrawal_asks_and_is_told(cases: dict[str, Case]) -> None:
    """A withdrawal has a button at the desk that leads to its own page, and says what goes and what is left to do."""
    root = cases["given"].root
    live = LiveSite(root, "web", TODAY)
    page = story(live, GATE, Choice("web", TODAY), str(root), FormActions(live))
    assert page is not None
    assert f'href="{WITHDRAW}{GATE}?' in page
    assert f">{ACTS['withdraw'].button}</a> {ACTS['withdraw'].means}</p>" in page
    plan = plan_withdrawal(root, GATE)
    assert what_goes(plan)
    assert what_is_left(plan)


@pytest.mark.parametrize("act", [act for act in get_args(Act) if act not in ASKING])
def test_every_answer_is_taken(act: Act) -> None:
    """What is asked for is what the act's function takes, and choices are words that the front matter knows."""
    asked = {question.name for question in ACTS[act].asks}
    if act == "approve":
        assert asked == {field.name for field in dataclasses.fields(Approval)}
    else:
        assert asked == {*inspect.signature(DEEDS[act].do).parameters} - {"root", "story", "today", BY.name}
    annotations = {name: str(hint) for name, hint in get_type_hints(Consent, include_extras=True).items()}
    for question in ACTS[act].asks:
        assert all(f"'{word}'" in annotations[question.name] for word, _ in question.choices)


@pytest.mark.parametrize(("act", "fit"), [(act, declared.statuses) for act, declared in ACTS.items()])
def test_forms_are_there_where_acts_are_allowed(cases: dict[str, Case], act: Act, fit: tuple[str, ...]) -> None:
    """Where a consent stands otherwise than the table says, the desk has no form for the act."""
    for case in cases.values():
        if case.consent.status not in fit:
            assert act not in {form.act for form in forms(case)}


def test_a_renewal_tells_the_last_day_that_counts(cases: dict[str, Case]) -> None:
    """Who renews is told the last day on which the story may be shown, and that is one that the policy allows."""
    root = cases["given"].root
    acts.resume(root, GATE, today=TODAY)
    with pytest.raises(RefusedError, match="2031-06-15") as refused:
        perform("renew", root, GATE, {"until": date(2040, 1, 1)}, TODAY)
    assert refused.value.about == "until"
    done = perform("renew", root, GATE, {"until": date(2031, 6, 15)}, TODAY)
    assert (done.told, done.is_withheld) == ((f"Renewed {GATE} until 2031-06-15.",), False)
