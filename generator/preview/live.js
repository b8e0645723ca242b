// Keeps a page of the preview as its files are: asks one stream, reloads when the page has changed, shows what is wrong.
(() => {
  const script = document.currentScript;
  const at = location.pathname + location.search;
  const kept = "hearten-preview " + at, dismissed = "hearten-dismissed";
  let version = script.dataset.version, stream = null;

  const box = () => document.querySelector("hearten-problems").shadowRoot;

  // Where the focus is, as the way down to it from the root; ids come and go, positions mostly stay.
  const way = element => {
    const steps = [];
    for (let e = element; e && e !== document.documentElement; e = e.parentElement) {
      steps.unshift([...e.parentElement.children].indexOf(e));
    }
    return steps;
  };
  const follow = steps => steps.reduce((e, n) => e && e.children[n], document.documentElement);

  const reload = () => {
    const focused = document.activeElement;
    sessionStorage.setItem(kept, JSON.stringify({
      x: scrollX, y: scrollY,
      id: focused && focused.id, tag: focused && focused.tagName,
      way: focused && focused !== document.body ? way(focused) : null,
    }));
    location.reload();
  };

  const restore = () => {
    const text = sessionStorage.getItem(kept);
    if (!text) return;
    sessionStorage.removeItem(kept);
    const was = JSON.parse(text);
    const place = (was.id && document.getElementById(was.id)) || (was.way && follow(was.way));
    if (place && place.tagName === was.tag) place.focus({preventScroll: true});
    scrollTo({left: was.x, top: was.y, behavior: "instant"});
  };

  const show = (problems, mark) => {
    const place = box().querySelector(".box");
    if (place.dataset.mark === mark) return;
    place.innerHTML = problems;
    place.dataset.mark = mark;
    const title = place.querySelector("h2");
    box().querySelector(".said").textContent = title ? title.textContent : "All problems here are mended.";
    watchDetails();
  };

  // What was put aside stays so until there is something else to say.
  const watchDetails = () => {
    const place = box().querySelector(".box"), details = place.querySelector("details");
    if (!details) return;
    const words = place.textContent;
    if (sessionStorage.getItem(dismissed) === words) details.open = false;
    details.addEventListener("toggle", () => {
      if (details.open) sessionStorage.removeItem(dismissed);
      else sessionStorage.setItem(dismissed, words);
    });
  };

  const listen = () => {
    stream = new EventSource("/_desk/live?at=" + encodeURIComponent(at));
    stream.addEventListener("message", event => {
      const now = JSON.parse(event.data);
      // No version: the page is not to be had for now. What is here stays, below what is wrong.
      if (now.version !== null && now.version !== version) {
        version = now.version;
        reload();
      } else {
        show(now.problems, now.mark);
      }
    });
  };

  addEventListener("keydown", event => {
    const details = box().querySelector("details");
    if (event.key === "Escape" && details && details.open) details.open = false;
  });
  addEventListener("load", () => {
    watchDetails();
    restore();
    if (document.visibilityState === "visible") listen();
  });
  // A browser opens only a few streams at a time: tabs that nobody sees give theirs back.
  addEventListener("visibilitychange", () => {
    if (stream) stream.close();
    if (document.visibilityState === "visible") listen();
  });
  addEventListener("pagehide", () => stream && stream.close());
})();
