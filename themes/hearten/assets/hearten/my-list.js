/* My list: stories to be read later. The device keeps their ids and nothing else, and nothing before somebody asks for it.
   What the site has no more is forgotten. Runs before the part that leaves stories out. */
(hearten => {
  "use strict";
  const { listed } = hearten;
  const KEY = "hearten-list";
  const list = document.querySelector(".my-list"), status = document.querySelector("[data-unkept]");
  const forget = document.querySelector(".forget-list");

  function kept() { return (localStorage.getItem(KEY) || "").split(" ").filter(Boolean); }

  function keep(ids) {
    if (ids.length) localStorage.setItem(KEY, ids.join(" "));
    else localStorage.removeItem(KEY);
  }

  /* Does something with what is kept, and shows what is kept then. Where a browser keeps nothing, or the stories have not
     come, that is said, and nothing is forgotten that nobody asked to forget. */
  function attempt(act) {
    try {
      try { act(kept()); } finally { show(kept()); }
    } catch (problem) {
      if (status) status.textContent = status.dataset.unkept;
    }
  }

  function show(ids) {
    document.querySelectorAll("[data-keep]").forEach(button => {
      button.setAttribute("aria-pressed", ids.includes(button.dataset.keep));
    });
    if (forget) forget.hidden = !ids.length && forget !== document.activeElement;
  }

  function draw(ids) {
    if (!list) return;
    const stories = new Map(ids.length ? listed.stories : []), shown = ids.filter(id => stories.has(id));
    // Ids of other sites at the same place stay.
    keep(ids.filter(id => stories.has(id) || !id.startsWith(listed.site)));
    list.textContent = "";
    list.append(...shown.reverse().map(id => item(id, stories.get(id))));
    status.textContent = status.getAttribute(shown.length ? "data-some" : "data-none");
  }

  function item(id, [path, language, notes, ...words]) {
    const made = document.importNode(document.getElementById("_kept").content, true);
    const [card, link, button] = ["div", "a", "button"].map(name => made.querySelector(name));
    card.dataset.notes = notes;
    link.href = "../" + path;
    link.lang = language;
    button.dataset.keep = id;
    made.querySelectorAll(".word").forEach((place, n) => { place.textContent = words[n]; });
    return made;
  }

  document.addEventListener("click", ({ target }) => {
    const { keep: id } = target.dataset, pressed = target.getAttribute("aria-pressed") === "true";
    if (id) attempt(ids => keep(ids.filter(other => other !== id).concat(pressed ? [] : id)));
    // “Forget everything” is among the reading settings.
    if (target.matches(".forget, .forget-list")) attempt(() => {
      keep([]);
      draw([]);
    });
  });
  // What another tab keeps or forgets is so here, too, and so is what was done after this page was left.
  addEventListener("storage", () => attempt(draw));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) attempt(draw); });
  document.querySelectorAll(".for-later").forEach(box => { box.hidden = false; });
  attempt(draw);
})(window.hearten || {});
