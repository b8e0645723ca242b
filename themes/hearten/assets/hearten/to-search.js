/* “/” leads to search, unless the reader has turned keys off (WCAG 2.1.4). */
(() => {
  "use strict";
  document.addEventListener("keydown", event => {
    const { keys } = window.hearten && window.hearten.choices || {};
    if (event.key !== "/" || keys === "off" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^(input|select|textarea)$/i.test(event.target.tagName)) return;
    const field = document.getElementById("_query");
    const link = document.querySelector(".to-search");
    if (!field && !link) return;
    event.preventDefault();
    if (field) field.focus();
    else location.href = link.href;
  });
})();
