/* My list: stories to be read later. The device keeps their ids and nothing else, and nothing before somebody asks for it.
   What the site has no more is forgotten. Runs before the part that leaves stories out. */
(hearten => {
  "use strict";
  const { listed } = hearten;
  const KEY = "hearten-list";
  const list = document.querySelector(".my-list"), status = document.querySelector("[data-unkept]");

  function kept() { return (localStorage.getItem(KEY) || "").split(" ").filter(Boolean); }

  function keep(ids) {
    if (ids.length) localStorage.setItem(KEY, ids.join(" "));
    else localStorage.removeItem(KEY);
  }

  /* Does something with what is kept, and shows what is kept then. Where a browser keeps nothing, or the stories have not
     come, that is said, and nothing is forgotten. */
  function attempt(act) {
    try {
      act(kept());
      document.querySelectorAll("[data-keep]").forEach(button => {
        button.setAttribute("aria-pressed", kept().includes(button.dataset.keep));
      });
    } catch (problem) {
      if (status) status.textContent = status.dataset.unkept;
    }
  }

  function draw(ids) {
    if (!list) return;
    const stories = new Map(listed.stories), shown = ids.filter(id => stories.has(id));
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
    const { keep: id } = target.dataset;
    if (id) attempt(ids => keep(ids.includes(id) ? ids.filter(other => other !== id) : ids.concat(id)));
    // “Forget everything” is among the reading settings.
    if (target.matches(".forget, .forget-list")) attempt(() => {
      keep([]);
      draw([]);
    });
  });
  document.querySelectorAll(".for-later, .forget-list").forEach(box => { box.hidden = false; });
  attempt(draw);
})(window.hearten || {});
