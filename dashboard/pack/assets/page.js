"use strict";
// The offline page: draws the charts, switches the language, gets ready for paper. It asks for nothing.
(() => {
  const root = document.documentElement;
  const paper = root.classList.contains("rb-paper");
  const config = {displayModeBar: false, scrollZoom: false, responsive: !paper};
  const template = JSON.parse(document.getElementById("template").textContent);
  let figures, tables;
  const drawn = new Set();

  async function unpacked(id) {
    const held = Uint8Array.from(atob(document.getElementById(id).textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([held]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }
  async function library() {
    ({charts: figures, tables} = JSON.parse(await unpacked("figures")));
    if (document.getElementById("library")) { // a page of the board has asked for it by its address
      const script = document.createElement("script");
      script.textContent = await unpacked("library");
      document.head.append(script);
    }
    // text is measured when a chart is drawn: its type must be there
    await Promise.all(["400", "700"].map((weight) => document.fonts.load(`${weight} 16px "Noto Sans JP"`, "交付a1")));
  }
  function draw(place) {
    if (drawn.has(place)) return;
    drawn.add(place);
    const figure = figures[place.dataset.figure];
    Plotly.newPlot(place, figure.data, {...figure.layout, template}, config);
  }
  const shown = () => [...document.querySelectorAll(".rb-doc:not([hidden]) .rb-chart")];
  const turn = () => new Promise((go) => setTimeout(go));

  // paper: a section's cards and its first panel share a page where the panel can be made lower and stays legible
  const PAGE = Number(root.dataset.page || 678), SMALLEST = 0.7, PAPER = 0.9, LARGE = 1.4;
  function fitBelowCards() {
    for (const part of document.querySelectorAll(".rb-part")) {
      const panel = part.querySelector(".rb-cards + .rb-panel"), block = panel && panel.querySelector(".rb-whole");
      if (!block) continue;
      const low = () => block.getBoundingClientRect().bottom - part.getBoundingClientRect().top;
      const chart = block.querySelector(".rb-chart");
      const over = low() - PAGE;
      if (over <= 0) continue;
      if (!chart) {
        panel.classList.add("rb-tight");
        if (low() > PAGE) panel.classList.remove("rb-tight");
        continue;
      }
      const {layout} = figures[chart.dataset.figure];
      const share = (layout.height - over) / layout.height;
      if (share < SMALLEST) continue;
      // all of it smaller, its words too: only the heights between them would else shrink
      chart.style.zoom = share / PAPER;
    }
  }

  // large print: what stands below a chart stays on its page where the chart stays legible
  function fitAboveFoot() {
    for (const panel of document.querySelectorAll(".rb-panel")) {
      const block = [...panel.querySelectorAll(".rb-whole")].pop(), foot = panel.querySelector(".rb-foot");
      const chart = block && block.querySelector(".rb-chart");
      if (!chart || !foot || chart.style.zoom) continue;
      const over = foot.getBoundingClientRect().bottom - block.getBoundingClientRect().top - PAGE;
      const {layout} = figures[chart.dataset.figure];
      const share = (layout.height - over) / layout.height;
      if (over > 0 && share >= SMALLEST) chart.style.zoom = share / LARGE;
    }
  }

  // paper: a table of many columns is set smaller; a sheet that something runs out of is shrunk as a whole
  function fitTables() {
    for (const table of document.querySelectorAll(".rb-doc:not([hidden]) table"))
      for (let tries = 0; tries < 3; tries++) {
        const share = table.parentElement.getBoundingClientRect().width / table.getBoundingClientRect().width;
        if (share > 0.999) break;
        table.style.zoom = Math.floor(share * (table.style.zoom || 1) * 99) / 100;
      }
  }

  // the offline page printed: no block of heading and chart is higher than a sheet, nor one of a grid that can be
  // set smaller and stays legible
  function fitSheet() {
    for (const block of document.querySelectorAll(".rb-doc:not([hidden]) .rb-whole")) {
      const chart = block.querySelector(".rb-chart"), shown = chart || block.querySelector("table");
      const over = block.getBoundingClientRect().height - PAGE;
      if (!shown || over <= 0) continue;
      const high = shown.getBoundingClientRect().height, share = (high - over) / high;
      if (chart) chart.style.zoom = share / PAPER;
      else if (share >= SMALLEST) shown.style.zoom = share * (shown.style.zoom || 1);
    }
  }

  let started;
  async function drawAll() {
    await started;
    for (const place of document.querySelectorAll(".rb-doc:not([hidden]) [data-table]"))
      place.outerHTML = tables[place.dataset.table];
    if (paper) fitTables();
    if (paper && !root.classList.contains("rb-large")) fitBelowCards();
    else if (paper) fitAboveFoot();
    for (const place of shown()) {
      if (drawn.has(place)) continue;
      draw(place);
      if (!paper) await turn();
    }
    root.dataset.drawn = shown().length;
  }
  async function speak(lang) {
    const held = document.getElementById(`document-${lang}`);
    if (held) {
      // unpacked at the first switch to it
      held.insertAdjacentHTML("beforebegin", await unpacked(held.id));
      held.remove();
    }
    root.lang = lang;
    for (const doc of document.querySelectorAll(".rb-doc")) doc.hidden = doc.lang !== lang;
    for (const button of document.querySelectorAll(".rb-langs button"))
      button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
    delete root.dataset.drawn;
    if (!paper) document.title = document.querySelector(".rb-doc:not([hidden])").dataset.title;
    await drawAll();
    // the handout has its name only once every chart is there
    document.title = document.querySelector(".rb-doc:not([hidden])").dataset.title;
  }
  function near() {
    // the panel at the top of the window, so that another language shows the same one
    return [...document.querySelectorAll(".rb-doc:not([hidden]) [id]")].findIndex(
      (place) => place.getBoundingClientRect().bottom > 0);
  }
  for (const button of document.querySelectorAll(".rb-langs button")) {
    button.addEventListener("click", async () => {
      const at = window.scrollY > 200 ? near() : -1;
      await speak(button.dataset.lang);
      const place = [...document.querySelectorAll(".rb-doc:not([hidden]) [id]")][at];
      if (place) place.scrollIntoView();
    });
  }
  // paper: everything that is folded is open, charts are as wide as the sheet
  let opened = [];
  window.addEventListener("beforeprint", () => {
    if (paper) return;
    // of a panel alone the table is on paper where the reader opened it
    const folds = root.classList.contains("rb-alone") ? "details.rb-item" : "details";
    opened = [...document.querySelectorAll(`.rb-doc:not([hidden]) ${folds}:not([open])`)];
    for (const fold of opened) fold.open = true;
    // charts are drawn anew before a sheet upright makes everything smaller: the library measures its words in
    // pixels of the window
    root.classList.add("rb-paper", "rb-drawing");
    for (const place of shown()) if (drawn.has(place)) Plotly.relayout(place, {width: 1040});
    root.classList.remove("rb-drawing");
    fitTables();
    fitSheet();
  });
  window.addEventListener("afterprint", () => {
    if (paper) return;
    root.classList.remove("rb-paper");
    for (const fitted of document.querySelectorAll("table, .rb-chart")) fitted.style.zoom = "";
    for (const fold of opened) fold.open = false;
    for (const place of shown()) if (drawn.has(place)) Plotly.relayout(place, {width: null, autosize: true});
  });
  started = library().catch((error) => {
    for (const note of document.querySelectorAll(".rb-no-charts")) note.hidden = false;
    throw error;
  });
  window.rbFigure = (name) => ({...figures[name], layout: {...figures[name].layout, template}});
  const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
  const known = [...document.querySelectorAll(".rb-langs button")].map((button) => button.dataset.lang);
  speak(known.includes(asked) ? asked : root.lang);
})();
