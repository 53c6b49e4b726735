"""What a screen of a meeting must not have, looked for in the browser that shows it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from playwright.sync_api import Page, TimeoutError

# Type of what must be read: pixels of a screen that is 720 high (docs/design/ui.md, Meeting)
LEAST_TYPE_PX = 18.0

_HOLDS = """() => document.querySelector(".st-key-present_body .main-svg")
    || document.querySelector(".st-key-present_body")?.innerText.trim()"""
# What is out of place: a scroll bar, a part beyond its box, text cut or over another text, an empty screen
_LAYOUT = """() => {
    const at = (place) => document.querySelector(place);
    const root = document.documentElement;
    const bad = [];
    if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) bad.push("the page scrolls");
    for (const part of document.querySelectorAll(".st-key-present, .st-key-present *")) {
        const style = getComputedStyle(part);
        const told = part.className || part.tagName;
        if (/auto|scroll/.test(style.overflowY) && part.scrollHeight > part.clientHeight) bad.push(told);
        if (/auto|scroll/.test(style.overflowX) && part.scrollWidth > part.clientWidth) bad.push(told);
        if (style.textOverflow === "ellipsis" && part.scrollWidth > part.clientWidth + 1
            && !part.closest(".st-key-present_keys"))
            bad.push("cut: " + part.textContent);
    }
    const box = (place) => at(place)?.getBoundingClientRect();
    const body = box(".st-key-present_body"), foot = box(".rb-p-foot"), head = box(".rb-p-head, .rb-p-title");
    if (foot.bottom > innerHeight + 1) bad.push("the foot is cut");
    if (head.bottom > body.top + 1 || body.bottom > foot.top + 1) bad.push("parts overlap");
    if (body.height < innerHeight * 0.4) bad.push("too little room for the chart: " + body.height);
    const fit = at(".rb-p-fit");
    if (fit && fit.scrollHeight > fit.clientHeight) bad.push("the table is cut without a word");
    if (fit?.firstElementChild && fit.firstElementChild.scrollWidth > fit.clientWidth) bad.push("too wide");
    for (const cell of fit?.querySelectorAll("th, td, dd, dt, li, p") ?? [])
        if (cell.getClientRects().length && cell.scrollWidth > cell.clientWidth + 1)
            bad.push("wider than its cell: " + cell.textContent);
    if (!(HOLDS)()) bad.push("empty");
    const chart = box(".js-plotly-plot .main-svg");
    if (chart && (Math.abs(chart.height - body.height) > 4 || Math.abs(chart.width - body.width) > 4))
        bad.push("the chart does not fill its place");
    const texts = [...document.querySelectorAll(".js-plotly-plot text")].map((text) =>
        [text, text.getBoundingClientRect()]).filter(([, told]) => told.width);
    for (const [text, told] of texts) {
        if (told.left < body.left - 2 || told.right > body.right + 2
            || told.top < body.top - 2 || told.bottom > body.bottom + 2)
            bad.push("cut: " + text.textContent);
    }
    /* two texts of a chart that cover one another by more than a third of the smaller one's height */
    texts.forEach(([one, a], at) => texts.slice(at + 1).forEach(([other, b]) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > Math.min(a.height, b.height) / 3)
            bad.push(`over one another: ${one.textContent} | ${other.textContent}`);
    }));
    for (const gone of ["stSidebar", "stHeader", "stStatusWidget"]) {
        if (at(`[data-testid=${gone}]`)?.offsetParent) bad.push(gone);
    }
    return bad;
}"""
_LAYOUT = _LAYOUT.replace("HOLDS", _HOLDS)
# The smallest type and what is written in it
_SMALLEST = """() => {
    let smallest = [999, ""];
    for (const part of document.querySelectorAll(".st-key-present *")) {
        if (part.closest(".rb-p-contents, .st-key-present_keys, .rb-p-also, .rb-hidden, [hidden]")) continue;
        if (![...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
        const place = part.getBoundingClientRect();
        if (!place.width || !place.height) continue;
        let size = parseFloat(getComputedStyle(part).fontSize);
        for (let around = part; around; around = around.parentElement) {
            const style = getComputedStyle(around);
            size *= (parseFloat(style.zoom) || 1) * (new DOMMatrix(style.transform).a || 1);
        }
        size *= 720 / innerHeight;
        if (size < smallest[0]) smallest = [size, part.textContent.trim().slice(0, 30)];
    }
    return smallest;
}"""
_WORDS = """() => [...document.querySelectorAll(
    ".st-key-present .rb-p-head, .st-key-present .rb-p-title, .st-key-present_body, .rb-p-foot")]
    .map((part) => part.querySelector(".main-svg")
        ? [...part.querySelectorAll("text")].map((text) => text.textContent).join("\\n") : part.innerText)
    .join("\\n")"""
# ids, views, commands, builds, addresses of the machine
_INTERNAL = re.compile(
    r"\b(?:kpi|views|main)\.\w+|python -m|\b[a-z]+(?:_[a-z0-9]+)+\b|\b\d{8}T\d{6}Z"
    r"|[\w/-]+\.(?:md|sql|toml|py|csv)\b|localhost|127\.0\.0\.1|\[object|undefined|\bNaN\b"
)
_ADDRESS = re.compile(r"https?://\S+")


def faults(page: Page, forbidden: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with the screen that is shown; `forbidden`: names that nobody may see on a wall."""
    with suppress(TimeoutError):  # the first chart waits for the library of charts
        page.wait_for_function(_HOLDS, timeout=10_000)
        page.wait_for_timeout(100)
    found: list[Any] = page.evaluate(_LAYOUT)
    words = _ADDRESS.sub("", page.evaluate(_WORDS))
    names = [*_INTERNAL.findall(words), *(name for name in forbidden if name in words)]
    return [str(one) for one in found] + [f"internal: {name}" for name in sorted(set(names))]


def smallest_type(page: Page) -> tuple[float, str]:
    """Pixels of a screen 720 high, and the text that is that small."""
    size, text = page.evaluate(_SMALLEST)
    return round(float(size), 1), str(text)
