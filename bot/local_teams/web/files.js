// Files in a chat: those a person attached, the offer of a file, and a file the bot has given.

import { el } from "./dom.js";

const ANSWERED = { accept: "Tiedosto on hyväksytty.", decline: "Tiedostoa ei otettu." };

function link(column, file) {
  return el("a", { class: "file paperclip", href: `/api/people/${column.person.id}/files/${file.id}`, download: file.name }, file.name);
}

/** Files attached to a message; only their owner can open them. */
export function attached(message, column) {
  return message.files.map((file) => (message.from.mine ? link(column, file) : el("span", { class: "file paperclip" }, file.name)));
}

/** The bot's file card. */
export function fileCard(message, column) {
  const { file } = message;
  if (file.kind === "file") return el("div", { class: "bubble filecard" }, link(column, file));
  const answer = async (event, accept) => {
    for (const button of event.target.parentNode.children) button.disabled = true;
    const done = await column.act("answer-file", { conversation: message.conversationId, id: message.id, accept });
    if (done && !done.taken) column.toast(column.page.bot, "Sovellukseen ei saatu yhteyttä. Yritä uudelleen.");
    column.forget(message);
  };
  const button = (title, accept, name) => el("button", { type: "button", class: name, onclick: (event) => answer(event, accept) }, title);
  const below = file.answer ? el("p", { class: "size" }, ANSWERED[file.answer])
    : el("div", { class: "answers" }, button("Salli", true, "yes"), button("Hylkää", false, "no"));
  return el("div", { class: "bubble filecard" }, el("b", { class: "paperclip" }, file.name), el("p", {}, file.description),
    el("p", { class: "size" }, `${Math.max(1, Math.round(file.size / 1024))} kt, OneDriveen`), below);
}
