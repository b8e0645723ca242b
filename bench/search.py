"""Measure search on large made-up sites, beside an exact BM25 and Pagefind, and print what docs/search.md tells.

    .venv/bin/pip install bm25s
    .venv/bin/python -m bench.search MAKE_CORPUS [--stories 1000 10000]

MAKE_CORPUS is the path of make_corpus.py. Sites are made and built below .tools/search; Pagefind is fetched from npm.
Needs the Chromium that scripts/browser.py found.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import bm25s
from playwright.sync_api import Browser, Page, sync_playwright

from bench.corpus import make, queries, whole_text
from bench.lighthouse import serve
from generator import prepare as stages
from generator.ground.target import Target
from generator.incremental import analysis
from generator.incremental.run import Run
from generator.plan import search
from generator.plan.site import Site
from generator.prepare import Planned
from generator.render.renderer import render_all
from generator.store.output_folder import to_folder
from generator.views.pages import FileView
from generator.words.stems import stems
from generator.words.terms import form_of, written
from tests.browser.conftest import FLAGS, program
from tests.builders.example import ROOT, TODAY

PAGEFIND = "pagefind@1.6.0"
PLACE = ROOT / ".tools" / "search"
KNOWN, WEIGHED, TIMED, SEEN, CUTOFF = 300, 50, 40, 5, 20
SLOWDOWN = 4
PAUSE = 1500  # milliseconds, in which what a query without its last letter asks for has come, if it finds anything
FIND = "q => hearten.find(q).then(r => r.stories)"
PAGEFIND_PAGE = "<!doctype html><meta charset=utf-8><title>Pagefind</title>"
# Types a text, and gives the milliseconds until results are in the page.
TYPE = """text => new Promise(done => {
  const input = document.querySelector("#_query"), list = document.querySelector(".results");
  input.value = text;
  const start = performance.now();
  const watch = new MutationObserver(() => {
    if (!list.children.length) return;
    watch.disconnect();
    done(performance.now() - start);
  });
  watch.observe(list, {childList: true});
  input.dispatchEvent(new Event("input"));
})"""


@dataclass(frozen=True)
class Built:
    """A site, its folder, and how long the build took in all and for search alone, in seconds of this process."""

    site: Site
    out: Path
    seconds: float
    for_search: float
    index: dict[str, bytes]


# What a build does for search alone, but for rendering and writing its files: words are cut, counted and inverted.
PARTS = ((analysis, "terms"), (analysis, "codes"), (stages, "indexed"), (search, "index_of_words"))


def build(root: Path) -> Built:
    """Build a site from nothing in this process, with what it does for search timed.

    Of the time for writing, search has its share of the files.
    """
    spent = [0.0]

    def timed(part: Any) -> Any:
        def run(*arguments: Any) -> Any:
            start = time.process_time()
            made = part(*arguments)
            spent[0] += time.process_time() - start
            return made

        return run

    start = time.process_time()
    with ExitStack() as patched:
        for place, name in PARTS:
            patched.enter_context(patch.object(place, name, timed(getattr(place, name))))
        planned = stages.prepare(Target(root, "web", TODAY), Run())
    for_search = [page for page in planned.pages if page.path.startswith("search/")]
    others = [page for page in planned.pages if not page.path.startswith("search/")]
    outputs = [*render_all(planned.theme, others), *timed(render_all)(planned.theme, for_search)]
    writing = time.process_time()
    to_folder(outputs, root / "public", [output.path for output in outputs])
    end = time.process_time()
    spent[0] += (end - writing) * len(for_search) / len(outputs)
    return Built(planned.site, root / "public", end - start, spent[0], index(planned))


def index(planned: Planned) -> dict[str, bytes]:
    """The files of a site's index."""
    views = ((page.path, page.view) for page in planned.pages if page.path.startswith("search/"))
    return {path: view.content for path, view in views if isinstance(view, FileView)}


def rewritten(root: Path, of: Built) -> Iterator[tuple[str, str]]:
    """How many files of the index, and packs of texts among these, a build writes anew for one story."""
    place = root / of.site.stories[len(of.site.stories) // 2].source
    text, newest = place.read_text(encoding="utf-8"), of.site.stories[-1]
    front = (root / newest.source).read_text(encoding="utf-8").split("\n---\n")[0]
    another = re.sub("(?m)^(title|  record): .*", r"\1: R-999999", front) + "\n---\n\nWe made marzipan.\n"
    changes: dict[str, tuple[Path, str | None]] = {
        "an edit of one word": (place, text.rstrip() + " Marzipan.\n"),
        "a story that goes": (place, None),
        "a new story": (root / "stories" / "zz-marzipan.md", another),
    }
    for what, (path, after) in changes.items():
        before = path.read_text(encoding="utf-8") if path.exists() else None
        try:
            _put(path, after)
            made = index(stages.prepare(Target(root, "web", TODAY), Run()))
        finally:
            _put(path, before)
        changed = [name for name, data in made.items() if data != of.index.get(name)]
        packs = sum(name.startswith("search/t") for name in changed)
        yield f"files of the index that {what} rewrites", f"{len(changed):,} of {len(made):,}, of which {packs} packs"


def _put(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")


def fetch_pagefind() -> Path:
    """Pagefind's program, fetched if it is not there."""
    place = PLACE / "pagefind"
    found = place / "node_modules" / ".bin" / "pagefind"
    if not found.exists():
        place.mkdir(parents=True, exist_ok=True)
        npm = str(Path(sys.executable).with_name("npm"))
        subprocess.run([npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", place, PAGEFIND], check=True)
    return found


def run_pagefind(of: Built, place: Path) -> Path:
    """Index the stories' pages, from their main part alone; gives a folder to serve."""
    shutil.rmtree(place, ignore_errors=True)
    command = [fetch_pagefind(), "--site", of.out, "--glob", "stories/*/index.html", "--root-selector", "main"]
    command += ["--output-path", place / "pagefind"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (place / "_headers").write_text("/*\n", encoding="utf-8")
    for name in ("index.html", "404.html"):
        (place / name).write_text(PAGEFIND_PAGE, encoding="utf-8")
    return place


def on_the_wire(folder: Path, urls: Iterable[str]) -> int:
    """Bytes of files as a server that compresses sends them."""
    files = [(folder / urlsplit(url).path.lstrip("/")).read_bytes() for url in urls]
    return sum(min(len(data), len(gzip.compress(data, mtime=0))) for data in files)


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A page with an empty cache, and everything that it asks for from then on."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page, asked
    context.close()


def weigh_ours(browser: Browser, of: Built, address: str, texts: Sequence[str]) -> tuple[int, int, int]:
    """Median bytes until five results, until all ten that are shown at once, and in all with the facets."""
    five, ten, everything = [], [], []
    for text in texts:
        with opened(browser, address + "search/") as (page, asked):
            page.evaluate(TYPE, text)
            page.wait_for_selector(".facets:not([hidden])")
            ours = [url for url in asked if "/search/" in url[:-1] or re.search(r"/search[.-]", url)]
        ours = [url for url in ours if not url.endswith("/search/")]
        results = [url for url in ours if "?" in url]
        facets = [url for url in ours if b'hearten.put("facets"' in (of.out / urlsplit(url).path[1:]).read_bytes()[:30]]
        engine = [url for url in ours if url not in results and url not in facets]
        five.append(on_the_wire(of.out, engine + results[:SEEN]))
        ten.append(on_the_wire(of.out, engine + results))
        everything.append(on_the_wire(of.out, ours))
    return round(statistics.median(five)), round(statistics.median(ten)), round(statistics.median(everything))


PAGEFIND_START = """async () => {
  window.pagefind = await import("./pagefind/pagefind.js");
  await pagefind.init();
}"""
PAGEFIND_SEE = """async ([text, seen]) => {
  const found = await pagefind.search(text);
  const data = await Promise.all(found.results.slice(0, seen).map(result => result.data()));
  return data.map(result => result.url);
}"""


def weigh_pagefind(browser: Browser, folder: Path, address: str, texts: Sequence[str]) -> int:
    """Median bytes until five results of Pagefind."""
    found = []
    for text in texts:
        with opened(browser, address) as (page, asked):
            page.evaluate(PAGEFIND_START)
            page.evaluate(PAGEFIND_SEE, [text, SEEN])
            found.append(on_the_wire(folder, {url for url in asked if "/pagefind/" in url}))
    return round(statistics.median(found))


def slowed(page: Page) -> None:
    """Let the processor seem slower."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


def last_key(browser: Browser, address: str, texts: Sequence[str]) -> tuple[float, float]:
    """Milliseconds from a query's last key to results, with the shards there: median and 95th percentile."""
    found = []
    with opened(browser, address + "search/") as (page, _):
        slowed(page)
        for text in texts:
            page.locator("#_query").fill(text[:-1])
            page.wait_for_timeout(PAUSE)
            found.append(page.evaluate(TYPE, text))
    return _median_and_95(found)


def cold_from_disk(browser: Browser, out: Path, texts: Sequence[str]) -> tuple[float, float]:
    """Milliseconds from a whole query to results on a page just opened from a folder: median and 95th percentile."""
    found = []
    for text in texts:
        with opened(browser, (out / "search" / "index.html").as_uri()) as (page, _):
            slowed(page)
            found.append(page.evaluate(TYPE, text))
    return _median_and_95(found)


def _median_and_95(found: Sequence[float]) -> tuple[float, float]:
    return statistics.median(found), statistics.quantiles(found, n=20)[-1]


def reciprocal(found: Sequence[int], wanted: int) -> float:
    """One divided by the rank of what is wanted, if it is among the first."""
    return 1 / (found.index(wanted) + 1) if wanted in found[:CUTOFF] else 0.0


def exact(site: Site, stemmed: bool) -> Callable[[str], list[int]]:
    """BM25 without an index's shortcuts, over the whole text of every story."""

    def cut(text: str) -> list[str]:
        words = [*written(text)]
        return [stems("en")[word] if stemmed else form_of(word) for word in words]

    retriever = bm25s.BM25(k1=1.2, b=0.75)
    retriever.index([cut(whole_text(story, site)) for story in site.stories], show_progress=False)

    def find(text: str) -> list[int]:
        known = [word for word in cut(text) if word in retriever.vocab_dict]
        if not known:
            return []
        scores = retriever.get_scores(known)
        # Of equals the newest first, as ours.
        order = sorted(range(len(scores)), key=lambda n: (-scores[n], -n))
        return order[:CUTOFF]

    return find


def mean_rank(find: Callable[[str], list[int]], known: Sequence[tuple[str, int]]) -> float:
    """The mean reciprocal rank of known items."""
    return statistics.fmean(reciprocal(find(text), story) for text, story in known)


def measure(root: Path, browser: Browser) -> Iterator[tuple[str, str]]:
    """Every figure for one site, with what it is."""
    of = build(root)
    known = queries(of.site, KNOWN)
    clean, mistyped = [(q.text, q.story) for q in known], [(q.mistyped, q.story) for q in known]
    pairs = [q.text for q in queries(of.site, WEIGHED, words=(2,), seed=5)]
    share = of.for_search / (of.seconds - of.for_search)
    yield "files of the index", f"{len(of.index):,}, {sum(map(len, of.index.values())) / 1e6:.1f} MB"
    yield "search in a clean build", f"{of.for_search:.1f} s beside {of.seconds - of.for_search:.1f} s, {share:.0%}"
    yield from rewritten(root, of)
    numbers = {f"/stories/{story.slug}/": n for n, story in enumerate(of.site.stories)}
    folder = run_pagefind(of, root / "pagefind")
    with serve(of.out) as address, serve(folder) as other:
        five, ten, everything = weigh_ours(browser, of, address, pairs)
        theirs = weigh_pagefind(browser, folder, other, pairs)
        yield "bytes until five results", f"{five:,} (ten: {ten:,}; with facets: {everything:,})"
        yield "the same, Pagefind", f"{theirs:,}; ours are {five / theirs:.2f} of it"
        yield (
            "last key to results, 4× slower",
            "{:.0f} ms (95 %: {:.0f} ms)".format(*last_key(browser, address, pairs[:TIMED])),
        )
        yield (
            "cold from a folder, 4× slower",
            "{:.0f} ms (95 %: {:.0f} ms)".format(*cold_from_disk(browser, of.out, pairs[:TIMED])),
        )
        with opened(browser, address + "search/") as (page, _):

            def ours(text: str) -> list[int]:
                found: list[int] = page.evaluate(FIND, text)
                return found

            by_ours, put_right = mean_rank(ours, clean), mean_rank(ours, mistyped)
        with opened(browser, other) as (page, _):
            page.evaluate(PAGEFIND_START)

            def pagefind(text: str) -> list[int]:
                return [numbers[url] for url in page.evaluate(PAGEFIND_SEE, [text, CUTOFF])]

            by_pagefind, theirs_put_right = mean_rank(pagefind, clean), mean_rank(pagefind, mistyped)
    with_stems, without = mean_rank(exact(of.site, True), clean), mean_rank(exact(of.site, False), clean)
    yield "mean reciprocal rank", f"{by_ours:.3f}, {by_ours / with_stems:.3f} of exact BM25"
    yield "exact BM25 with stems, without", f"{with_stems:.3f}, {without:.3f}"
    yield "Pagefind", f"{by_pagefind:.3f}"
    yield "with a typing mistake", f"{put_right:.3f}, {put_right / by_ours:.3f} of the clean ones"
    yield "Pagefind with a typing mistake", f"{theirs_put_right:.3f}"


def example() -> Path:
    """A copy of the example site."""
    root = PLACE / "example"
    shutil.rmtree(root, ignore_errors=True)
    for folder in ("stories", "pages"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "site.yaml", root)
    return root


def main() -> int:
    """Print the figures of the example site, and of each size of made-up ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("maker", type=Path, metavar="MAKE_CORPUS")
    parser.add_argument("--stories", type=int, nargs="*", default=[1000, 10_000])
    chosen = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("browser"), args=list(FLAGS))
        roots = {"the example site": example()}
        roots |= {f"{stories:,} stories": make(chosen.maker, PLACE, stories) for stories in chosen.stories}
        for title, root in roots.items():
            print(f"\n{title}\n", flush=True)
            for name, figure in measure(root, browser):
                print(f"| {name} | {figure} |", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
