/* Content notes: stories that a reader leaves out of lists. A story whose notes are not known is left out, and so is
   everything where the choice has not come, cannot be read, or names a note that this site does not know. */
(page => {
  "use strict";
  const hearten = window.hearten = window.hearten || { choices: {}, readable: false, kept: false };
  const known = notesOf(page);

  function notesOf(element) { return (element.getAttribute("data-notes") || "").split(" ").filter(Boolean); }

  function leftOut() { return hearten.choices.notes || []; }

  function welcome(item) {
    const card = item.querySelector("[data-notes]");
    if (!hearten.readable || !card) return false;
    return notesOf(card).every(note => known.includes(note) && !leftOut().includes(note));
  }

  /* The form of words beside a number, by the rule of their language (Unicode CLDR); browsers of before 2018 know two. */
  hearten.form = (n, language) => {
    if (window.Intl && Intl.PluralRules) return new Intl.PluralRules(language || page.lang).select(n);
    return n === 1 ? "one" : "other";
  };

  /* Shows the words of an attribute, and beside them the same in another language where the page has them. */
  function show(element, name, n) {
    const said = element.getAttribute(name) || element.getAttribute("data-other") || "";
    const beside = element.getAttribute(`${name}-beside`);
    element.textContent = said.replace("{n}", n);
    if (!beside) return;
    const span = document.createElement("span");
    span.className = "beside";
    span.lang = element.getAttribute(`${name}-beside-lang`);
    span.dir = "auto";
    span.textContent = beside;
    element.append(" ", span);
  }

  function tell(note, count) {
    note.hidden = count === 0;
    show(note, hearten.readable ? `data-${hearten.form(count, note.getAttribute("data-rule"))}` : "data-unread", count);
  }

  function filter() {
    const filtering = !hearten.readable || leftOut().length > 0;
    document.querySelectorAll(".cards").forEach(list => {
      const items = [...list.children];
      items.forEach(item => { item.hidden = filtering && !welcome(item); });
      const note = list.previousElementSibling;
      if (note && note.matches(".left-out")) tell(note, items.filter(item => item.hidden).length);
    });
    page.removeAttribute("data-filter");
    document.querySelectorAll(".fold").forEach(fold);
  }

  /* A story that speaks of what is left out is folded behind its summary. One that the reader has opened stays open. */
  function fold(story) {
    const why = story.querySelector("summary"), shown = !why.hidden;
    const folded = !hearten.readable || notesOf(story).some(note => leftOut().includes(note));
    show(why, hearten.readable ? "data-left-out" : "data-unread");
    if (folded === shown) return;
    why.hidden = !folded;
    story.open = !folded;
  }

  /* The one way to choose anew, for the reading settings and the search page; both then hear of it. */
  hearten.leaveOut = notes => {
    hearten.choices.notes = notes;
    hearten.readable = true;
    filter();
    document.dispatchEvent(new Event("hearten:notes"));
  };

  if (leftOut().some(note => !known.includes(note))) hearten.readable = false;
  filter();
})(document.documentElement);
