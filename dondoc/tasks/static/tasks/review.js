/* The review from the keyboard: the text follows the duty that is open; words chosen on the sheet become a duty. */
"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const sheet = one(".sheet");
  const desk = one(".desk");
  const card = one(".duty.current");
  const holder = one("#add-here");
  if (!sheet) return;

  /* ---- the sheet shows the words of the duty, and the page does not move for it ---- */
  function show(place) {
    if (!place) return;
    const folded = place.closest("details");
    if (folded) folded.open = true;
    const frame = desk.getBoundingClientRect();
    desk.scrollTop += place.getBoundingClientRect().top - frame.top - Math.min(frame.height, innerHeight) / 4;
  }
  const sent = (number) => document.getElementById(`sent-${number}`);
  if (card) show(sent(card.dataset.duty));
  for (const list of document.querySelectorAll(".found")) {
    const follow = (event) => show(sent(event.target.closest("[data-row]")?.dataset.duty));
    list.addEventListener("focusin", follow);
    list.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="#sent-"],a[href^="#cho-"]');
      const place = link && document.getElementById(link.hash.slice(1));
      if (!place) return;
      event.preventDefault();
      show(place);
      const around = place.closest(".clause,table") || place;
      around.classList.add("lit");
      setTimeout(() => around.classList.remove("lit"), 1600);
    });
  }

  // The card holds the focus most of the time: that lights nothing up, its words are marked already.
  card?.addEventListener("focusin", (event) => { if (event.target === card) event.stopPropagation(); });

  /* ---- focus: on what is to be mended or chosen, else on the duty itself ---- */
  const wanted = one(".found [aria-invalid=true]") || one("#panel select, #panel input:not([type=hidden])");
  const rest = () => { if (wanted || (card && location.hash)) (wanted || card).focus({ preventScroll: !wanted }); };
  rest();
  addEventListener("pageshow", rest); // going to "#panel" took it away again

  /* ---- keys; a list of them is behind "?" ---- */
  const typing = (at) => at.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable],dialog");
  const press = (target) => { if (target) target.click(); return Boolean(target); };
  function act(key, at) {
    if (key === "j" || key === "k") return press(one(`[data-go=${key}]`)) || (!card && press(one(".duty [data-open]")));
    if (key === "enter" && !at.closest("a,button,summary,input")) return press(one("[data-enter]", card || document));
    if (key === "e" && card) {
      const field = one("#title", card);
      field?.focus(); field?.select();
      return Boolean(field);
    }
    if (key > "0" && key <= "9" && card) return press(card.querySelectorAll("input[name=due]")[key - 1]);
    if ("mtxza".includes(key) && key.length === 1) return press(one(`[data-key=${key}]`)) || true;
    return false;
  }
  addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || !at.closest || event.isComposing) return;
    if (event.key === "Escape" && card && typing(at) && !at.closest("dialog")) return card.focus({ preventScroll: true });
    if (typing(at) || one("dialog[open]") || !act(event.key.toLowerCase(), at)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  /* ---- a second Enter while the first is on its way decides nothing ---- */
  let sending = false;
  addEventListener("submit", (event) => { if (sending) event.preventDefault(); sending = true; });
  addEventListener("pageshow", () => { sending = false; });

  /* ---- words that the reader missed ---- */
  if (!holder) return;
  let shown = null;

  // Places are counted in characters of the text itself: numbers and warning marks are not part of it.
  function place(node, offset) {
    const line = (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-at]");
    if (!line || !sheet.contains(line)) return null;
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, offset);
    const copy = range.cloneContents();
    for (const mark of copy.querySelectorAll(".n,.flag")) mark.remove();
    return Number(line.dataset.at) + [...copy.textContent].length;
  }

  function offer() {
    const chosen = getSelection();
    shown?.remove();
    shown = null;
    if (!chosen || chosen.isCollapsed || chosen.toString().trim().length < 8) return;
    const range = chosen.getRangeAt(0);
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    shown = holder.content.firstElementChild.cloneNode(true);
    shown.elements.start.value = start;
    shown.elements.end.value = end;
    const last = range.endContainer;
    (last.nodeType === 1 ? last : last.parentElement).closest(".clause").after(shown);
  }

  let timer;
  document.addEventListener("selectionchange", () => {
    if (shown && shown.contains(document.activeElement)) return;
    clearTimeout(timer);
    timer = setTimeout(offer, 250);
  });
})();
