/* Words of the toolkit's frame in the reader's language; one observer for the whole visit.
   The board's own HTML (stHtml) is left alone; of the charts only the language of names is marked. */
(() => {
  const words = TOOLKIT_WORDS;
  const root = document.documentElement;
  const places = /\{\w+\}/;
  const plain = new Map();
  const shaped = []; // words with a place for a number or a name
  for (const key of Object.keys(words.en)) {
    if (!places.test(key)) plain.set(key, key);
    else {
      const parts = key.split(places).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      shaped.push([new RegExp(`^${parts.join("(.+?)")}$`, "s"), key]);
    }
  }
  const inWords = (text) => {
    const bare = text.trim();
    const language = words[root.lang];
    if (!bare || !language) return text;
    if (plain.has(bare)) return text.replace(bare, () => language[bare]);
    for (const [shape, key] of shaped) {
      const found = bare.match(shape);
      let place = 0;
      if (found) return text.replace(bare, () => language[key].replace(/\{\w+\}/g, () => found[(place += 1)]));
    }
    return text;
  };
  /* what stood there before us is remembered, so that the language can change back and forth */
  const known = new WeakMap();
  const instead = (holder, slot, text) => {
    if (!known.has(holder)) known.set(holder, {});
    const last = known.get(holder)[slot];
    const original = last && last.shown === text ? last.original : text;
    const shown = inWords(original);
    known.get(holder)[slot] = { original, shown };
    return shown;
  };

  const told = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
  const ours = ".stHtml, script, style, noscript";
  const japanese = /[\u3005-\u30ff\u3400-\u9fff\uff01-\uff9f]/;
  /* what is in the other language says so: names in charts and options, the choice of language */
  const mark = (element, text) => {
    let lang = "";
    if (root.lang === "en" && japanese.test(text)) lang = "ja";
    if (root.lang === "ja" && text === "English") lang = "en";
    if (lang) {
      if (element.getAttribute("lang") === lang) return;
      element.setAttribute("lang", lang);
      element.setAttribute("data-rb-lang", "");
    } else if (element.hasAttribute("data-rb-lang")) {
      element.removeAttribute("lang");
      element.removeAttribute("data-rb-lang");
    }
  };
  const textNode = (node) => {
    const element = node.parentElement;
    if (!element || element.closest("head") || element.closest(ours)) return;
    if (!element.closest(".js-plotly-plot")) {
      const want = instead(node, "text", node.data);
      if (want !== node.data) node.data = want;
    }
    mark(element, node.data);
  };
  const attribute = (element, name) => {
    const text = element.getAttribute(name);
    if (!text || element.closest(ours) || element.closest(".stPlotlyChart")) return;
    const want = instead(element, name, text);
    if (want !== text) element.setAttribute(name, want);
    // a name with nothing English in it can be marked where it stands
    if (!/[A-Za-z]{3}/.test(want + element.textContent)) mark(element, want);
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) textNode(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest(ours)) return;
    const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let at = node; at; at = walk.nextNode()) {
      if (at.nodeType === Node.TEXT_NODE) textNode(at);
      else for (const name of told) if (at.hasAttribute(name)) attribute(at, name);
    }
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes, attributeName } of changes) {
      if (type === "childList") addedNodes.forEach(visit);
      else if (type === "characterData") textNode(target);
      else if (attributeName !== "lang") attribute(target, attributeName);
      else if (target === root) visit(document.body);
    }
  }).observe(root, { childList: true, characterData: true, subtree: true, attributes: true,
    attributeFilter: ["lang", ...told] });
})();
