/* Leave this page: by the button, or by Shift three times within five seconds (GOV.UK, Exit this page). First of all
   scripts, waiting for none of them nor for the rest of the page, and listening before anything else can. */
(page => {
  "use strict";
  const PRESSES = 3, WINDOW = 5000;
  let presses = [], modified = false;

  function leave(exit) {
    page.setAttribute("data-left", "");
    document.title = exit.hostname;
    location.replace(exit.href);
  }

  /* Says how many presses are left, in the form of words that the number takes (Unicode CLDR). */
  function say(left) {
    const status = document.querySelector(".leave [role=status]");
    if (!status) return;
    const rule = status.getAttribute("data-rule") || page.lang;
    const form = window.Intl && Intl.PluralRules ? new Intl.PluralRules(rule).select(left) : left === 1 ? "one" : "other";
    const words = status.getAttribute(left ? `data-${form}` : "data-leaving") || status.getAttribute("data-other") || "";
    status.textContent = words.replace("{n}", left);
  }

  document.addEventListener("click", event => {
    const exit = event.target.closest(".leave a");
    if (!exit) return;
    event.preventDefault();
    leave(exit);
  }, true);

  document.addEventListener("keyup", event => {
    const exit = document.querySelector(".leave a");
    const alone = event.key === "Shift" && !modified && !event.ctrlKey && !event.altKey && !event.metaKey;
    modified = event.key !== "Shift" && event.shiftKey;
    presses = alone ? presses.filter(time => event.timeStamp - time < WINDOW).concat(event.timeStamp) : [];
    if (!exit || !alone) return;
    const left = PRESSES - presses.length;
    say(left);
    if (!left) leave(exit);
  }, true);
})(document.documentElement);
