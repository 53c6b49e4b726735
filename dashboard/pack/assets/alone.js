// One panel as a page of its own: paper, pictures, links. Pictures are made here, of what stands on the page.
(() => {
  const tools = document.querySelector(".rb-tools"), said = tools.dataset;
  const told = tools.querySelector(".rb-told"), panel = document.querySelector(".rb-panel");
  const WIDE = 1100, MARGIN = 24, LARGEST = 16384, MOST = 120e6; // pixels of a side and of all that browsers draw
  const say = (name) => { told.textContent = said[name]; };  // on a phone a chart is as wide as it needs and is pushed sideways, as on the board
  for (const place of panel.querySelectorAll(".rb-chart")) {
    const around = document.createElement("div");
    around.className = "rb-scroll";
    around.tabIndex = 0;
    around.setAttribute("role", "group");
    around.setAttribute("aria-label", panel.querySelector(".rb-title").textContent);
    place.replaceWith(around);
    around.append(place);
  }

  const svgOf = async (place) => {
    const {data, layout} = window.rbFigure(place.dataset.figure);
    const text = await Plotly.toImage({data, layout: {...layout, width: WIDE - 2 * MARGIN}},
      {format: "svg", width: WIDE - 2 * MARGIN, height: layout.height});
    const svg = new DOMParser().parseFromString(decodeURIComponent(text.slice(text.indexOf(",") + 1)),
      "image/svg+xml").documentElement;
    return document.importNode(svg, true);
  };
  const ready = async () => {
    while (!document.documentElement.dataset.drawn) await new Promise((go) => setTimeout(go, 50));
  };

  // the panel as it stands here, as wide on a phone as anywhere, its charts as SVG
  async function pictured() {
    await ready();
    const copy = panel.cloneNode(true);
    copy.querySelectorAll(".rb-place, .rb-fold").forEach((part) => part.remove());
    copy.querySelectorAll("details").forEach((part) => { part.open = true; });
    const places = [...panel.querySelectorAll(".rb-chart")], copies = [...copy.querySelectorAll(".rb-chart")];
    for (const [at, place] of places.entries()) copies[at].replaceChildren(await svgOf(place));
    const frame = document.createElement("div");
    frame.className = "rb-picture rb-doc";
    frame.append(copy);
    document.body.append(frame);
    const {width, height} = frame.getBoundingClientRect();
    frame.remove();
    return {frame, width: Math.ceil(width), height: Math.ceil(height)};
  }
  const inside = async (rule) => {
    const [, place] = rule.match(/url\("([^"]+)"\)/);
    const held = new Uint8Array(await (await fetch(place)).arrayBuffer());
    let bytes = "";
    for (let at = 0; at < held.length; at += 32768) bytes += String.fromCharCode(...held.subarray(at, at + 32768));
    return rule.replace(place, `data:font/woff2;base64,${btoa(bytes)}`);
  };
  // a picture takes nothing from outside: its type is put into it
  let styles;
  const style = () => styles ??= (async () => {
    let text = document.querySelector("style").textContent;
    for (const rule of text.match(/@font-face\{[^}]*\}/g)) text = text.replace(rule, await inside(rule));
    return text;
  })();
  async function png() {
    const {frame, width, height} = await pictured();
    const scale = [2, 1].find((by) => Math.max(width, height) * by <= LARGEST && width * height * by * by <= MOST);
    if (!scale) throw new RangeError("too tall");
    const look = document.createElement("style");
    look.textContent = await style();
    frame.prepend(look);
    const inner = new XMLSerializer().serializeToString(frame);
    const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject ` +
      `width="100%" height="100%">${inner}</foreignObject></svg>`;
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), {width: width * scale, height: height * scale});
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.drawImage(image, 0, 0, width, height);
    return new Promise((go, no) => canvas.toBlob((blob) => (blob ? go(blob) : no(new Error("no picture"))), "image/png"));
  }

  // heading and sources as lines of text above and below the chart, which is Plotly's own drawing
  const SVG = "http://www.w3.org/2000/svg";
  const pen = document.createElement("canvas").getContext("2d");
  const family = '"Noto Sans JP", "Noto Sans CJK JP", "BIZ UDPGothic", "Yu Gothic", Meiryo, sans-serif';
  function lines(text, size, weight) {
    pen.font = `${weight} ${size}px ${family}`;
    const parts = text.match(/[\x21-\x7e]+\s*|\s+|[^]/gu) ?? [], held = [""];
    for (const part of parts) {
      if (pen.measureText(held.at(-1) + part.trimEnd()).width > WIDE - 2 * MARGIN && held.at(-1)) held.push("");
      held[held.length - 1] += part;
    }
    return held.map((line) => line.trim());
  }
  async function svg() {
    await ready();
    const root = document.createElementNS(SVG, "svg"), name = panel.querySelector(".rb-title").textContent;
    let top = MARGIN;
    const add = (kind, more, text) => {
      const part = document.createElementNS(SVG, kind);
      for (const [key, value] of Object.entries(more)) part.setAttribute(key, value);
      part.textContent = text;
      root.append(part);
      return part;
    };
    const write = (text, size, weight, fill) => {
      for (const line of lines(text, size, weight)) {
        top += Math.round(size * 1.4);
        add("text", {x: MARGIN, y: top, "font-size": size, "font-weight": weight, "font-family": family, fill}, line);
      }
    };
    add("title", {}, name);
    const ground = add("rect", {width: "100%", height: "100%", fill: "#fff"}, "");
    write(name, 24, 700, "#333");
    write(panel.querySelector(".rb-subtitle").textContent, 16, 400, "#4d4d4d");
    for (const place of panel.querySelectorAll(".rb-chart")) {
      const chart = await svgOf(place);
      chart.setAttribute("x", MARGIN);
      chart.setAttribute("y", top += 12);
      chart.setAttribute("role", "img");
      chart.setAttribute("aria-label", place.getAttribute("aria-label"));
      root.append(chart);
      top += Number(chart.getAttribute("height"));
    }
    for (const line of panel.querySelectorAll(".rb-foot > :is(.rb-source, .rb-decided)"))
      write(line.textContent, 14, 400, "#4d4d4d");
    const high = top + MARGIN;
    ground.remove();
    root.prepend(ground);
    for (const [key, value] of [["width", WIDE], ["height", high], ["viewBox", `0 0 ${WIDE} ${high}`], ["lang", document.documentElement.lang]])
      root.setAttribute(key, value);
    return new Blob([new XMLSerializer().serializeToString(root)], {type: "image/svg+xml"});
  }

  function save(blob, kind) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${said.file}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
  // a browser lets a page copy by itself over TLS or on this machine alone; else the reader copies the picture
  async function copy() {
    if (navigator.clipboard && window.ClipboardItem) {
      await navigator.clipboard.write([new ClipboardItem({"image/png": png()})]);
      return say("copied");
    }
    const image = document.querySelector(".rb-copy") ?? document.createElement("img");
    image.className = "rb-copy";
    image.alt = said.picture;
    image.src = URL.createObjectURL(await png());
    tools.append(image);
    say("copyByHand");
  }
  async function copyLink() {
    const link = (said.base || location.origin) + said.link;
    if (navigator.clipboard) await navigator.clipboard.writeText(link);
    else {
      const field = Object.assign(document.createElement("textarea"), {value: link});
      tools.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      if (!done) throw new Error("not copied");
    }
    told.textContent = `${said.linkCopied} ${link}`;
    if (!said.base) told.textContent += ` ${said.ownMachine}`;
  }
  const doing = {
    print: async () => { await ready(); print(); },
    png: async () => save(await png(), "png"),
    svg: async () => save(await svg(), "svg"),
    copy, link: copyLink,
  };
  tools.addEventListener("click", async ({target}) => {
    const button = target.closest("button[data-do]");
    if (!button) return;
    told.textContent = "";
    button.disabled = true;
    try {
      await doing[button.dataset.do]();
    } catch (error) {
      say(error instanceof RangeError ? "tooTall" : "failed");
    }
    button.disabled = false;
    button.focus();
  });
})();
