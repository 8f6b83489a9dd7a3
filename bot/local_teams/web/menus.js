// The page's own menus: whom to show, what is made to go wrong, light or dark.

import { $, call, el } from "./dom.js";

/** Whom to show: ticked people are columns, found by name or organisation. `choose(ids)` shows them. */
export function drawPeople(people, shown, choose) {
  const list = $("#people-list");
  let ids = shown;
  const rows = [...people].map((person) => {
    const box = el("input", { type: "checkbox" });
    box.checked = ids.includes(person.id);
    box.addEventListener("change", () => {
      ids = box.checked ? [...ids, person.id] : ids.filter((id) => id !== person.id);
      choose(ids);
    });
    const words = [person.organisation, person.title].filter(Boolean).join(" · ");
    const row = el("label", {}, box, el("span", {}, person.name, el("small", {}, words)));
    row.dataset.words = `${person.name} ${words}`.toLocaleLowerCase("fi");
    return row;
  });
  const find = el("input", { type: "search", placeholder: "Etsi nimellä tai organisaatiolla", "aria-label": "Etsi henkilöä" });
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLocaleLowerCase("fi");
    for (const row of rows) row.hidden = !row.dataset.words.includes(wanted);
  });
  list.replaceChildren(find, el("div", { class: "rows" }, ...rows));
}

const REFUSALS = [
  ["", "Ei"], ["BotNotInConversationRoster", "403, sovellusta ei ole asennettu"], ["ConversationBlockedByUser", "403, käyttäjä on estänyt sovelluksen"],
  ["BotDisabledByAdmin", "403, ylläpito on estänyt sovelluksen"], ["MessageWritesBlocked", "403, ketjuun ei voi kirjoittaa"],
  ["ConversationNotFound", "404, keskustelua ei ole"], ["ActivityNotFoundInConversation", "404, viestiä ei ole"],
  ["MessageSizeTooBig", "413, viesti on liian suuri"], ["ServiceError", "500"], ["ServiceUnavailable", "503"],
];
const FAULTS = [
  ["throttle", "Teams hidastaa (429), näin monta kutsua"], ["refuse", "Teams kieltäytyy"], ["slow_ms", "Viive, millisekuntia"],
  ["lose_answer", "Vastaus katoaa, näin monta kutsua"], ["graph_throttle", "Graph hidastaa (429), näin monta kutsua"],
  ["graph_down", "Graph ei vastaa"], ["files_down", "Tiedostoja ei saa"], ["redeliver", "Kaikki tulee botille kahdesti"],
];

/** The switches of Local Teams as they are now; how many are on is told on the menu itself. */
export function drawFaults(now) {
  const on = FAULTS.filter(([name]) => now[name]).length;
  $("#faults summary").textContent = on ? `Häiriöt · ${on}` : "Häiriöt";
  $("#faults").classList.toggle("on", on > 0);
  const rows = FAULTS.map(([name, title]) => el("label", {}, el("span", {}, title), faultField(name, now[name])));
  const clear = async () => drawFaults(await call("/faults", {}, "DELETE"));
  $("#fault-form").replaceChildren(...rows, el("button", { type: "button", onclick: clear }, "Poista häiriöt"));
}

function faultField(name, value) {
  const put = (wanted) => call("/faults", { [name]: wanted }, "PUT").then(drawFaults);
  if (name === "refuse") {
    const field = el("select", { onchange: () => put(field.value) }, ...REFUSALS.map(([code, words]) => el("option", { value: code }, words)));
    field.value = value;
    return field;
  }
  if (typeof value === "boolean") {
    const box = el("input", { type: "checkbox", onchange: () => put(box.checked) });
    box.checked = value;
    return box;
  }
  const field = el("input", { type: "number", min: "0", onchange: () => put(Math.max(0, Math.round(Number(field.value)) || 0)) });
  field.value = value;
  return field;
}

/** Reads the switches anew, unless somebody is just setting them. */
export async function rereadFaults() {
  if (!$("#fault-form").contains(document.activeElement)) drawFaults(await call("/faults"));
}

/** The menus close by Escape and by a click elsewhere. */
export function closeMenusOutside() {
  const others = (target) => [...document.querySelectorAll("details.menu[open]")].filter((menu) => !menu.contains(target));
  document.addEventListener("click", (event) => others(event.target).forEach((menu) => { menu.open = false; }));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest && event.target.closest("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    $("summary", menu).focus();
  });
  $("#faults").addEventListener("toggle", rereadFaults);
}
