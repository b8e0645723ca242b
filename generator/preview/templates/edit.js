// Shows a text beside its form while it is written, helps to mark it up, and asks before what is not saved is left.
(() => {
  const form = document.getElementById("edit"), text = document.getElementById("edit-words");
  const show = form.querySelector("[data-look]"), state = document.getElementById("edit-state");
  const written = () => new URLSearchParams(new FormData(form)).toString();
  const saved = written();
  let frame = document.querySelector("iframe[name=look]"), waiting = 0, leaving = false;

  // A frame of its own for each look: the one that is there stays until the next is whole, at the same place, and the
  // browser's way back does not lead through all of them.
  const next = () => {
    const fresh = document.createElement("iframe"), old = frame;
    fresh.title = old.title;
    fresh.hidden = true;
    old.removeAttribute("name");
    old.contentWindow.name = "";
    fresh.name = "look";
    old.after(fresh);
    frame = fresh;
    fresh.addEventListener("load", () => {
      if (fresh !== frame || fresh.contentWindow.location.href === "about:blank") return;
      const [was, now] = [old, fresh].map(one => one.contentDocument?.querySelector("iframe"));
      fresh.hidden = false;
      const top = was?.contentWindow?.scrollY || 0;
      if (now && top) now.addEventListener("load", () => now.contentWindow.scrollTo(0, top));
      for (const other of document.querySelectorAll(".looks > iframe")) if (other !== fresh) other.remove();
      tell(fresh.contentDocument);
    });
  };
  const look = () => {
    next();
    form.requestSubmit(show);
  };
  const tell = page => {
    const words = page.querySelector("h2")?.textContent || "";
    if (state.textContent !== words) state.textContent = words;
    for (const place of page.querySelectorAll("[data-line]")) {
      const button = page.createElement("button");
      button.type = "button";
      button.textContent = place.textContent;
      button.addEventListener("click", () => go(Number(place.dataset.line)));
      place.replaceChildren(button);
    }
  };
  const go = line => {
    const lines = text.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[line - 1] || "").length);
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 700);
  });
  form.addEventListener("submit", event => { leaving = event.submitter !== show; });
  addEventListener("beforeunload", event => { if (!leaving && written() !== saved) event.preventDefault(); });
  addEventListener("pageshow", () => { leaving = false; });
  frame.addEventListener("load", () => tell(frame.contentDocument));
  if (frame.contentDocument?.readyState === "complete") tell(frame.contentDocument);
})();
