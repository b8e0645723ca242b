"""The shape of the code: which module may know of which, and who may touch what."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.builders.example import ROOT

PACKAGE = ROOT / "generator"

# Modules by their names below the package: "gate.seal".
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip("."): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
NAMES = sorted(MODULES)

# Up to here a text may not be published yet; beyond, only a Story is known.
BEFORE_THE_GATE = {
    *(
        "content.bare_pictures",
        "content.read",
        "content.validate",
        "content.link_checks",
        "content.recordings",
        "gate.denied_words",
        "gate.evidence",
        "gate.records",
        "gate.retellings",
        "gate.same_recording",
        "gate.same_words",
        "gate.own_approval",
        "gate.own_words",
        "gate.named_in_log",
        "gate.admit",
        "gate.story_evidence",
        "gate.admission",
        "prepare",
        "incremental.analysis",
        "incremental.source_cache",
        "incremental.text_change",
        "consent.case",
        "consent.log_audit",
        "consent.register",
        "consent.acts",
        "consent.own_pictures",
        "consent.left_retellings",
        "checking.traces",
        "consent.forbidden_words",
        "retract",
    ),
    *("content.named_files", "content.shown_addresses", "incremental.seal_cache", "consent.withdrawal_plan"),
    *("consent.neighbours", "consent.despite_errors"),
    *("consent.rename", "consent.mentions"),
    "consent.standing_uses",
    "consent.taken_records",
    "consent.acted_by",
}
# The preview's desk shows what is not published, and nothing that it shows ships.
BESIDE_THE_GATE = {
    "preview.site.hot_update",
    "preview.desk.checklist",
    "preview.desk.past_texts",
    "preview.desk.recording_problems",
    "preview.desk.translations",
    "preview.site.live",
    "preview.site.page_store",
    "preview.site.proof",
}
# Takes everything along where somebody asks for it, and what it takes is marked; no build knows of it.
WITH_ALL = {"exporting.withheld"}
# What each module may ask the machine for. Everything else is a function of its input.
MACHINE = {
    "update": {"tempfile", "pathlib.Path"},  # measures a recording in a file; names the output folder
    "ground.target": {"pathlib.Path"},  # names folders
    "ground.stages": {"time"},  # stopwatch
    "ground.outcome": {"pathlib.Path"},  # names the output folder
    "bundle.archive": {"pathlib.Path"},  # looks through an archive
    "bundle.bundle": {"time", "pathlib.Path"},  # stopwatch; reads a bundle again
    "consent.case": {"pathlib.Path"},  # finds a story's file
    "incremental.source_cache": {"pathlib.Path"},  # names a recording's file
    "incremental.seal_cache": {"pathlib.Path"},  # the same
    "consent.despite_errors": {"pathlib.Path"},  # names the site's folder
    "consent.acted_by": {"pathlib.Path"},  # the same
    "consent.unread_pause": {"pathlib.Path"},  # the same
    "consent.find_story": {"pathlib.Path"},  # takes names as from where a person stands
    "consent.guard_files": {"pathlib.Path"},  # names the site's folder
    "consent.log_audit": {"pathlib.Path"},  # the same
    "consent.lost_acts": {"pathlib.Path"},  # the same
    "consent.endings": {"pathlib.Path"},  # the same
    "consent.ended_texts": {"pathlib.Path", "secrets"},  # the same; salts what is remembered
    "consent.settling": {"pathlib.Path"},  # the same
    "consent.carrying_out": {"pathlib.Path"},  # changes a story's file, the log, and what stands half done
    "build": {"pathlib.Path"},  # the same
    "consent.alone": {"pathlib.Path"},  # names the site's folder
    "store.site_lock": {"os", "sys", "time", "pathlib.Path"},  # holds a lock in the user's own folder, and waits for it
    # looks at what protects people, and when
    "store.guards_seen": {"os", "time", "pathlib.Path"},
    "store.overtaking": {"pathlib.Path"},  # names the site's folder
    "store.log_memory": {"os", "pathlib.Path"},  # remembers what was logged, outside the site
    "cli.output": {"os", "sys"},  # prints; ends the process
    "consent.register": {"pathlib.Path"},  # the same
    "consent.rename": {"secrets", "pathlib.Path"},  # a salt; moves a story's file
    "consent.mentions": {"pathlib.Path"},  # names the site's folder
    "consent.neighbours": {"pathlib.Path"},  # the same
    "consent.papers": {"pathlib.Path"},  # the same
    "consent.use_register": {"pathlib.Path"},  # the same
    "consent.line_files": {"pathlib.Path"},  # the same
    "consent.letter": {"pathlib.Path"},  # the same
    "consent.kept_texts": {"pathlib.Path"},  # the same
    "consent.left_here": {"pathlib.Path"},  # the same
    "consent.check_ins": {"pathlib.Path"},  # the same
    "consent.standing_uses": {"pathlib.Path"},  # the same
    "exporting.handing_out": {"pathlib.Path"},  # the same
    "cli.use": {"sys", "pathlib.Path"},  # writes what is handed out; ends the process
    "consent.new_name": {"pathlib.Path"},  # looks whether a file is there
    "preview.desk.online": {"threading"},  # asks hosts beside each other
    "preview.desk.putting_online": {"threading"},  # puts online while the desk goes on
    "publishing.told_warnings": {"pathlib.Path"},  # names the site's folder
    "publishing.settled_ends": {"pathlib.Path"},  # the same
    "publishing.online_texts": {"pathlib.Path"},  # the same
    "preview.desk.form_actions": {"secrets", "threading"},  # knows its own forms; does one act after the other
    "cli.consent": {"sys", "pathlib.Path"},  # ends the process
    "cli.consent_acts": {"sys", "pathlib.Path"},  # names folders; ends the process
    "cli.new": {"sys", "pathlib.Path"},  # asks at a terminal alone; names folders
    "cli.collection": {"pathlib.Path"},  # names the site's folder
    "cli.rename": {"pathlib.Path"},  # names folders
    "cli.mask": {"pathlib.Path"},  # names the site's folder
    "consent.mask": {"pathlib.Path"},  # the same
    "advice.privacy": {"pathlib.Path"},  # the same
    "advice.privacy_files": {"pathlib.Path"},  # names files of pictures and recordings
    "media.originals": {"pathlib.Path"},  # opens them
    "cli.mend": {"sys", "pathlib.Path"},  # names folders; ends the process
    "authoring.mended_files": {"pathlib.Path"},  # names the site's folder
    "authoring.translated_files": {"pathlib.Path"},  # the same, and writes the words of its theme
    "cli.strings": {"sys", "pathlib.Path"},  # names files; ends the process
    "cli.residue": {"secrets", "sys", "pathlib.Path"},  # salts; ends the process
    "cli.main": {"os", "sys", "pathlib.Path"},  # whether colours are wanted; ends the process
    "store.resources": {"pathlib.Path"},  # the folders of the package
    "store.program": {"os", "sys", "pathlib.Path"},  # its own source; which versions are installed
    "cli.bundle": {"sys", "pathlib.Path"},  # ends the process
    "cli.serve": {"sys", "threading", "webbrowser", "pathlib.Path"},  # ends the process, opens the browser
    "preview.site.page_store": {"threading"},  # one page at a time is put in
    "preview.site.live": {
        "threading",
        "time",
        "pathlib.Path",
    },  # reads once at a time, and when; names the site's folder
    "cli.options": {
        "importlib",
        "sys",
        "pathlib.Path",
    },  # loads what is asked for; ends the process; names folders
    "cli.report": {"sys", "time"},  # prints; shows a bar after a second
    "authoring.scaffold": {"pathlib.Path"},  # writes new files
    "authoring.windows_link": {"subprocess"},  # quotes the words of a command as Windows does, and starts none
    "store.cache": {"os", "threading", "pathlib.Path"},  # keeps what earlier builds found; a key for what is in memory
    "store.cache_file": {"os", "shutil", "pathlib.Path"},  # opens, empties and removes it
    "store.user_folder": {
        "os",
        "pathlib.Path",
        "shutil",
    },  # where the user's own folder is, or what the environment says
    "store.user_key": {"os", "pathlib.Path"},  # keeps the user's key, or takes one from the environment
    "content.sources": {"os", "time", "pathlib.Path", "date.today"},  # the door to the outside
    "store.file_stamps": {"os"},  # names the type of what the system says of a file
    "content.theme": {"pathlib.Path"},  # names the site's folder
    "content.theme_folders": {"pathlib.Path"},  # reads themes
    "incremental.up_to_date": {"os", "time", "pathlib.Path"},  # looks at what a build reads and wrote
    # counts cores; leaves Ctrl-C to who called; lets threads take turns; starts processes
    "ground.deadline": {"socket", "threading"},  # ends connections
    "ground.workers": {"multiprocessing", "os", "signal", "sys", "threading"},
    "store.output_folder": {"os", "time", "pathlib.Path"},  # fills the output folder
    "store.moves": {"os", "pathlib.Path"},  # the same
    "store.staging": {"os", "shutil", "time", "pathlib.Path"},  # the same, in names that nobody can guess
    "preview.http.served_recordings": {"http", "threading"},  # names answers; several threads read one file
    "preview.http.server": {
        "asyncio",
        "http",
        "socket",
        "threading",
        "time",
        "pathlib.Path",
    },  # serves on this computer; reads when all is quiet; names what was saved
    "preview.http.presence": {"threading"},  # counts who is here
    "preview.http.first_desk": {"asyncio", "secrets", "pathlib.Path"},  # waits for its end; knows its own forms
    # is found, and finds another; ends after a while
    "preview.http.opened_desk": {"asyncio", "http", "secrets", "socket", "threading", "time", "pathlib.Path"},
    "preview.desk.first_page": {"pathlib.Path"},  # names the folder of a site
    "preview.desk.place": {"importlib", "pathlib.Path"},  # looks whether a library is installed; names folders
    "store.running_desks": {"os", "pathlib.Path"},  # keeps where a desk is open, outside the site
    "store.recent_sites": {"pathlib.Path"},  # keeps which sites were open, outside them
    "cli.desk": {"socket", "threading", "webbrowser", "pathlib.Path"},  # opens the browser; names folders
    "cli.shortcut": {"sys", "pathlib.Path"},  # where this Python is, and which system; names folders
    "preview.desk.new_pictures": {"pathlib.Path"},  # names the site's folder
    "preview.desk.new_logo": {"pathlib.Path"},  # the same
    "preview.desk.new_recordings": {"pathlib.Path"},  # keeps files until their text is saved
    "preview.desk.recording_problems": {"pathlib.Path"},  # looks at a recording's files
    "preview.desk.history": {"os", "subprocess", "pathlib.Path"},  # asks Git
    "store.versions": {"pathlib.Path"},  # keeps what texts were, in the user's own folder
    "store.uploads": {"secrets", "shutil", "pathlib.Path"},  # keeps what was sent, in the user's own folder
    "preview.http.share": {"secrets", "socket", "threading", "http"},  # serves one story on the local network
    "preview.http.shared_story": {"threading"},  # looks at the files for one request after the other
    "preview.http.shared_pages": {"secrets", "http"},  # knows its address; answers requests
    # Knows its own forms; counts how many come in which time.
    "preview.http.shared_comments": {"secrets", "threading", "time"},
    "preview.site.watch": {"os", "secrets", "threading", "time", "pathlib.Path"},  # waits for files to change
    "consent.receipt": {"pathlib.Path"},  # names a receipt
    "store.atomic_write": {"os", "pathlib.Path"},  # replaces one file
    "checking.residue": {"pathlib.Path"},  # reads what was built
    "checking.opening": {"os", "pathlib.Path"},  # the same, and bytes of names that are no text
    "consent.removal": {"pathlib.Path"},  # removes what was withdrawn
    "consent.whereabouts": {"pathlib.Path"},  # looks into the site's folder
    "consent.own_pictures": {"pathlib.Path"},  # the same
    "consent.left_retellings": {"os", "pathlib.Path"},  # the same
    "consent.comments": {"pathlib.Path"},  # keeps what is said of copies
    "preview.desk.margin": {"pathlib.Path"},  # names the site's folder
    "consent.review_copy": {"pathlib.Path"},  # keeps copies
    "consent.acts": {"pathlib.Path"},  # names the site's folder
    "consent.deeds": {"pathlib.Path"},  # the same
    "preview.site.last_build": {"pathlib.Path"},  # reads pages of the last build
    "cli.publish": {"sys", "pathlib.Path"},  # ends the process, and looks whether somebody can be asked
    "cli.prove": {"time"},  # waits before it asks again
    "publishing.proving": {"pathlib.Path"},  # names the site's folder
    "cli.status": {"sys", "pathlib.Path"},  # ends the process; names the site's folder
    "consent.proofs": {"secrets", "pathlib.Path"},  # a salt; keeps proofs
    "publishing.asked": {"http", "time"},  # asks servers on the web, for a while
    "publishing.proof": {"secrets"},  # makes addresses that no cache has seen
    "publishing.ports": {"secrets", "pathlib.Path"},  # names an upload; opens a large file to be sent
    "publishing.under_way": {"secrets"},  # knows its own run
    "publishing.left_online": {"pathlib.Path"},  # names the site's folder
    "publishing.site_words": {"pathlib.Path", "secrets"},  # the same; a salt
    "publishing.open_proofs": {"pathlib.Path"},  # names the site's folder
    "cli.schema": {"pathlib.Path"},  # names folders
    "cli.schedule": {"sys", "pathlib.Path"},  # ends the process; names folders
    # writes a job's files, and into them where this Python is; quotes words as Windows does, and starts nothing
    "publishing.schedules": {"subprocess", "sys", "pathlib.Path"},
    "publishing.local_build": {"pathlib.Path"},  # reads what was built
    "publishing.removals": {"pathlib.Path"},  # names the site's folder
    "publishing.agreements": {"pathlib.Path"},  # the same
    "publishing.remembered_places": {"pathlib.Path"},  # the same
    "publishing.destinations": {"importlib", "pathlib.Path"},  # the same; looks whether a library is installed
    "publishing.patience": {"time", "pathlib.Path"},  # names a large file; waits before it asks a host again
    "publishing.account": {"importlib", "os"},  # looks for a keyring; takes a secret from the environment
    "publishing.targets.netlify_api": {"http", "pathlib.Path"},  # speaks with a server; names a large file
    "publishing.targets.git_blobs": {"pathlib.Path"},  # reads a large file
    "publishing.targets.git": {"time", "pathlib.Path"},  # when a commit was made; names the site's folder
    "publishing.targets.ftps": {"pathlib.Path"},  # names a large file
    "publishing.targets.s3": {"pathlib.Path"},  # the same
    "publishing.targets.rclone": {"pathlib.Path"},  # the same
    "publishing.targets.git_sources": {"pathlib.Path"},  # names the site's folder
    "publishing.targets.program": {"os", "subprocess", "pathlib.Path"},  # calls a program, which has our environment
    "publishing.targets.rsync": {"shutil", "tempfile", "pathlib.Path"},  # what a program is to send lies in a folder
    "publishing.targets.sftp": {
        "asyncio",
        "threading",
        "pathlib.Path",
    },  # names a large file; speaks with a server, in a thread
    "publishing.targets.pages": {"http", "shutil", "pathlib.Path"},  # names answers; fills a folder
    "publishing.targets.folder": {"os", "shutil", "pathlib.Path"},  # a folder is what it publishes to
    "media.encode": {"pathlib.Path"},  # names files
    "media.lettering": {"pathlib.Path"},  # reads a font of the program's own
    "media.prepare": {"pathlib.Path"},  # reads and makes files
    "cli.media": {"sys", "pathlib.Path"},  # names files; ends the process
    # reads a file that is too large for memory, and has it written anew
    "media.clip": {"pathlib.Path"},  # reads a recording's file
    "media.published": {"pathlib.Path"},  # reads a recording that is there
    "media.recording": {"tempfile", "pathlib.Path"},
    "media.remux": {"importlib", "pathlib.Path"},  # looks whether a library is installed; names files
    "store.guards": {"pathlib.Path"},  # reads what protects people
    "content.bare_pictures": {"pathlib.Path"},  # names the site's folder
    "content.named_files": {"pathlib.Path"},  # reads the files that a text names
    "content.site_pictures": {"pathlib.Path"},  # says where a file really is
    "gate.tombstones": {"uuid"},  # names made of addresses (version 5), not of chance
    "plan.podcast": {"uuid"},  # the same
    "consent.withdrawal": {"secrets", "pathlib.Path"},  # a salt; names the site's folder
    "consent.withdrawal_plan": {"pathlib.Path"},  # names the site's folder
    "advice.asked_before": {"pathlib.Path"},  # keeps what hosts said, outside the site
    "advice.asked_links": {"pathlib.Path"},  # names the site's folder
    "advice.built_site": {"os", "pathlib.Path"},  # reads what was built
    "advice.own_checks": {"pathlib.Path"},  # the same
    "advice.review": {"pathlib.Path"},  # names the site's folder
    "preview.desk.advised": {"pathlib.Path"},  # the same
    "advice.web_replies": {"http", "socket", "time"},  # asks the web, one question a second
    "cli.check": {"sys", "pathlib.Path"},  # ends the process; names files
    "importing.container": {"os", "pathlib.Path"},  # reads what somebody brings
    "importing.brought_in": {"os", "pathlib.Path"},  # keeps what is known of texts that came in
    "importing.known_again": {"pathlib.Path"},  # names the site's folder
    "importing.present": {"os", "pathlib.Path"},  # looks through the site's texts
    "importing.placing": {"shutil", "pathlib.Path"},  # puts files into the site's folder
    "importing.scene": {"pathlib.Path"},  # the same
    "importing.recognise": {"pathlib.Path"},  # the same
    "importing.form_answers.columns": {"pathlib.Path"},  # the same
    "importing.form_answers.source": {"pathlib.Path"},  # the same
    "importing.form_answers.tables": {"importlib"},  # looks whether a library is installed
    "importing.fetching": {"http", "socket", "time"},  # asks the old site for pictures, for a while
    "importing.local_day": {"zoneinfo"},  # the day of a moment where an old site stood
    "preview.desk.edit_pages": {"secrets"},  # names a form
    "preview.desk.editing": {"threading"},  # remembers for several tabs
    "preview.desk.imports": {"pathlib.Path"},  # names what somebody brings
    "cli.story_form": {"sys", "pathlib.Path"},  # names folders; ends the process
    "exporting.export": {"pathlib.Path"},  # names where an export is to go
    "exporting.place": {"pathlib.Path"},  # looks what lies there
    "cli.export": {"sys", "pathlib.Path"},  # ends the process; names folders
    "cli.bring_in": {"sys", "pathlib.Path"},  # names folders; asks at a terminal alone; ends the process
}
OUTSIDE = {
    *("asyncio", "ctypes", "getpass", "glob", "http", "importlib", "locale", "multiprocessing", "os", "platform"),
    *("random", "secrets", "shutil", "signal", "site", "socket", "subprocess", "sys", "tempfile", "threading", "time"),
    *("urllib.request", "uuid", "webbrowser", "zoneinfo", "pathlib.Path"),
}
FORBIDDEN_CALLS = {
    "date.today",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "dt.date.today",
    "dt.datetime.now",
}
FORBIDDEN_NAMES = {"open", "input", "print", "exec", "eval", "__import__", "hash", "id"}


@cache
def read(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a file of Python, the whole first."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def parsed(module: str) -> ast.Module:
    whole = read(MODULES[module])[0]
    assert isinstance(whole, ast.Module)
    return whole


@cache
def imports(module: str) -> tuple[str, ...]:
    """Every import anywhere in a module, also inside functions, with what is taken from where."""
    found: list[str] = []
    for node in read(MODULES[module]):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


def from_generator(module: str) -> set[str]:
    """The modules of this package that a module imports."""
    names = {name.removeprefix("generator.") for name in imports(module) if name.startswith("generator.")}
    return {name if name in MODULES else name.rpartition(".")[0] for name in names}


@cache
def calls(module: str) -> set[str]:
    """The names of all functions called in a module, as written."""
    return {ast.unparse(node.func) for node in read(MODULES[module]) if isinstance(node, ast.Call)}


@cache
def words(module: str) -> set[str]:
    """Every name that a module uses or takes from elsewhere."""
    names = {n.id for n in read(MODULES[module]) if isinstance(n, ast.Name)}
    names |= {n.attr for n in read(MODULES[module]) if isinstance(n, ast.Attribute)}
    return names | {name.rpartition(".")[2] for name in imports(module)}


def test_imports_go_down() -> None:
    """Every contract between modules that stands in pyproject.toml is kept."""
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, is_debug_mode=False) == 0


def test_manuscripts_stay_before_the_gate() -> None:
    """No module beyond the gate knows the name Manuscript."""
    beyond = set(NAMES) - BEFORE_THE_GATE - BESIDE_THE_GATE - WITH_ALL
    assert {module for module in beyond if "Manuscript" in words(module)} == set()


def test_only_the_gate_makes_stories() -> None:
    """Only consent.py constructs a Story, inherits from it, replaces one, or names the gate's key."""
    for module in set(NAMES) - {"gate.admit"}:
        called = {name.rpartition(".")[2] for name in calls(module)}
        bases = {ast.unparse(b) for n in read(MODULES[module]) if isinstance(n, ast.ClassDef) for b in n.bases}
        made = called & {"Story", "replace", "__new__", "__setattr__", "deepcopy"} - own_words(module)
        made |= {b for b in bases if b.rpartition(".")[2] == "Story"} | words(module) & {"_GATE"}
        assert not made, module


def own_words(module: str) -> set[str]:
    """Text and paths have a method called replace, too; dataclasses.replace would have to be imported.

    A module that has no Story can replace none.
    """
    known = set(imports(module))
    copies = any(name.startswith(("dataclasses.replace", "copy")) for name in known)
    return set() if copies and "generator.gate.admit.Story" in known else {"replace"}


def test_the_gate_makes_stories_in_one_place() -> None:
    """In consent.py a Story is constructed once, for admit and for the proofs of the preview's desk."""

    def callers(name: str) -> list[str]:
        functions = [n for n in read(MODULES["gate.admit"]) if isinstance(n, ast.FunctionDef)]
        return [
            f.name
            for f in functions
            for n in ast.walk(f)
            if isinstance(n, ast.Call) and ast.unparse(n.func).rpartition(".")[2] == name
        ]

    assert callers("Story") == ["_story"]
    assert callers("_story") == ["admit", "proof_of"]


def test_only_the_desk_has_proofs() -> None:
    """Stories that the gate did not admit are made by proof.py alone, and proof.py is known to verdicts.py alone."""
    others = set(NAMES) - {"gate.admit", "preview.site.proof"}
    assert {module for module in others if "proof_of" in words(module)} == set()
    assert {module for module in others if "preview.site.proof" in from_generator(module)} == {"preview.desk.verdicts"}


def test_only_doors_touch_the_machine() -> None:
    """Clock, randomness, environment, network and file system are touched only by the modules that are their doors."""
    unheard_of = {}
    for module in NAMES:
        imported = {name for name in imports(module) if name in OUTSIDE or name.partition(".")[0] in OUTSIDE}
        roots = {name if name in OUTSIDE else name.partition(".")[0] for name in imported}
        asked = roots | {name for name in calls(module) if name in FORBIDDEN_CALLS}
        if asked - MACHINE.get(module, set()):
            unheard_of[module] = asked - MACHINE.get(module, set())
    assert unheard_of == {}


def test_built_in_functions_that_are_not_pure_stay_out() -> None:
    """No module opens files, prints, evaluates text, or takes an address in memory for a value by a built-in name."""
    assert {module: calls(module) & FORBIDDEN_NAMES for module in NAMES if calls(module) & FORBIDDEN_NAMES} == {}


def test_the_door_list_names_nothing_unused() -> None:
    """Every permission to touch the machine is one that its module uses."""
    for module, allowed in MACHINE.items():
        used = {n if n in OUTSIDE else n.partition(".")[0] for n in imports(module)} | calls(module)
        assert allowed <= used, module


def loaded_by(program: str) -> list[str]:
    """The names of all modules that are there when a program has run in a process of its own."""
    ends = "\nimport sys; print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", program + ends], capture_output=True, text=True, check=True, cwd=ROOT)
    return ran.stderr.split()


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_what_tells_of_the_program_loads_next_to_nothing(asked: str) -> None:
    """To say its version or its commands, the program loads few modules of its own, and click."""
    program = f"from generator.cli.main import main; main([{asked!r}], standalone_mode=False)"
    ours = [name for name in loaded_by(program) if name.startswith("generator")]
    assert len(ours) <= 7
    libraries = {name.partition(".")[0] for name in loaded_by(program)} - sys.stdlib_module_names
    assert libraries <= {"__main__", "click", "generator", *loaded_by("pass")}


def test_heavy_libraries_wait() -> None:
    """The commands' modules import no library but click when they load, so that --help is quick."""
    program = (
        "import sys, click; from generator.cli.main import main\n"
        "for name in main.commands.keys() | main.elsewhere.keys(): main.get_command(click.Context(main), name)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout
    heavy = {"PIL", "Stemmer", "babel", "jinja2", "markdown_it", "pydantic", "ruamel", "starlette", "watchdog", "yaml"}
    assert not heavy & set(loaded.split())


def test_seeing_that_nothing_has_changed_needs_little() -> None:
    """What a build does before it makes anything loads no library that reading or rendering needs."""
    program = "import sys, generator.build, generator.cli.report; print(*{n.partition('.')[0] for n in sys.modules})"
    loaded = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout
    heavy = {"PIL", "Stemmer", "jinja2", "markdown_it", "multiprocessing", "pydantic", "yaml"}
    assert not heavy & set(loaded.split())


def test_pictures_that_are_known_need_little() -> None:
    """Making a site loads Pillow only where a picture is made anew."""
    program = "import sys, generator.update; print(*{n.partition('.')[0] for n in sys.modules})"
    loaded = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout
    assert "PIL" not in loaded.split()


@pytest.mark.parametrize(
    ("module", "most"),
    [("generator.build", 50), ("generator.update", 254), ("generator.preview.http.server", 553)],
)
def test_beginnings_stay_small(module: str, most: int) -> None:
    """What is loaded to see that nothing has changed, to change something, and to preview, grows on purpose alone."""
    assert sum(name.startswith("generator") for name in loaded_by(f"import {module}")) <= most


def test_languages_that_the_program_speaks_need_no_babel() -> None:
    """Days, forms beside numbers and names of languages that themes have are said without loading Babel."""
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from generator.content.strict_yaml import Document; from generator.content.theme import all_words, spoken\n"
        "for of in spoken(all_words(Path('/nowhere'), 'hearten', Document(None))).values():\n"
        "  [of.counted('stories', n) for n in range(200)], of.day(date(2026, 6, 15)), of.name_of('en-GB')\n"
        "print(*{n.partition('.')[0] for n in sys.modules})"
    )
    loaded = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True).stdout
    assert "babel" not in loaded.split()


def test_every_test_states_one_fact() -> None:
    """Every test has a docstring that is one sentence and ends in a full stop."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in read(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                fact = ast.get_docstring(node) or ""
                assert fact.endswith("."), f"{path.name}: {node.name}"
                assert "\n\n" not in fact, f"{path.name}: {node.name}"
                assert ". " not in fact.replace("\n", " "), f"{path.name}: {node.name} states more than one fact"


def test_tests_mirror_the_wings() -> None:
    """A folder of tests has the name of the wing that they test, or is one of those about the whole."""
    whole = {"browser", "builders", "data", "docs", "promises", "regressions"}
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").glob("*/*.*")}
    assert folders - whole - {"__pycache__"} <= {name for name in NAMES if MODULES[name].name == "__init__.py"}


def test_no_test_builds_on_another() -> None:
    """What several test modules need stands in a module without tests."""
    for path in (ROOT / "tests").rglob("*.py"):
        for node in read(path):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests"):
                names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
                assert not [name for name in names if name.startswith("test_")], path.name


def test_a_wing_says_what_it_is_for() -> None:
    """A wing's own module holds one sentence and no code, so that importing one room loads no other."""
    for wing in [name for name, path in MODULES.items() if path.name == "__init__.py" and name]:
        assert (ast.get_docstring(parsed(wing)) or "").endswith("."), wing
        assert [type(node) for node in parsed(wing).body] == [ast.Expr], wing


def test_one_word_has_one_meaning() -> None:
    """No two modules make a public class or type of the same name."""
    makers: dict[str, list[str]] = {}
    for module in NAMES:
        for node in parsed(module).body:
            if isinstance(node, ast.ClassDef):
                makers.setdefault(node.name, []).append(module)
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if name[0].isupper() and not name.isupper():
                    makers.setdefault(name, []).append(module)
    assert {name: modules for name, modules in makers.items() if len(modules) > 1} == {}
