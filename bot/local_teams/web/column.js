// One person's column: their chats, what is said in the open one, and the box for writing.

import { openDialog } from "./dialog.js";
import { $, call, el, initials, ownColour, place } from "./dom.js";
import { drawMessage, signatureOf } from "./message.js";
import { Signs } from "./signs.js";
import { Tray } from "./tray.js";

export const PRESENCES = [
  ["Available", "●", "Paikalla"], ["Busy", "◐", "Varattu"], ["DoNotDisturb", "◐", "Älä häiritse"],
  ["Away", "○", "Poissa"], ["OutOfOffice", "○", "Poissa toimistolta"], ["Offline", "○", "Offline"],
];
const TOAST_MS = 6000;
const NEAR_END_PX = 80;

export class Column {
  /** `page` gives what all columns share: `bot` (its name) and `theme()`. */
  constructor(person, page) {
    this.person = person;
    this.page = page;
    this.chat = null;
    this.thread = null;
    this.drawn = new Map();
    this.build();
    this.refresh();
  }

  build() {
    const { person } = this;
    const options = PRESENCES.map(([value, shape, word]) => el("option", { value }, `${shape} ${word}`));
    const presenceChosen = () => this.act("presence", { value: this.presence.value });
    this.presence = el("select", { class: "presence", "aria-label": `Läsnäolo, ${person.name}`, onchange: presenceChosen }, ...options);
    this.dot = el("span", { class: "dot", "aria-hidden": "true" });
    const face = el("div", { class: "face" }, initials(person.name), this.dot);
    face.style.background = ownColour(person.id);
    this.tabs = el("nav", { class: "tabs", "aria-label": `Keskustelut, ${person.name}` });
    this.notice = el("div", { class: "notice", hidden: true });
    this.talk = el("div", { class: "talk", role: "log", tabindex: "0", "aria-label": `Viestit, ${person.name}` });
    this.toasts = el("div", { class: "toasts", role: "status" });
    this.signs = new Signs(person.id, this.page.bot);
    const place_ = [person.title, person.organisation].filter(Boolean).join(" · ");
    this.root = el("section", { class: "person", "aria-label": person.name, "data-person": person.id },
      el("header", { class: "who" }, face,
        el("div", { class: "name" }, el("strong", {}, person.name), el("span", { title: place_ }, place_)), this.presence),
      this.tabs, this.notice, this.talk, this.signs.root, this.toasts, this.composeBox());
    this.showPresence(person.presence);
  }

  composeBox() {
    this.where = el("span");
    this.mention = el("input", { type: "checkbox" });
    this.mentionLabel = el("label", { class: "mention" }, this.mention, `@${this.page.bot}`);
    this.leave = el("button", { type: "button", onclick: () => this.answerIn(null) }, "Uusi ketju");
    const key = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
      if (event.key === "Escape" && this.thread) this.answerIn(null);
    };
    this.text = el("textarea", {
      rows: "1", placeholder: "Kirjoita viesti", "aria-label": `Viesti, ${this.person.name}`, onkeydown: key,
      oninput: () => { this.fitText(); this.signs.typed(this.chat, this.kind, this.text.value); }, onpaste: (event) => this.tray.paste(event),
    });
    this.tray = new Tray(this.person.name, (title, words) => this.toast(title, words));
    this.above = el("div", { class: "above" }, this.where, el("span", { class: "how" }, this.mentionLabel, this.leave));
    const submitted = (event) => { event.preventDefault(); this.send(); };
    return el("form", { class: "compose", onsubmit: submitted }, this.above, this.tray.root,
      el("div", { class: "row" }, this.tray.picker, this.tray.clip, this.text, el("button", { class: "send" }, "Lähetä")));
  }

  fitText() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 3, 140)}px`;
  }

  close() { this.root.remove(); }

  happened(event) {
    if (event.kind === "toast") { if (event.chat !== this.chat) this.toast(event.title, event.text, event.chat); }
    else if (event.kind === "presence") { if (event.person === this.person.id) this.showPresence(event.presence); }
    else if (event.kind === "typing") { if (event.chat === this.chat) this.signs.show(); }
    else if (event.kind === "changed") this.refresh();
  }

  showPresence(value) {
    this.presence.value = value;
    this.dot.dataset.presence = value;
    this.dot.textContent = (PRESENCES.find(([one]) => one === value) || PRESENCES[5])[1];
  }

  async act(doing, body) {
    try { return await call(`/act/${this.person.id}/${doing}`, body); }
    catch (error) { this.toast("Ei onnistunut", error.message); return null; }
  }

  // One reading at a time; what happens meanwhile is read once more at its end.
  async refresh() {
    if (this.reading) { this.again = true; return; }
    this.reading = true;
    try {
      do {
        this.again = false;
        await this.read();
      } while (this.again);
    } catch (error) { this.toast("Ei onnistunut", error.message); }
    this.reading = false;
  }

  async read() {
    const { person, chats } = await call(`/api/people/${this.person.id}`);
    if (!chats.some((one) => one.id === this.chat)) this.chat = chats[0].id;
    const chat = this.chat;
    const shown = await call(`/api/people/${this.person.id}/chats/${encodeURIComponent(chat)}`);
    if (chat !== this.chat) { this.again = true; return; }
    this.showPresence(person.presence);
    this.drawTabs(chats);
    this.drawNotice(shown);
    this.drawTalk(shown);
  }

  open(chat) {
    this.chat = chat;
    this.thread = null;
    this.signs.hide();
    this.drawn.clear();
    this.talk.replaceChildren();
    this.refresh();
  }

  answerIn(thread) {
    this.thread = thread;
    this.composing();
    this.text.focus();
  }

  composing() {
    const channel = this.kind === "channel";
    this.above.hidden = !channel;
    this.tray.clip.hidden = channel;
    this.where.textContent = this.thread ? "Vastaus ketjuun" : "Uusi ketju. Kenoviiva / alkuun: vain sovellus näkee.";
    this.mentionLabel.hidden = !channel;
    this.leave.hidden = !this.thread;
    for (const node of this.talk.querySelectorAll(".thread")) node.classList.toggle("answered", node.dataset.thread === this.thread);
  }

  drawTabs(chats) {
    const focused = this.tabs.contains(document.activeElement);
    this.tabs.replaceChildren(...chats.map((chat) => {
      const here = chat.id === this.chat;
      const unread = chat.unread && !here
        ? el("span", { class: "unread" }, String(chat.unread), el("span", { class: "spoken" }, " lukematta")) : null;
      const attributes = { type: "button", title: chat.subtitle || chat.title, "aria-current": here ? "true" : null };
      return el("button", { ...attributes, onclick: () => this.open(chat.id) }, (chat.kind === "channel" ? "# " : "") + chat.title, unread);
    }));
    if (focused) $("[aria-current]", this.tabs).focus();
  }

  drawNotice(shown) {
    this.notice.hidden = shown.installed;
    if (shown.installed) return;
    const install = async () => { await this.act("install", { conversation: shown.id, installed: true }); this.refresh(); };
    const whom = shown.kind === "channel" ? "tähän tiimiin" : "tälle henkilölle";
    this.notice.replaceChildren(el("span", {}, `Sovellusta ${this.page.bot} ei ole asennettu ${whom}.`),
      el("button", { type: "button", onclick: install }, "Asenna"));
  }

  drawTalk(shown) {
    this.kind = shown.kind;
    const { talk } = this;
    const atEnd = talk.scrollHeight - talk.scrollTop - talk.clientHeight < NEAR_END_PX;
    const grown = talk.dataset.count !== String(shown.messages.length);
    const held = talk.contains(document.activeElement) ? document.activeElement : null;
    talk.dataset.count = String(shown.messages.length);
    if (grown) this.signs.hide();
    this.signs.seen(shown);
    if (!shown.messages.length) talk.replaceChildren(this.beginning());
    else if (shown.kind === "channel") place(talk, this.threads(shown.messages));
    else place(talk, shown.messages.map((message) => this.message(message)));
    this.composing();
    this.keepFocus(held);
    const typing = held && held.isConnected && held.matches("input, textarea, select");
    if (grown ? !typing : atEnd) this.showNewest();
  }

  // The card in which one has just pressed is a new one now: the keyboard goes on from there.
  keepFocus(held) {
    const message = this.heldIn && $(`[data-message="${this.heldIn}"]`, this.talk);
    this.heldIn = null;
    if (message && held && !held.isConnected) ($(".ac-adaptiveCard", message) || message).focus({ preventScroll: true });
  }

  // A message taller than the pane is shown from its beginning: what was read and who was found come first.
  showNewest() {
    const newest = [...this.talk.querySelectorAll(".message")].reduce((one, other) => (one && Number(one.dataset.message) > Number(other.dataset.message) ? one : other), null);
    if (!newest) return;
    const top = newest.getBoundingClientRect().top - this.talk.getBoundingClientRect().top + this.talk.scrollTop;
    const tall = newest.offsetHeight > this.talk.clientHeight - 24;
    this.talk.scrollTop = tall ? top - 8 : top + newest.offsetHeight + 48 - this.talk.clientHeight;
  }

  beginning() {
    const begin = (prompt) => { this.text.value = prompt; this.fitText(); this.text.focus(); };
    const prompts = this.kind === "personal" ? this.person.prompts || [] : [];
    return el("div", { class: "empty" },
      el("p", {}, this.kind === "channel" ? "Kanavalla ei ole viestejä." : prompts.length ? "Voi alkaa vaikka näin:" : "Ei viestejä."),
      ...prompts.map((prompt) => el("button", { type: "button", class: "prompt", onclick: () => begin(prompt) }, prompt)));
  }

  threads(messages) {
    const roots = messages.filter((message) => !message.threadRoot || message.threadRoot === message.id);
    return roots.map((root) => {
      const key = `thread-${root.id}`;
      if (!this.drawn.has(key)) this.drawn.set(key, { node: this.newThread(root) });
      const { node } = this.drawn.get(key);
      const replies = messages.filter((message) => message.threadRoot === root.id && message.id !== root.id);
      place($(".root", node), [this.message(root)]);
      place($(".replies", node), replies.map((message) => this.message(message)));
      return node;
    });
  }

  newThread(root) {
    const reply = root.targeted ? null : el("button", { type: "button", class: "reply", onclick: () => this.answerIn(root.id) }, "Vastaa ketjuun");
    return el("article", { class: "thread", "data-thread": root.id }, el("div", { class: "root" }), el("div", { class: "replies" }), reply);
  }

  // A message is drawn again only when it has changed: what somebody is typing into a card stays.
  message(message) {
    const signature = signatureOf(message, this.page.theme());
    const known = this.drawn.get(message.id);
    if (known && known.signature === signature) return known.node;
    const had = known && known.node.contains(document.activeElement);
    const node = drawMessage(message, this);
    if (had) this.heldIn = message.id;
    this.drawn.set(message.id, { signature, node });
    return node;
  }

  forget(message) {
    this.drawn.delete(message.id);
    this.refresh();
  }

  /** Whether the press came through; what the bot answered is shown. */
  async press(press) {
    const came = await this.act("press", press);
    if (!came) return false;
    if (came.kind === "sentence" && came.text) this.toast(this.page.bot, came.text);
    if (came.kind === "dialog") openDialog(this, came, press.conversation);
    this.refresh();
    return !came.failed;
  }

  async search(conversation, dataset, query) {
    const found = await this.act("search", { conversation, dataset, query });
    return found ? found.results : [];
  }

  async send() {
    const text = this.text.value.trim();
    if ((!text && this.tray.empty) || this.sending) return;
    const channel = this.kind === "channel";
    const slash = channel && text.startsWith("/") && !this.mention.checked;
    const tray = this.tray.take();
    const said = { text, ...tray, conversation: this.chat, thread: this.thread || "", slash, mention: channel && !slash && this.mention.checked };
    this.sending = true;
    this.text.value = "";
    this.fitText();
    const sent = await this.act("say", said);
    this.sending = false;
    if (!sent) {
      this.text.value = this.text.value || text;
      this.tray.putBack(tray);
    }
    this.refresh();
  }

  toast(title, text, chat) {
    const inside = [el("b", {}, title || ""), text || ""];
    const open = () => { toast.remove(); this.open(chat); };
    const toast = chat ? el("button", { type: "button", class: "toast", onclick: open }, ...inside) : el("div", { class: "toast" }, ...inside);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
    while (this.toasts.children.length > 3) this.toasts.firstChild.remove();
  }
}
