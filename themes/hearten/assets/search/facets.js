/* What narrows the search page's results: topics, languages, times to read and shapes that are chosen, notes left out.
   Where it cannot be told for certain what is left out, no story is shown. */
(hearten => {
  "use strict";
  const { manifest, index } = hearten;
  const box = document.querySelector(".facets");
  if (!index || !box || !hearten.leaveOut) return;
  const GROUPS = ["topics", "languages", "lengths", "shapes", "notes"];
  const chosen = { topics: [], languages: [], lengths: [], shapes: [] };
  const notes = new Map(Object.entries(manifest.notes));
  const wide = matchMedia("(min-width: 56rem)");
  let facets = null, changed = () => {};

  function leftOut() { return hearten.choices.notes || []; }

  function filtering() { return !hearten.readable || leftOut().length > 0; }

  function certain() {
    return hearten.readable && facets !== null && facets.count === manifest.count && leftOut().every(note => notes.has(note));
  }

  function welcome(text) { return text.notes.every(note => notes.has(note) && !leftOut().includes(note)); }

  async function load() {
    if (facets) return;
    const { count, ...groups } = await index.facets();
    const values = GROUPS.map(group => [group, groups[group].map(([value, label, stories]) => {
      const having = new Uint8Array(manifest.count);
      index.numbers(stories).forEach(story => { having[story] = 1; });
      return { value, label, having, element: null };
    })]);
    facets = facets || { count, values: new Map(values) };
  }

  function isOf(story, group, wanted) {
    return facets.values.get(group).some(({ value, having }) => wanted.includes(value) && having[story]);
  }

  function isLeftOut(story) { return facets !== null && isOf(story, "notes", leftOut()); }

  /* Whether a story is to be shown, as far as other groups than one have to say. */
  function passes(story, except) {
    return !facets || GROUPS.every(group => group === except ||
      (group === "notes" ? !isLeftOut(story) : !chosen[group].length || isOf(story, group, chosen[group])));
  }

  function made(facet) {
    const label = document.createElement("label"), check = document.createElement("input");
    check.type = "checkbox";
    check.value = facet.value;
    label.append(check, ` ${facet.label} `, document.createElement("span"));
    return label;
  }

  function draw(found) {
    if (!facets) return;
    GROUPS.forEach(group => {
      const fieldset = box.querySelector(`[data-group=${group}]`);
      if (!fieldset) return;
      const base = found.filter(story => passes(story, group));
      const ticked = group === "notes" ? leftOut() : chosen[group];
      facets.values.get(group).forEach(facet => {
        if (!facet.element) fieldset.append(facet.element = made(facet));
        const count = base.reduce((sum, story) => sum + facet.having[story], 0);
        facet.element.firstChild.checked = ticked.includes(facet.value);
        facet.element.lastChild.textContent = `(${count})`;
        facet.element.hidden = !count && !ticked.includes(facet.value);
      });
      fieldset.hidden = facets.values.get(group).every(facet => facet.element.hidden);
    });
    box.hidden = [...box.querySelectorAll("fieldset")].every(fieldset => fieldset.hidden);
  }

  /* On a narrow screen they are folded above the results, on a wide one open beside them; the keyboard goes as the eye. */
  function place() {
    box.parentNode[wide.matches ? "append" : "prepend"](box);
    box.querySelector("details").open = wide.matches;
  }

  wide.addEventListener("change", place);
  place();
  box.addEventListener("change", ({ target }) => {
    const { group } = target.closest("[data-group]").dataset;
    const before = group === "notes" ? leftOut() : chosen[group];
    const after = before.filter(other => other !== target.value).concat(target.checked ? [target.value] : []);
    if (group === "notes") {
      hearten.leaveOut(after.filter(note => notes.has(note)));
    } else {
      chosen[group] = after;
      changed();
    }
  });
  document.addEventListener("hearten:notes", () => changed());

  hearten.facets = {
    filtering, certain, welcome, load, isLeftOut, passes, draw,
    label: note => notes.get(note),
    hide() { box.hidden = true; },
    whenChanged(listener) { changed = listener; }
  };
})(window.hearten || {});
