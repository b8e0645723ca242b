"""Who acted: logged where the organisation wants it, asked for then, and kept nowhere otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import withdrawal
from generator.consent.acted_by import acted_by
from generator.consent.guard_files import log_of
from generator.consent.log_audit import verify
from generator.consent.settling import settle
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import consent_log
from generator.gate.consent_log import read
from generator.ground.places import UNFINISHED_ACTS
from tests.builders.approved import approve
from tests.builders.desk_forms import form_of, send_all
from tests.builders.previews import Running, running
from tests.builders.sites import SITE, TODAY, make_site, story, tree

GATE = "stories/gate.md"
PAGE, WITHDRAW = f"/_desk/story/{GATE}", f"/_desk/withdraw/{GATE}"
NAMING = SITE.replace("require_valid_until: false", "require_valid_until: false, log_editors: true")


def site(folder: Path, settings: str = NAMING) -> Path:
    """A site with a story that was approved before anybody was named."""
    root = make_site(folder / "site", {"gate.md": story(), "hill.md": story("A hill", text="Rain.")}, site=settings)
    approve(root, GATE, "CF-001")
    return root


def run(root: Path, act: str, *more: str) -> Result:
    return CliRunner().invoke(main, ["consent", act, GATE, "--source", str(root), "--today", str(TODAY), *more])


def named(root: Path) -> list[tuple[str, str | None]]:
    """Every act in the log, and who did it."""
    return [(line.event.what, line.event.by) for line in read(log_of(root))[0]]


def test_acts_say_who_did_them(tmp_path: Path) -> None:
    """Each act is logged with the name that was given, the chain with older lines holds, and the log prints it."""
    root = site(tmp_path)
    for act, more in (("pause", ()), ("resume", ()), ("renew", ("--until", "2028-03-01")), ("withdraw", ("--yes",))):
        done = run(root, act, "--by", " Ana ", *more)
        assert "Ana" not in done.output, done.output
    wanted = [("approve", None), ("pause", "Ana"), ("resume", "Ana"), ("renew", "Ana"), ("withdraw", "Ana")]
    assert (named(root), read(log_of(root))[1], verify(root)) == (wanted, (), ())
    told = CliRunner().invoke(main, ["consent", "log", "--source", str(root)]).output.splitlines()
    assert [line.endswith(", by Ana") for line in told] == [False, True, True, True, True]
    audit = CliRunner().invoke(main, ["consent", "verify", "--source", str(root)])
    assert (audit.exit_code, audit.output.splitlines()[0]) == (0, "4 of 5 lines say who acted.")


def test_lines_without_a_name_are_as_they_were(tmp_path: Path) -> None:
    """A line that names nobody has no place for a name, so that older logs and newer ones are the same."""
    root = site(tmp_path, SITE)
    assert run(root, "pause").exit_code == 0
    assert b'"by"' not in log_of(root)


@pytest.mark.parametrize("change", [b'"by": "Ina"', b'"by": null', b'"by": ""', b""])
def test_a_name_cannot_be_changed_unnoticed(tmp_path: Path, change: bytes) -> None:
    """A line whose name was changed or taken out is found altered."""
    root = site(tmp_path)
    run(root, "pause", "--by", "Ana")
    log = log_of(root).replace(b', "by": "Ana"', b", " + change if change else b"")
    assert [fault.message for fault in read(log)[1]] == ["this line was altered"]


@pytest.mark.parametrize("act", ["pause", "withdraw"])
@pytest.mark.parametrize(
    ("settings", "more", "why"),
    [
        (NAMING, (), "Say who you are with --by"),
        (NAMING, ("--by", " "), "Say who you are with --by"),
        (NAMING, ("--by", "A\nB"), "in one line"),
        (NAMING, ("--by", "a" * 61), "6 words and 60 letters"),
        (SITE, ("--by", "Ana"), "“Ana” would stand in it for good. Leave --by out"),
    ],
)
def test_a_name_is_given_where_it_is_wanted(
    tmp_path: Path, act: str, settings: str, more: tuple[str, ...], why: str
) -> None:
    """Where a name is missing, is none, or is not wanted, the reason and the remedy are told and nothing is changed."""
    root = site(tmp_path, settings)
    before = tree(root)
    done = run(root, act, *more, *(("--yes",) if act == "withdraw" else ()))
    assert (done.exit_code, why in " ".join(done.output.split()), tree(root) == before) == (2, True, True), done.output


def test_no_name_holds_up_an_act_where_settings_have_errors(tmp_path: Path) -> None:
    """While site.yaml has errors nobody knows whether names are wanted; a story can be paused, and nobody is named."""
    root = site(tmp_path, NAMING)
    (root / "site.yaml").write_text("name: [", encoding="utf-8")
    assert acted_by(root, GATE, "Ana") is None
    assert run(root, "pause").exit_code == 0
    assert named(root)[-1] == ("pause", None)


def test_a_withdrawal_that_was_stopped_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever goes on with an act that was stopped does not become the one who did it."""
    root = site(tmp_path)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(withdrawal, "_bury", stop)
        with pytest.raises(KeyboardInterrupt):
            withdrawal.withdraw(plan_withdrawal(root, GATE), TODAY, "Ana")
    assert (root / UNFINISHED_ACTS).exists()
    settle(root)
    assert named(root)[-1] == ("withdraw", "Ana")


def test_a_story_that_cannot_be_read_is_paused_by_somebody(tmp_path: Path) -> None:
    """Also a pause that stands in the log alone says who did it."""
    root = site(tmp_path)
    text = (root / GATE).read_text(encoding="utf-8")
    (root / GATE).write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    assert run(root, "pause", "--by", "Ana").exit_code == 0
    assert named(root)[-1] == ("pause", "Ana")


def press(desk: Running, address: str, label: str, **values: str) -> tuple[int, str]:
    sent = [(name, values.get(name, value)) for name, value in form_of(desk.get(address), label)]
    done = send_all(desk, address, sent)
    return done.status, done.text


def test_the_desk_asks_who_acts_and_remembers_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each form of an act asks for a name, and has it next time as long as the desk is open; its pages show it."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    root = site(tmp_path)
    with running(root) as desk:
        status, page = press(desk, PAGE, "Pause")
        assert (status, "“Your name, which the log of consent keeps” is empty. Fill it in." in page) == (422, True)
        assert press(desk, PAGE, "Pause", by="Ana <b>")[0] == 303
        desk.preview.read()
        assert dict(form_of(desk.get(PAGE), "Resume"))["by"] == "Ana <b>"
        assert "Consent: pause, CF-001, by Ana &lt;b&gt;" in desk.get(f"/_desk/history/{GATE}").text
        assert "<bdi>Ana &lt;b&gt;</bdi>" in desk.get("/_desk/log").text
        status, page = press(desk, WITHDRAW, "Withdraw", by="")
        assert (status, 'id="withdraw-by-wrong">The log of this site says who did each act' in page) == (422, True)
        assert press(desk, WITHDRAW, "Withdraw")[0] == 303
    assert named(root)[1:] == [("pause", "Ana <b>"), ("withdraw", "Ana <b>")]
    with running(root) as desk:
        assert "Ana" not in desk.get(f"/_desk/story/{'stories/hill.md'}").text


def test_the_desk_asks_for_no_name_that_nobody_wants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the log names nobody, no form asks for a name, and the page of the log says that none is in it."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    root = site(tmp_path, SITE)
    with running(root) as desk:
        assert 'name="by"' not in desk.get(PAGE).text + desk.get(WITHDRAW).text
        assert "No storyteller and no title is named in it." in desk.get("/_desk/log").text
        assert press(desk, PAGE, "Pause")[0] == 303
    assert named(root)[-1] == ("pause", None)


def test_names_only_stand_in_lines_of_the_second_form() -> None:
    """A line of the first form, which tells less, has no name whatever stands in it."""
    event = consent_log.about_no_record("accept-older", TODAY, None)
    line, _ = consent_log._written(1, event, consent_log.BEGINNING, "1-")
    assert read(line)[1] == ()
    assert len(read(line.replace(b'"previous"', b'"by": "Ana", "previous"'))[1]) == 1
