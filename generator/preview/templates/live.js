// Keeps a page of the preview as its files are: hears of changes (stream.js), reloads when the page has changed, shows what is wrong.
(() => {
  const script = document.currentScript;
  const at = location.pathname + location.search;
  const kept = "hearten-preview " + at, dismissed = "hearten-dismissed";
  let version = script.dataset.version, leaving = false;

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

  const look = async () => {
    const now = await (await fetch("/_desk/state?at=" + encodeURIComponent(at))).json();
    // No version: the page is not to be had for now. What is here stays, below what is wrong.
    if (leaving) return;
    if (now.version !== null && now.version !== version) {
      version = now.version;
      reload();
    } else {
      show(now.problems, now.mark);
    }
  };
  // One after the other, so that the last answer is the last one shown; without an answer, all stays as it is.
  let looked = Promise.resolve();
  const ask = () => {
    if (document.visibilityState === "visible") looked = looked.then(look).catch(() => {});
  };

  const channel = new BroadcastChannel("hearten-preview");
  addEventListener("keydown", event => {
    const details = box().querySelector("details");
    if (event.key !== "Escape" || !details || !details.open) return;
    details.open = false;
    // Its own event comes a moment later, perhaps after the page is gone.
    sessionStorage.setItem(dismissed, box().querySelector(".box").textContent);
  });
  addEventListener("load", () => {
    watchDetails();
    restore();
    ask();
  });
  channel.addEventListener("message", ask);
  addEventListener("visibilitychange", ask);
  // To load the page again now would call back the form that is just sent.
  addEventListener("submit", () => { leaving = true; });
  addEventListener("pageshow", event => {
    leaving = false;
    if (event.persisted) ask();
  });
})();
