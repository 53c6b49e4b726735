/* Keys of a presenter's clicker, and tables made to fit. One listener for the whole visit. */
(() => {
  if (window.rbPresent) return;
  window.rbPresent = true;
  const foot = () => document.querySelector(".st-key-present .rb-p-foot");
  const at = () => Number(foot().dataset.step);
  const button = (move) => document.querySelector(`[class*="st-key-present_${move}_"] button`);
  const waiting = [];
  let asked = null; // the screen that was asked for and has not come yet
  let held = null; // the move whose button has the focus: every screen brings buttons of its own

  const moves = {
    ArrowRight: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "back", PageUp: "back", Home: "start",
  };
  const target = (move, from) => {
    if (move === "start") return 1;
    return Math.min(Math.max(from + (move === "next" ? 1 : -1), 1), Number(foot().dataset.steps));
  };
  /* one key, one screen, however fast the keys come: the next is asked for when the last has come */
  const advance = () => {
    // still the screen it was asked from: it will come; any other screen is where the next key counts from
    if (asked !== null && at() === asked.from && Date.now() - asked.since < 30000) return;
    asked = null;
    while (waiting.length) {
      const move = waiting.shift();
      const step = target(move, at());
      if (step === at()) continue;
      asked = { step, from: at(), since: Date.now() };
      press(move, step);
      return;
    }
  };
  /* a click while the page is still being put together may be lost: once more when all is at rest. Only
     the button that leads to the screen asked for is pressed: parts of two screens may stand side by side */
  const press = (move, step) => {
    document.querySelector(`.st-key-present_${move}_${step} button`)?.click();
    const again = () => {
      if (!foot() || asked === null || asked.step !== step || at() !== asked.from) return;
      if (Date.now() - asked.since > 30000) return;
      if (document.querySelector('[data-test-script-state="notRunning"]')) press(move, step);
      else setTimeout(again, 400);
    };
    setTimeout(again, 800);
  };
  document.addEventListener("keydown", (event) => {
    if (!foot() || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const on = document.activeElement;
    const pressed = (event.key === " " || event.key === "Enter") && on && on.matches("button, a");
    if (pressed) return;
    if (event.key === "Escape") {
      event.preventDefault();
      document.querySelector(".rb-p-leave").click();
    } else if (event.key in moves) {
      event.preventDefault();
      event.stopPropagation();
      if (moves[event.key] === "start") waiting.length = 0;
      waiting.push(moves[event.key]);
      advance();
    }
  }, true);

  /* type shrinks from 24 px to 16 px, then the last rows give way and are counted */
  const fit = (box) => {
    const room = `${box.clientWidth}x${box.clientHeight}`;
    if (box.dataset.fitted === room || !box.clientHeight) return;
    box.dataset.fitted = room;
    if (!box.firstElementChild) return;
    const note = box.querySelector(".rb-p-cut");
    const rows = [...box.querySelectorAll("tbody tr, .rb-links > li")];
    const inner = box.firstElementChild;
    const full = () => box.scrollHeight > box.clientHeight || inner.scrollWidth > box.clientWidth;
    for (const row of rows) row.hidden = false;
    note.hidden = true;
    let size = 24;
    box.style.fontSize = `${size}px`;
    while (full() && size > 16) box.style.fontSize = `${(size -= 1)}px`;
    while (inner.scrollWidth > box.clientWidth && size > 14) box.style.fontSize = `${(size -= 1)}px`;
    let hidden = 0;
    while (box.scrollHeight > box.clientHeight && hidden < rows.length - 1) {
      hidden += 1;
      rows[rows.length - hidden].hidden = true;
      note.hidden = false;
      note.textContent = box.dataset.more.replace("{count}", hidden);
    }
  };
  const moveOf = (part) => part.closest?.('[class*="st-key-present_"]')?.className
    .match(/st-key-present_(start|back|next)_/)?.[1] ?? null;
  document.addEventListener("focusin", (event) => { held = moveOf(event.target); });
  document.addEventListener("pointerdown", (event) => { held = moveOf(event.target); });
  const settle = () => {
    if (!foot()) return;
    if (held && document.activeElement === document.body) button(held)?.focus();
    document.querySelectorAll(".rb-p-fit").forEach(fit);
    advance();
  };
  new MutationObserver(settle).observe(document.body, { childList: true, subtree: true,
    attributes: true, attributeFilter: ["data-step"] });
  addEventListener("resize", settle);
  document.fonts.ready.then(() => {
    document.querySelectorAll(".rb-p-fit").forEach((box) => { delete box.dataset.fitted; fit(box); });
  });
  settle();
})();
