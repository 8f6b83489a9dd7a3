// The page: people side by side. State lives in Local Teams; a column reads it again when told that something changed.

import { Column } from "./column.js";
import { $, call, el, place } from "./dom.js";
import { closeMenusOutside, drawFaults, drawPeople, rereadFaults } from "./menus.js";

const params = new URLSearchParams(location.search);
const columns = new Map();
const world = await call("/api/world");
let theme = params.get("theme") || localStorage.getItem("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
let events;
const page = { bot: world.bot.name, theme: () => theme };

function chosen() {
  const known = new Set(world.personas.map((person) => person.id));
  const wanted = (params.get("personas") || "").split(",").map((id) => id.toLowerCase()).filter((id) => known.has(id));
  if (wanted.length) return [...new Set(wanted)];
  const defaults = world.personas.filter((person) => person.default);
  const beginning = defaults.length ? defaults : world.personas;
  return beginning.slice(0, window.innerWidth < 1200 ? 2 : 3).map((person) => person.id);
}

function show(ids) {
  params.set("personas", ids.join(","));
  history.replaceState(null, "", `?${params}`);
  drawColumns(ids);
}

function drawColumns(ids) {
  for (const [id, column] of columns) if (!ids.includes(id)) { column.close(); columns.delete(id); }
  for (const id of ids) if (!columns.has(id)) columns.set(id, new Column(world.personas.find((person) => person.id === id), page));
  place($("#columns"), ids.map((id) => columns.get(id).root));
  place($("#jump"), ids.map((id) => el("button", { type: "button", onclick: () => columns.get(id).root.scrollIntoView({ inline: "start" }) }, columns.get(id).person.name)));
  $("#nobody").hidden = ids.length > 0;
  listen(ids);
}

// One stream for all columns: a browser keeps only six connections to a host, over all its tabs.
function listen(ids) {
  if (events) events.close();
  events = null;
  if (!ids.length) return;
  events = new EventSource(`/api/events?people=${ids.join(",")}`);
  events.onopen = () => {
    $("#lost").hidden = true;
    for (const column of columns.values()) column.refresh();
  };
  events.onerror = () => { $("#lost").hidden = false; };
  events.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.kind === "faults") { if (event.for === ids[0]) rereadFaults(); return; }
    const column = columns.get(event.for);
    if (column) column.happened(event);
  };
}

function useTheme(name) {
  theme = name === "dark" ? "dark" : "light";
  localStorage.setItem("theme", theme);
  document.documentElement.dataset.theme = theme;
  $("#theme").textContent = theme === "dark" ? "Vaalea" : "Tumma";
  for (const column of columns.values()) column.refresh();
}

useTheme(theme);
$("#theme").addEventListener("click", () => useTheme(theme === "dark" ? "light" : "dark"));
closeMenusOutside();
drawFaults(world.faults);
const first = chosen();
drawPeople(world.personas, first, show);
drawColumns(first);
window.addEventListener("pagehide", () => events && events.close());
