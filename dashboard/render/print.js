/* Before a page is printed: paper takes it as wide as the screen shows it, so that no chart is drawn anew, and
   a table that the screen pushes sideways is set as small as it needs. */
(() => {
  const ROOM = 718; // A4 without its margins, in CSS pixels
  const undo = [];
  const set = (part, name, value) => {
    undo.push([part, name, part.style.getPropertyValue(name)]);
    part.style.setProperty(name, value);
  };
  addEventListener("beforeprint", () => {
    const main = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!main || document.querySelector(".st-key-sheet, .st-key-present")) return;
    const style = getComputedStyle(main);
    const wide = main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    set(document.documentElement, "--rb-wide", `${wide}px`);
    set(document.documentElement, "--rb-paper", Math.min(ROOM / wide, 1));
    // whatever a chart stands in keeps its width: a chart that is drawn anew is not there when paper takes the page
    const around = new Map();
    for (const chart of main.querySelectorAll(".stPlotlyChart"))
      for (let part = chart; part !== main; part = part.parentElement) around.set(part, part.getBoundingClientRect().width);
    for (const [part, width] of around) {
      for (const name of ["width", "min-width", "max-width"]) set(part, name, `${width}px`);
      if (part.matches('[data-testid="stColumn"]')) set(part, "flex", "none");
    }
    for (const place of main.querySelectorAll(".rb-scroll")) {
      const table = place.firstElementChild;
      if (table && table.scrollWidth > place.clientWidth) set(table, "zoom", place.clientWidth / table.scrollWidth);
    }
  });
  addEventListener("afterprint", () => {
    while (undo.length) {
      const [part, name, value] = undo.pop();
      part.style.setProperty(name, value);
    }
  });
})();
