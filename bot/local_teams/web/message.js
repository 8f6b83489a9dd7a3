// A message as one person sees it: who said it and when, its words or its card, and what its writer may do to it.

import { cleanHtml, drawCard, markdownHtml } from "./cards.js";
import { $, el, initials } from "./dom.js";
import { attached, fileCard } from "./files.js";

const ZONE = { timeZone: "Europe/Helsinki" };
const clock = new Intl.DateTimeFormat("fi-FI", { hour: "numeric", minute: "2-digit", ...ZONE });
const day = new Intl.DateTimeFormat("fi-FI", { weekday: "short", day: "numeric", month: "numeric", ...ZONE });

/** Equal for two messages that look the same. */
export function signatureOf(message, theme) {
  return JSON.stringify([message.text, message.card, message.file, message.edited, message.deleted, theme]);
}

function when(at) {
  const moment = new Date(at);
  return day.format(moment) === day.format(new Date()) ? clock.format(moment) : `${day.format(moment)} klo ${clock.format(moment)}`;
}

/** The message for the column of one person. */
export function drawMessage(message, column) {
  const { mine, bot, name } = message.from;
  const marks = [when(message.at), message.edited && !message.deleted ? "muokattu" : "", message.targeted ? "näkyy vain tälle henkilölle" : ""];
  const kinds = ["message", mine && "mine", message.deleted && "deleted", message.targeted && "targeted", message.card && "with-card"];
  const said = message.deleted ? el("div", { class: "bubble" }, "Viesti on poistettu")
    : message.card ? card(message, column) : message.file ? fileCard(message, column)
      : el("div", { class: "bubble" }, words(message), ...attached(message, column));
  const head = el("header", {}, el("b", {}, name), el("span", {}, marks.filter(Boolean).join(" · ")), mine ? tools(message, column) : null);
  return el("div", { class: kinds.filter(Boolean).join(" "), "data-message": message.id, tabindex: "-1" },
    el("div", { class: bot ? "face bot" : "face", "aria-hidden": "true" }, initials(name)), el("div", { class: "said" }, head, said));
}

function words(message) {
  if (message.page) return formatted(cleanHtml(message.page));
  if (!message.from.bot || message.format === "plain") return message.text;
  return formatted(message.html ? cleanHtml(message.text) : markdownHtml(message.text));
}

function formatted(clean) {
  const box = el("div", { class: "formatted" });
  box.innerHTML = clean;
  return box;
}

function tools(message, column) {
  const where = { conversation: message.conversationId, id: message.id };
  const tool = (title, onclick) => el("button", { type: "button", onclick }, title);
  if (message.deleted) return el("span", { class: "tools" }, tool("Kumoa poisto", () => column.act("undelete", where)));
  if (message.card || message.page || message.files.length || !message.text) return null;
  return el("span", { class: "tools" }, tool("Muokkaa", () => edit(message, column)), tool("Poista", () => column.act("delete", where)));
}

function edit(message, column) {
  const bubble = $(`[data-message="${message.id}"] .bubble`, column.root);
  const save = async () => {
    await column.act("edit", { conversation: message.conversationId, id: message.id, text: field.value });
    column.forget(message);
  };
  const field = el("textarea", {
    rows: "2", "aria-label": "Muokkaa viestiä",
    onkeydown: (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
      if (event.key === "Escape") column.forget(message);
    },
  });
  field.value = message.text;
  bubble.replaceChildren(field, el("div", { class: "editing" },
    el("button", { type: "button", onclick: save }, "Tallenna"), el("button", { type: "button", onclick: () => column.forget(message) }, "Peruuta")));
  bubble.classList.add("being-edited");
  field.focus();
}

function card(message, column) {
  const { conversationId } = message;
  const drawn = drawCard(message.card, column.page.theme(), {
    press: async (action, inputs) => {
      if (drawn.classList.contains("working")) return;
      drawn.classList.add("working");
      await column.press({ conversation: conversationId, id: message.id, action, inputs });
      drawn.classList.remove("working");
    },
    search: (dataset, query) => column.search(conversationId, dataset, query),
  });
  return drawn;
}
