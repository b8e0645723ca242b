"""What every test shares."""

from __future__ import annotations

import importlib
import os
import pkgutil
import secrets
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import generator
from generator.ground import hashed_names
from generator.ground.outcome import Report
from generator.ground.workers import cores
from tests.browser.fonts import FAMILIES
from tests.builders.example import build_example, build_hostile
from tests.builders.examples import MORE
from tests.builders.sites import DATA

# The same examples on every machine and every run: a red test is red for everybody.
# How long they take is no matter: a busy machine is no mistake.
UNHURRIED = [HealthCheck.too_slow]
settings.register_profile(
    "hearten", derandomize=True, deadline=None, max_examples=50, database=None, suppress_health_check=UNHURRIED
)
# Hypothesis draws some examples from the constants of the modules that are loaded: they are the same in every worker,
# whichever tests it ran before.
for _module in pkgutil.walk_packages(generator.__path__, "generator."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)
# Other examples in every run, and more of them.
settings.register_profile(
    "fresh", deadline=None, max_examples=50 * MORE, database=None, suppress_health_check=UNHURRIED
)
settings.load_profile("hearten")

MEMORY = Path("/dev/shm")  # where Linux keeps files in memory
ROOM = 2**31  # bytes; all that the tests write is a tenth of it


def takes_programs(folder: Path) -> bool:
    """Whether there is room in a folder, and programs in it may run; elsewhere than on Linux, none like it is there."""
    return folder.is_dir() and shutil.disk_usage(folder).free > ROOM and not os.statvfs(folder).f_flag & os.ST_NOEXEC


# A build waits until the disk has what it wrote, and tests build a thousand times.
if "TMPDIR" not in os.environ and takes_programs(MEMORY):
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# Caches are proven by a key that is the tests' own: none is left in the home folder of whoever runs them.
os.environ["HEARTEN_CACHE_KEY"] = "a key for all that tests build, and nothing else"
# Nor is what was logged remembered beyond a test, but where a test gives it a place: sites of tests are much alike.
os.environ["HEARTEN_STATE"] = ""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose a seed for fresh examples before anybody asks for it, one for all workers, where none is given."""
    if config.getoption("--hypothesis-profile") == "fresh" and not config.getoption("--hypothesis-seed"):
        config.option.hypothesis_seed = str(secrets.randbelow(2**32))


@pytest.hookimpl(optionalhook=True)
def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their length: an archive's may hold the time, and workers have to find the same tests."""
    return f"{len(val)}-bytes" if isinstance(val, bytes) else None


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than the cores that it may use: a worker that waits for a browser needs none."""
    return cores() + 1


def pytest_report_header(config: pytest.Config) -> list[str]:
    """How to have the same fresh examples again."""
    seed = config.getoption("--hypothesis-seed")
    return [f"fresh examples of seed {seed}; the same again: make test-long SEED={seed}"] if seed else []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options: golden files are written by ``--update-golden``; ``--fonts`` is the family that browsers know."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing them")
    parser.addoption("--fonts", choices=FAMILIES, default=FAMILIES[0], help="the fonts that browsers show pages in")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the built example site."""
    return build_example(tmp_path_factory.mktemp("example"), "web")


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the example site built to be opened without a server."""
    return build_example(tmp_path_factory.mktemp("bundle"), "offline")


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the example site in the plain theme."""
    return build_example(tmp_path_factory.mktemp("plain"), "web", theme="plain")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report on a site of hostile words, built."""
    return build_hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proofs hash each address of a site slowly against guesses; tests of what they say need not wait for that."""
    monkeypatch.setattr(hashed_names, "ROUNDS", 1)


@pytest.fixture
def next_door(tmp_path: Path) -> Path:
    """A minimal valid site with one story."""
    shutil.copytree(DATA / "neighbour", tmp_path / "site")
    return tmp_path / "site"
