/* Show me one: a story by chance, and no story again before all were shown. */
(() => {
  "use strict";
  // While the lists wait for notes.js, there is nothing to choose from.
  const pool = document.querySelector(":root:not([data-filter]) .pool");
  const another = document.querySelector(".another");
  if (!pool) return;
  let welcome, order, shown;

  function begin() {
    welcome = [...pool.children].filter(item => !item.hidden);
    order = [];
    show();
  }

  function show() {
    if (!order.length) order = shuffled(welcome);
    if (order.length > 1 && order[0] === shown) order.push(order.shift());
    shown = order.shift();
    welcome.forEach(item => { item.hidden = item !== shown; });
    pool.classList.add("chosen");
    if (another) another.hidden = welcome.length < 2;
  }

  function shuffled(items) {
    const left = items.slice(), mixed = [];
    while (left.length) mixed.push(...left.splice(Math.floor(Math.random() * left.length), 1));
    return mixed;
  }

  if (another) another.addEventListener("click", () => {
    show();
    shown.querySelector("a").focus();
  });
  document.addEventListener("hearten:notes", begin);
  begin();
})();
