// Tables sort by a column: a button in its heading, once up, once down, then as they were. Figures, years and days
// go by value, and what is missing comes last both ways. A table of a meeting, or on paper, stays as it is.
(() => {
    const ERAS = {R: 2018, H: 1988};
    const day = (text) => {
        const ja = text.match(/^(\d{4})年(\d{1,2})月(\d{1,2})日/);
        if (ja) return Date.UTC(ja[1], ja[2] - 1, ja[3]);
        return /^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(text) ? Date.parse(`${text} UTC`) : null;
    };
    const figure = (text) => {
        const era = text.match(/^([RH])(\d+)$/);
        if (era) return ERAS[era[1]] + Number(era[2]);
        const year = text.match(/（(\d{4})年度）/) || text.match(/^FY(\d{4})/) || text.match(/^(\d{4})年/);
        if (year) return Number(year[1]);
        const plain = text.replaceAll(",", "").replace(/^[△−]/, "-").replace(/^[+±]/, "");
        const found = plain.match(/^-?\d+(\.\d+)?/);
        return found ? Number(found[0]) : null;
    };
    // a row that lies below another belongs to it
    const groups = (body) => {
        const found = [];
        for (const row of body.rows) {
            if (row.classList.contains("rb-under")) found.at(-1).push(row);
            else found.push([row]);
        }
        return found;
    };
    const sort = (table, at, way) => {
        const lang = document.documentElement.lang;
        const body = table.tBodies[0];
        const head = table.tHead.rows[0].cells[at];
        const read = (group) => group[0].cells[at].textContent.trim();
        const days = groups(body).some((group) => day(read(group)) !== null);
        const value = days ? day : head.classList.contains("rb-n") ? figure : (text) => text || null;
        const compare = ([a], [b]) => typeof a === "string" ? a.localeCompare(b, lang) : a - b;
        const keyed = groups(body).map((group) => [value(read(group)), Number(group[0].dataset.at), group]);
        const known = keyed.filter(([key]) => key !== null).sort((a, b) => way * compare(a, b) || a[1] - b[1]);
        const missing = keyed.filter(([key]) => key === null).sort((a, b) => a[1] - b[1]);
        const sorted = way ? [...known, ...missing] : keyed.sort((a, b) => a[1] - b[1]);
        body.append(...sorted.flatMap(([, , group]) => group));
    };
    const furnish = (table) => {
        table.dataset.sorts = "";
        const body = table.tBodies[0];
        if (!table.tHead || !body || body.querySelector("[rowspan]") || groups(body).length < 3) return;
        groups(body).forEach((group, at) => { group[0].dataset.at = at; });
        for (const head of table.tHead.rows[0].cells) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "rb-sort";
            button.append(...head.childNodes);
            head.append(button);
        }
    };
    addEventListener("click", (event) => {
        const button = event.target.closest?.(".rb-sort");
        if (!button) return;
        const head = button.parentElement;
        const table = head.closest("table");
        const way = {ascending: -1, descending: 0}[head.getAttribute("aria-sort")] ?? 1;
        for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
        if (way) head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
        sort(table, head.cellIndex, way);
    });
    const look = () => {
        if (new URLSearchParams(location.search).get("present") === "1") return;
        if (document.documentElement.classList.contains("rb-paper")) return;
        document.querySelectorAll("table.rb-table:not([data-sorts])").forEach(furnish);
    };
    let waiting = false;
    const soon = () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => { waiting = false; look(); });
    };
    new MutationObserver(soon).observe(document, {childList: true, subtree: true});
})();
