// What a client tells by itself: that a chat has been read, that something is being typed; and the bot's own sign.

import { call, el } from "./dom.js";

const TOLD_EVERY_MS = 3000;
const SHOWN_MS = 5000;

export class Signs {
  constructor(person, bot) {
    this.person = person;
    this.readUpTo = new Map();
    this.toldAt = 0;
    this.root = el("div", { class: "typing", role: "status" });
    this.words = `${bot}: kirjoittaa…`;
  }

  // A sign that does not get through is of no use later.
  tell(doing, chat) { call(`/act/${this.person}/${doing}`, { conversation: chat }).catch(() => {}); }

  typed(chat, kind, text) {
    const now = Date.now();
    if (kind !== "personal" || !text.trim() || now - this.toldAt < TOLD_EVERY_MS) return;
    this.toldAt = now;
    this.tell("typing", chat);
  }

  seen(shown) {
    if (shown.kind !== "personal" || document.visibilityState !== "visible") return;
    const newest = Math.max(0, ...shown.messages.filter((message) => message.from.bot).map((message) => Number(message.id)));
    if (newest <= (this.readUpTo.get(shown.id) || 0)) return;
    this.readUpTo.set(shown.id, newest);
    this.tell("read", shown.id);
  }

  show() {
    this.root.textContent = this.words;
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => this.hide(), SHOWN_MS);
  }

  hide() {
    clearTimeout(this.hiding);
    this.root.textContent = "";
  }
}
