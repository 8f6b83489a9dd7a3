// A dialog that the bot has opened for one person (task/fetch): in front of their column until it is answered or closed.

import { drawCard } from "./cards.js";
import { $, el } from "./dom.js";

const FOCUSABLE = "button:not([disabled]), [href], input, select, textarea, [tabindex='0']";

/** Shows the dialog; an answer that opens the next one takes its place, a refused one leaves it as it is. */
export function openDialog(column, { title, card }, conversation) {
  const before = document.activeElement;
  const old = $(".shade", column.root);
  if (old) old.remove();
  const close = (back) => {
    shade.remove();
    hide(column, false);
    if (back && before && before.isConnected) before.focus();
  };
  const shut = () => { close(true); column.act("close-dialog", {}); };
  const press = async (action, inputs) => {
    if (drawn.classList.contains("working")) return;
    drawn.classList.add("working");
    const through = await column.press({ conversation, action, inputs, dialog: true });
    drawn.classList.remove("working");
    if (through && shade.isConnected) close(true);
  };
  const drawn = drawCard(card, column.page.theme(), { press, search: (dataset, query) => column.search(conversation, dataset, query) });
  const key = (event) => {
    if (event.key === "Escape") { event.stopPropagation(); shut(); }
    if (event.key === "Tab") keepInside(event, shade);
  };
  const x = el("button", { type: "button", class: "shut", "aria-label": "Sulje", onclick: shut }, "×");
  const shade = el("div", { class: "shade", onkeydown: key, onclick: (event) => { if (event.target === shade) shut(); } },
    el("div", { class: "dialog", role: "dialog", "aria-modal": "true", "aria-label": title || column.page.bot },
      el("header", {}, el("span", {}, title || column.page.bot), x), drawn));
  column.root.append(shade);
  hide(column, true);
  ($("input, select, textarea", drawn) || x).focus();
}

function hide(column, hidden) {
  for (const part of column.root.children) if (!part.matches(".shade, .toasts")) part.inert = hidden;
}

function keepInside(event, shade) {
  const stops = [...shade.querySelectorAll(FOCUSABLE)].filter((one) => one.offsetParent);
  const first = event.shiftKey ? stops[0] : stops.at(-1);
  const then = event.shiftKey ? stops.at(-1) : stops[0];
  if (document.activeElement === first) { event.preventDefault(); then.focus(); }
}
