/* Đôn Đốc: helps the keyboard, keeps drafts, counts minutes. Every page works without it. */
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const narrow = matchMedia("(max-width: 719px)");
  const typing = (at) => at.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog");
  const two = (number) => String(number).padStart(2, "0");
  // Hanoi has kept +07:00 all year round since 1975; the machine's own zone may be set wrongly.
  const inWords = (date) => {
    const hanoi = new Date(date.getTime() + 7 * 3600e3);
    return `${two(hanoi.getUTCHours())} giờ ${two(hanoi.getUTCMinutes())}`;
  };

  /* ---- light, dark ---- */
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-toggle]");
    if (button) {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      document.cookie = `theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
    }
    if (event.target.closest("[data-show-keys]")) one("#keys").showModal();
    const open = one("details.me[open]");
    if (open && !open.contains(event.target)) open.open = false;
    for (const bar of all(".bottom details[open]")) if (!bar.contains(event.target)) bar.open = false;
  });

  /* ---- keyboard ---- */
  const rows = () => all("[data-list] [data-row]").filter((row) => row.offsetParent);
  const current = () => one("[data-row].cursor");
  function move(step) {
    const list = rows();
    if (!list.length) return;
    const next = list[Math.min(Math.max(list.indexOf(current()) + step, 0), list.length - 1)];
    current()?.classList.remove("cursor");
    next.classList.add("cursor");
    next.scrollIntoView({ block: "nearest" });
    (one("[data-open]", next) || one("a[href],input,button", next))?.focus({ preventScroll: true });
  }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (at.matches?.("[data-grid] input.cell")) return inGrid(event, at);
    if (event.key === "Escape" && at.matches?.("[data-find]")) at.blur();
    if (!at.closest || typing(at)) return;
    const key = event.key.toLowerCase();
    const row = current();
    const pressed = all("[data-key]").find((button) => button.dataset.key.toLowerCase() === key && button.offsetParent && !button.disabled);
    if (key === "/") { const find = all("[data-find]").filter((field) => field.offsetParent).pop(); if (!find) return; find.focus(); find.select(); }
    else if (key === "?") one("#keys")?.showModal();
    else if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (key === "x" && row) one("input[type=checkbox]", row)?.click();
    else if (key === "enter" && row && !at.closest("a,button,summary")) one("[data-open]", row)?.click();
    else if (key === "enter" && at === document.body) { const act = one("[data-enter]"); if (!act) return; act.click(); }
    else if (pressed) pressed.matches("input,select,textarea") ? pressed.focus() : pressed.click();
    else return;
    event.preventDefault();
  });

  /* ---- a number links a sentence with its task ---- */
  function light(event) {
    const duty = event.target.closest?.("[data-duty]")?.dataset.duty;
    for (const lit of all(".lit")) if (lit.dataset.duty !== duty) lit.classList.remove("lit");
    if (duty) for (const twin of all("[data-duty]")) twin.classList.toggle("lit", twin.dataset.duty === duty);
  }
  if (one("[data-duty]")) for (const kind of ["mouseover", "focusin", "click"]) addEventListener(kind, light);

  /* ---- the grid of a form ---- */
  const grid = one("[data-grid]");
  const cells = (row) => all("input.cell:not([readonly]):not([type=hidden])", row);
  const lines = () => all("tbody.entry", grid).map(cells).filter((line) => line.length);
  function inGrid(event, cell) {
    const table = lines();
    const y = table.findIndex((line) => line.includes(cell));
    if (y < 0) return;
    const x = table[y].indexOf(cell);
    const start = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    let next;
    if (event.key === "Enter") next = table[y][x + 1] || table[y + 1]?.[0] || one("#send");
    else if (event.key === "ArrowDown") next = table[y + 1]?.[x];
    else if (event.key === "ArrowUp") next = table[y - 1]?.[x];
    else if (event.key === "ArrowRight" && (start || cell.selectionEnd === cell.value.length)) next = table[y][x + 1];
    else if (event.key === "ArrowLeft" && cell.selectionStart === 0) next = table[y][x - 1];
    else return;
    event.preventDefault();
    if (next?.closest("tbody.entry")) step(next.closest("tbody.entry"));
    next?.focus();
    next?.select?.();
  }
  function pasted(event) {
    const cell = event.target.closest("input.cell");
    const text = event.clipboardData?.getData("text/plain") || "";
    const block = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    if (!cell || (block.length === 1 && block[0].length === 1)) return;
    event.preventDefault();
    const table = lines();
    const y0 = table.findIndex((line) => line.includes(cell));
    const x0 = table[y0]?.indexOf(cell);
    const old = [];
    block.forEach((line, y) => line.forEach((value, x) => {
      const field = table[y0 + y]?.[x0 + x];
      if (!field || field.value.trim() === value.trim()) return;
      old.push([field, field.value]);
      field.value = value.trim();
      field.classList.add("changed");
    }));
    if (old.length) { tell(old, `Đã dán ${old.length} ô.`, "Bỏ lần dán này"); edited(); }
  }
  function tell(old, head, undo) {
    one("#pasted")?.remove();
    const note = document.createElement("div");
    note.id = "pasted"; note.className = "notice mt-3"; note.setAttribute("role", "status");
    note.innerHTML = '<b></b> <span></span> <button type="button" class="link"></button>';
    note.children[0].textContent = head;
    note.children[2].textContent = undo;
    const few = old.slice(0, 4).map(([field, before]) => `${field.getAttribute("aria-label") || field.name}: ${before || "trống"} → ${field.value || "trống"}`);
    note.children[1].textContent = few.join("; ") + (old.length > 4 ? `; và ${old.length - 4} ô khác.` : ".");
    note.children[2].addEventListener("click", () => {
      for (const [field, before] of old) { field.value = before; field.classList.remove("changed"); }
      note.remove(); edited();
    });
    (grid || form).after(note);
  }
  function step(to) {
    for (const entry of all("tbody.entry", grid)) entry.classList.toggle("current", entry === to);
    for (const link of all(".steps a")) link.hash === `#${to.id}` ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current");
  }
  if (grid) {
    grid.addEventListener("paste", pasted);
    grid.addEventListener("focusin", (event) => { event.target.matches("input.cell") && event.target.select(); });
    const entries = all("tbody.entry", grid);
    const stepping = () => { grid.classList.toggle("stepping", narrow.matches); };
    const fromAddress = () => step(entries.find((entry) => `#${entry.id}` === location.hash) || one("tbody.entry.current", grid) || entries[0]);
    if (entries.length) { stepping(); fromAddress(); narrow.addEventListener("change", stepping); addEventListener("hashchange", fromAddress); }
    addEventListener("click", (event) => {
      const by = Number(event.target.closest("[data-step]")?.dataset.step);
      if (!by) return;
      const now = entries.findIndex((entry) => entry.classList.contains("current"));
      const next = entries[Math.min(Math.max(now + by, 0), entries.length - 1)];
      step(next); scrollTo(0, 0); cells(next)[0]?.focus();
    });
  }

  /* ---- drafts save themselves ---- */
  const form = one("form[data-draft-url]");
  let timer, sending = false, again = false;
  const keep = form && (form.dataset.draftKey || location.pathname);
  const say = (words) => { const line = one("[data-saved]"); if (line) line.textContent = words; };
  function edited() { if (!form) return; clearTimeout(timer); timer = setTimeout(save, 800); }
  const values = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  function stash() { try { localStorage.setItem(keep, JSON.stringify(values())); return true; } catch { return false; } }
  async function save() {
    if (sending) { again = true; return; }
    sending = true;
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: new FormData(form), headers: { "X-Draft": "1" } });
      if (!answer.ok) throw answer.status;
      swap(await answer.text());
      localStorage.removeItem(keep);
    } catch (status) {
      const at = inWords(clock());
      if (typeof status === "number" && status < 500) say(`Máy chủ chưa nhận bản nháp (mã ${status}). Tải lại trang; số vừa gõ còn trên máy này.`);
      else say(stash() ? `Tự lưu trên máy này lúc ${at}, chờ ${status > 0 ? "máy chủ" : "mạng"} để gửi lên; chưa gửi báo cáo. Vẫn gõ tiếp được.` : "Mất mạng, bản nháp chưa lưu được. Đừng đóng trang này.");
      if (typeof status === "number" && status < 500) stash(); else timer = setTimeout(save, 15000);
    }
    sending = false;
    if (again) { again = false; save(); }
  }
  function swap(text) {
    const holder = document.createElement("template");
    holder.innerHTML = text;
    for (const fresh of all("[id]", holder.content)) {
      const stale = document.getElementById(fresh.id);
      if (!stale || stale.contains(document.activeElement) && stale.matches("input,textarea,tbody,section,form") && typing(document.activeElement)) continue;
      const focused = stale === document.activeElement;
      stale.replaceWith(fresh);
      if (focused) fresh.focus();
    }
    count();
  }
  if (form) {
    form.addEventListener("input", edited);
    form.addEventListener("change", edited);
    form.addEventListener("submit", () => { clearTimeout(timer); if (localStorage.getItem(keep)) stash(); });
    addEventListener("online", save);
    let left = null;
    try { left = JSON.parse(localStorage.getItem(keep)); } catch { left = null; }
    const old = [];
    for (const [name, value] of left || []) {
      const field = form.elements[name];
      if (!field?.matches?.("input:not([type=radio]):not([type=checkbox]):not([type=hidden]),textarea") || field.value === value) continue;
      old.push([field, field.value]);
      field.value = value;
      field.classList.add("changed");
    }
    if (old.length) { tell(old, `Đã đưa lại ${old.length} ô gõ trên máy này khi mất mạng.`, "Lấy số trên máy chủ"); save(); }
  }

  /* ---- minutes before the deadline, by the server's clock ---- */
  let offset = 0;
  const board = one("[data-due-at]");
  const clock = () => new Date(Date.now() + offset);
  const told = new Set();
  function count() {
    if (!board) return;
    const minutes = Math.floor((new Date(board.dataset.dueAt) - clock()) / 60000);
    const late = minutes < 0;
    const span = Math.abs(late ? minutes + 1 : minutes);
    const words = span >= 60 ? `${Math.floor(span / 60)} giờ ${two(span % 60)} phút` : `${span} phút`;
    for (const left of all("[data-left]")) left.textContent = late ? `quá ${words}` : words;
    for (const now of all("[data-clock]")) now.textContent = inWords(clock());
    board.classList.toggle("soon", !late && minutes < 60);
    board.classList.toggle("past", late);
    const mark = [5, 10, 30].find((at) => minutes <= at && minutes > at - 5);
    const announce = one("[data-announce]");
    if (announce && mark && !told.has(mark)) { told.add(mark); announce.textContent = `Còn ${minutes} phút đến hạn nộp.`; }
  }
  if (board) {
    if (board.dataset.now) offset = new Date(board.dataset.now) - Date.now();
    count();
    setInterval(count, 5000);
  }
})();
