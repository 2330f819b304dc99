/* Suggestions under a field of agencies: arrows walk among them, Enter or a tap takes one. */
"use strict";
(() => {
  const choices = (place) => [...place.querySelectorAll("[data-choice]")];
  const fieldOf = (place) => place.previousElementSibling;
  function take(choice) {
    const place = choice.closest("[data-choices]");
    const field = fieldOf(place);
    const names = field.value.split(";").slice(0, -1).map((name) => name.trim()).filter(Boolean);
    field.value = [...names, choice.dataset.choice].join("; ");
    place.replaceChildren();
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-choice]");
    if (choice) take(choice);
  });
  // Before every other listener: a page has keys of its own, and a suggestion is no field to them.
  addEventListener("keydown", (event) => {
    const field = event.target.closest?.("[data-picker]");
    const choice = event.target.closest?.("[data-choice]");
    const place = choice ? choice.closest("[data-choices]") : field?.nextElementSibling;
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    const list = choices(place);
    if (!list.length) return;
    const at = list.indexOf(choice);
    const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1 }[event.key];
    if (event.key === "Escape") { place.replaceChildren(); fieldOf(place).focus(); }
    else if (field && event.key !== "ArrowDown") return;
    else if (next !== undefined) (list[next] || (next < 0 ? fieldOf(place) : choice)).focus();
    // Whoever goes on typing means the field, not the keys of the page.
    else if (choice && event.key.length === 1 && event.key !== " ") { event.stopImmediatePropagation(); fieldOf(place).focus(); return; }
    else { event.stopImmediatePropagation(); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
