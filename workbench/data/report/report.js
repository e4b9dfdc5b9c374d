"use strict";
// The page's behaviour. All text goes in through textContent; nothing is fetched.
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const [list, query, order, show, count, more] = ["list", "query", "order", "show", "count", "more"].map(at);
const CHUNK = 40;
let view = [];
let drawn = 0;
let bin = null;
const haystacks = new Map();

function made(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Spans count code points, as in the catalog; JavaScript strings count UTF-16 units.
function marked(text, marks) {
  const letters = Array.from(text);
  const cuts = new Set([0, letters.length]);
  for (const [from, to] of marks) { cuts.add(Math.min(from, letters.length)); cuts.add(Math.min(to, letters.length)); }
  const edges = [...cuts].sort((a, b) => a - b);
  const out = document.createDocumentFragment();
  for (let n = 0; n + 1 < edges.length; n += 1) {
    const piece = letters.slice(edges[n], edges[n + 1]).join("");
    const over = marks.filter(([from, to]) => from <= edges[n] && edges[n + 1] <= to);
    if (!over.length) { out.append(piece); continue; }
    const kind = over.some((mark) => mark[2] === "del") ? "del" : over.some((mark) => mark[2] === "ins") ? "ins" : "span";
    const node = made(kind, over.map((mark) => mark[2]).join(" "), piece);
    const tips = over.map((mark) => mark[3]).filter(Boolean);
    if (tips.length) node.title = tips.join("\n");
    out.append(node);
  }
  return out;
}

function cell(column, text, marks) {
  const node = made("div", "cell");
  node.append(made("h3", "", column.title));
  const body = made("p");
  body.lang = column.lang;
  body.dir = "auto";
  if (text) body.append(marked(text, marks)); else body.append(made("span", "none", data.words.none));
  node.append(body);
  return node;
}

function article(row) {
  const node = made("article");
  node.tabIndex = -1;
  node.dataset.id = row.id;
  const head = made("h2");
  head.append(made("b", "", row.id));
  if (row.state) head.append(made("span", "", row.state));
  data.measures.forEach((measure, n) => {
    if (row.m[n] !== null) head.append(made("span", "", `${measure.title} ${row.m[n].toFixed(1)}`));
  });
  if (row.time) head.append(made("span", "", `${data.words.time} ${row.time}`));
  node.append(head);
  const cells = made("div", "cells");
  data.columns.forEach((column, n) => cells.append(cell(column, row.texts[n], row.marks[n])));
  node.append(cells);
  if (row.findings.length) {
    const findings = made("ul", "findings");
    for (const [severity, check, message, label] of row.findings) {
      const item = made("li");
      item.append(made("b", severity, label), " ", message, " ", made("code", "", check));
      findings.append(item);
    }
    node.append(findings);
  }
  return node;
}

const folded = (text) => text.normalize("NFKC").toLowerCase();
function haystack(row) {
  if (!haystacks.has(row)) {
    haystacks.set(row, folded([row.id, ...row.texts, ...row.findings.flatMap((f) => [f[1], f[2]])].join("\n")));
  }
  return haystacks.get(row);
}

const shows = {
  all: () => true,
  changed: (row) => row.changed === true,
  unchanged: (row) => row.changed === false,
  findings: (row) => row.findings.length > 0,
  errors: (row) => row.findings.some((f) => f[0] === "error"),
  terms: (row) => row.missed,
};

function compared(key) {
  if (key === "document") return null;
  if (key === "findings") {
    const weight = { error: 10000, warning: 100, note: 1 };
    const sum = (row) => row.findings.reduce((all, f) => all + weight[f[0]], 0);
    return (a, b) => sum(b) - sum(a);
  }
  const n = Number(key);
  const sign = data.measures[n].worst === "low" ? 1 : -1;
  return (a, b) => {
    if (a.m[n] === null || b.m[n] === null) return (a.m[n] === null) - (b.m[n] === null);
    return sign * (a.m[n] - b.m[n]);
  };
}

function inBin(row) {
  if (!bin) return true;
  const value = row.m[bin.measure];
  return value !== null && value >= bin.low && (bin.last || value < bin.high);
}

function draw(upTo) {
  const page = document.createDocumentFragment();
  for (; drawn < Math.min(upTo, view.length); drawn += 1) page.append(article(view[drawn]));
  list.append(page);
}

function refresh() {
  const words = folded(query.value).split(/\s+/).filter(Boolean);
  view = data.rows.filter((row) => shows[show.value](row) && inBin(row) && words.every((word) => haystack(row).includes(word)));
  const by = compared(order.value);
  if (by) view.sort(by);
  list.replaceChildren();
  drawn = 0;
  draw(CHUNK);
  watch();
  count.textContent = data.words.count.replace("{shown}", view.length).replace("{all}", data.rows.length);
  document.querySelectorAll("svg [role=button]").forEach((bar) => bar.setAttribute("aria-pressed", String(bin !== null && bar === bin.bar)));
}

function step(by) {
  const shown = [...list.children];
  const now = shown.indexOf(document.activeElement);
  if (now + by >= shown.length) { draw(drawn + CHUNK); return list.children[now + by]?.focus(); }
  (list.children[Math.max(0, now + by)])?.focus();
}

function press(bar) {
  const { measure, low, high, last } = bar.dataset;
  bin = bin && bin.bar === bar ? null : { bar, measure: Number(measure), low: Number(low), high: Number(high), last: last === "1" };
  refresh();
}

function clear() { query.value = ""; show.value = "all"; bin = null; refresh(); }
function turn(select) { select.selectedIndex = (select.selectedIndex + 1) % select.options.length; refresh(); }
function theme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
  document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
}

const keys = {
  j: () => step(1), k: () => step(-1), "/": () => query.focus(), o: () => turn(order), f: () => turn(show),
  t: theme, "?": () => at("help").showModal(), Escape: clear, g: () => list.children[0]?.focus(),
};
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || at("help").open) return;
  const typing = event.target.matches("input, select");
  if (event.key === "Escape" && typing) { event.target.blur(); clear(); return; }
  if (typing) return;
  if (event.target.matches("svg [role=button]") && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    press(event.target);
    return;
  }
  const act = keys[event.key];
  if (act) { event.preventDefault(); act(); }
});
let waiting = 0;
query.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(refresh, 120); });
query.form.addEventListener("submit", (event) => { event.preventDefault(); refresh(); list.children[0]?.focus(); });
order.addEventListener("change", refresh);
show.addEventListener("change", refresh);
document.querySelectorAll("svg [role=button]").forEach((bar) => bar.addEventListener("click", () => press(bar)));
at("clear").addEventListener("click", clear);
at("theme").addEventListener("click", theme);
at("print").addEventListener("click", () => print());
at("keys").addEventListener("click", () => at("help").showModal());
addEventListener("beforeprint", () => draw(view.length));
const watcher = new IntersectionObserver((entries) => {
  if (drawn < view.length && entries.some((entry) => entry.isIntersecting)) { draw(drawn + CHUNK); watch(); }
}, { rootMargin: "800px" });
// Observed anew after each drawing, so that it speaks up again if the end is still in sight.
function watch() { watcher.unobserve(more); watcher.observe(more); }
refresh();
document.documentElement.dataset.ready = "1";
