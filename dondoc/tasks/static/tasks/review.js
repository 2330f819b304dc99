/* Words chosen with the mouse or the finger on the sheet become a duty that the reader missed. */
"use strict";
(() => {
  const sheet = document.querySelector(".sheet");
  const holder = document.querySelector("#add-here");
  if (!sheet || !holder) return;
  let shown = null;

  // Places are counted in characters of the text itself: number circles are not part of it.
  function place(node, offset) {
    const line = (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-at]");
    if (!line || !sheet.contains(line)) return null;
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, offset);
    const copy = range.cloneContents();
    for (const number of copy.querySelectorAll(".n")) number.remove();
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
