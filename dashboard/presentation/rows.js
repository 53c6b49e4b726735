/* Tables and lists on a wall: type shrinks from 24 px to 18 px, then the rows are turned over, screen by screen. */
(() => {
  if (window.rbRows) return;
  const LARGE = 24, SMALL = 18, SMALLEST = 14; // the last only where columns have no room otherwise
  /* rows that stand or go together: one with what is written across below it */
  const unitsOf = (box) => [...box.querySelectorAll("tbody tr:not(.rb-under), .rb-links > li")].map((row) =>
    row.nextElementSibling?.matches("tr.rb-under") ? [row, row.nextElementSibling] : [row]);
  /* the heading that spans several rows, for each of them */
  const groupsOf = (rows) => {
    const groups = new Map();
    let head = null, left = 0;
    for (const row of rows) {
      const own = row.querySelector('th[scope="rowgroup"]');
      if (own) [head, left] = [own, own.rowSpan];
      if (left > 0) groups.set(row, head);
      left -= 1;
    }
    return groups;
  };
  const show = (box, page) => {
    const made = box.rbPages;
    made.at = Math.min(Math.max(page, 0), made.starts.length - 1);
    const first = made.starts[made.at], end = made.starts[made.at + 1] ?? made.units.length;
    const seen = new Map();
    made.units.forEach((unit, at) => unit.forEach((row) => {
      row.hidden = at < first || at >= end;
      const head = made.groups.get(row);
      if (!head || row.hidden) return;
      if (!seen.has(head)) row.prepend(head);
      seen.set(head, (seen.get(head) ?? 0) + 1);
      head.rowSpan = seen.get(head);
    }));
    const note = box.querySelector(".rb-p-cut");
    note.hidden = made.starts.length < 2;
    note.textContent = box.dataset.rows.replace("{first}", first + 1).replace("{last}", end)
      .replace("{total}", made.units.length);
  };
  const fit = (box) => {
    const room = `${box.clientWidth}x${box.clientHeight}`;
    if (box.dataset.fitted === room || !box.clientHeight) return;
    box.dataset.fitted = room;
    const inner = box.firstElementChild;
    if (!inner) return;
    const units = unitsOf(box), note = box.querySelector(".rb-p-cut"), table = box.querySelector("table");
    const heads = table ? [...table.querySelectorAll("thead tr:first-child > *")] : [];
    const before = box.rbPages ? box.rbPages.starts[box.rbPages.at] : 0;
    box.rbPages = { units, groups: box.rbPages?.groups ?? groupsOf(units.map(([row]) => row)), starts: [0], at: 0 };
    if (table) table.style.tableLayout = "";
    heads.forEach((head) => { head.style.width = ""; });
    if (note) show(box, 0);
    const wide = () => inner.scrollWidth > box.clientWidth;
    let size = LARGE;
    box.style.fontSize = `${size}px`;
    while ((box.scrollHeight > box.clientHeight || wide()) && size > SMALL) box.style.fontSize = `${(size -= 1)}px`;
    while (wide() && size > SMALLEST) box.style.fontSize = `${(size -= 1)}px`;
    if (!note || box.scrollHeight <= box.clientHeight) return;
    // each screen keeps the columns of the whole; a row that is higher than a screen is set smaller
    let heights = [], space = 0;
    for (;;) {
      if (table) table.style.tableLayout = "";
      heads.forEach((head) => { head.style.width = ""; });
      const zoom = box.getBoundingClientRect().height / box.clientHeight || 1;
      const widths = heads.map((head) => Math.floor(head.getBoundingClientRect().width / zoom));
      heads.forEach((head, at) => { head.style.width = `${widths[at]}px`; });
      if (table) table.style.tableLayout = "fixed";
      note.hidden = false;
      heights = units.map((unit) => unit.reduce((sum, row) => sum + row.getBoundingClientRect().height, 0) / zoom);
      const rest = box.scrollHeight - heights.reduce((sum, height) => sum + height, 0); // heading and note
      space = box.clientHeight - rest;
      if (size <= SMALLEST || Math.max(...heights) <= space) break;
      box.style.fontSize = `${(size -= 1)}px`;
    }
    let filled = 0;
    units.forEach((_, at) => {
      if (filled && filled + heights[at] > space) {
        box.rbPages.starts.push(at);
        filled = 0;
      }
      filled += heights[at];
    });
    show(box, box.rbPages.starts.findLastIndex((start) => start <= before));
  };
  const boxes = () => [...document.querySelectorAll(".rb-p-fit")];
  window.rbRows = {
    fit: () => boxes().forEach(fit),
    refit: () => boxes().forEach((box) => { delete box.dataset.fitted; fit(box); }),
    /* whether there were more rows that way, which are shown now */
    turn: (by) => {
      const box = boxes().find((one) => one.rbPages?.starts.length > 1);
      const to = box ? box.rbPages.at + by : -1;
      if (to < 0 || to >= box.rbPages.starts.length) return false;
      show(box, to);
      return true;
    },
  };
})();
