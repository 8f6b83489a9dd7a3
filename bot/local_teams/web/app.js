// The page: people side by side. State lives in Local Teams; each column reads it again when told that something changed.

import { drawCard } from "./cards.js";

const $ = (selector, root = document) => root.querySelector(selector);
const PRESENCES = [["Available", "● Paikalla"], ["Busy", "◐ Varattu"], ["DoNotDisturb", "◐ Älä häiritse"], ["Away", "○ Poissa"], ["OutOfOffice", "○ Poissa toimistolta"], ["Offline", "○ Offline"]];
const time = new Intl.DateTimeFormat("fi-FI", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Helsinki" });
const params = new URLSearchParams(location.search);
let theme = params.get("theme") || localStorage.getItem("theme") || "light";
let world;
const columns = new Map();

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

async function call(path, body, method = "POST") {
  const answer = await fetch(path, body === undefined ? {} : { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(found.error || `Virhe ${answer.status}`);
  return found;
}

const initials = (name) => name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("").toUpperCase();

class Column {
  constructor(person) {
    this.person = person;
    this.chat = null;
    this.thread = null;
    this.drawn = new Map();
    this.build();
    this.events = new EventSource(`/api/people/${person.id}/events`);
    this.events.onmessage = (event) => this.happened(JSON.parse(event.data));
    this.events.onopen = () => this.refresh();
  }

  build() {
    const { person } = this;
    this.presence = el("select", { class: "presence", "aria-label": "Läsnäolo", onchange: () => this.act("presence", { value: this.presence.value }) },
      ...PRESENCES.map(([value, title]) => el("option", { value }, title)));
    this.presence.value = person.presence;
    this.tabs = el("nav", { class: "tabs", role: "tablist" });
    this.talk = el("div", { class: "talk", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": "Viestit" });
    this.toasts = el("div", { class: "toasts", role: "status" });
    this.where = el("span");
    this.mention = el("input", { type: "checkbox" });
    this.mentionLabel = el("label", {}, this.mention, ` @${world.bot.name}`);
    this.leave = el("button", { type: "button", onclick: () => this.answerIn(null) }, "Uusi ketju");
    this.text = el("textarea", { rows: "1", placeholder: "Kirjoita viesti", "aria-label": `Viesti, ${person.name}`,
      onkeydown: (event) => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.send(); } },
      oninput: () => { this.text.style.height = "auto"; this.text.style.height = `${Math.min(this.text.scrollHeight, 140)}px`; } });
    this.root = el("section", { class: "person", "aria-label": person.name, "data-person": person.id },
      el("header", { class: "who" }, el("div", { class: "face", style: "flex:none" }, initials(person.name)),
        el("div", {}, el("strong", {}, person.name), el("span", {}, [person.title, person.organisation].filter(Boolean).join(" · "))), this.presence),
      this.tabs, this.talk, this.toasts,
      el("form", { class: "compose", onsubmit: (event) => { event.preventDefault(); this.send(); } },
        el("div", { class: "in" }, this.where, el("span", {}, this.mentionLabel, " ", this.leave)),
        el("div", { class: "row" }, this.text, el("button", { class: "send" }, "Lähetä"))));
    $(".face", this.root).style.background = `hsl(${[...person.id].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360} 42% 42%)`;
  }

  close() { this.events.close(); this.root.remove(); }

  happened(event) {
    if (event.kind === "toast") { if (event.chat !== this.chat) this.toast(event.title, event.text); }
    else if (event.kind === "presence" && event.person === this.person.id) this.presence.value = event.presence;
    else if (event.kind === "changed") this.refresh();
  }

  async act(doing, body) {
    try { return await call(`/act/${this.person.id}/${doing}`, body); }
    catch (error) { this.toast("Ei onnistunut", error.message); return null; }
  }

  async refresh() {
    if (this.reading) { this.again = true; return; }
    this.reading = true;
    try {
      do {
        this.again = false;
        const seen = await call(`/api/people/${this.person.id}`);
        if (!this.chat) this.chat = seen.chats[0].id;
        const shown = await call(`/api/people/${this.person.id}/chats/${encodeURIComponent(this.chat)}`);
        this.drawTabs(seen.chats);
        this.drawTalk(shown);
      } while (this.again);
    } catch (error) { this.toast("Yhteys katkesi", error.message); }
    this.reading = false;
  }

  open(chat) {
    this.chat = chat;
    this.thread = null;
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
    this.where.textContent = this.thread ? "Vastaus ketjuun" : channel ? "Uusi ketju kanavalle; / aloittaa komennon" : "";
    this.mentionLabel.hidden = !channel || Boolean(this.thread);
    this.leave.hidden = !this.thread;
  }

  drawTabs(chats) {
    this.tabs.replaceChildren(...chats.map((chat) => el("button", { type: "button", role: "tab", title: chat.subtitle || chat.title, "aria-selected": String(chat.id === this.chat), onclick: () => this.open(chat.id) },
      (chat.kind === "channel" ? "# " : "") + chat.title, chat.unread && chat.id !== this.chat ? el("span", { class: "unread" }, String(chat.unread)) : null)));
  }

  drawTalk(shown) {
    this.kind = shown.kind;
    this.composing();
    const atEnd = this.talk.scrollHeight - this.talk.scrollTop - this.talk.clientHeight < 80;
    const before = this.talk.dataset.count;
    if (!shown.messages.length) {
      this.talk.replaceChildren(el("p", { class: "empty" }, shown.kind === "channel" ? "Kanavalla ei ole viestejä." : "Kirjoita esimerkiksi: /consult Eksote asumismenot"));
      return;
    }
    const nodes = shown.kind === "channel" ? this.threads(shown.messages) : shown.messages.map((message) => this.message(message));
    place(this.talk, nodes);
    this.talk.dataset.count = String(shown.messages.length);
    if (atEnd || before !== this.talk.dataset.count) this.showNewest();
  }

  // A message taller than the pane is shown from its beginning: what was read and who was found come first.
  showNewest() {
    const newest = [...this.talk.querySelectorAll(".message")].pop();
    if (newest && newest.offsetHeight > this.talk.clientHeight - 24) this.talk.scrollTop = newest.offsetTop - this.talk.offsetTop - 8;
    else this.talk.scrollTop = this.talk.scrollHeight;
  }

  threads(messages) {
    const roots = messages.filter((message) => !message.threadRoot || message.threadRoot === message.id);
    return roots.map((root) => {
      const key = `thread-${root.id}`;
      if (!this.drawn.has(key)) {
        const replies = el("div", { class: "replies" });
        const reply = root.targeted ? null : el("button", { type: "button", class: "reply", onclick: () => this.answerIn(root.id) }, "Vastaa ketjuun");
        this.drawn.set(key, { signature: "", node: el("article", { class: "thread" }, el("div", { class: "root" }), replies, reply) });
      }
      const { node } = this.drawn.get(key);
      place($(".root", node), [this.message(root)]);
      place($(".replies", node), messages.filter((message) => message.threadRoot === root.id && message.id !== root.id).map((message) => this.message(message)));
      return node;
    });
  }

  // A message is drawn again only when it has changed: what somebody is typing into a card stays.
  message(message) {
    const signature = JSON.stringify([message.text, message.card, message.edited, message.deleted, theme]);
    const known = this.drawn.get(message.id);
    if (known && known.signature === signature) return known.node;
    const node = this.drawMessage(message);
    this.drawn.set(message.id, { signature, node });
    return node;
  }

  drawMessage(message) {
    const { mine, bot, name } = message.from;
    const marks = [time.format(new Date(message.at)), message.edited ? "muokattu" : "", message.targeted ? "vain sinulle" : ""].filter(Boolean).join(" · ");
    const tools = mine && !message.deleted && message.text ? el("span", { class: "tools" },
      el("button", { type: "button", onclick: () => this.edit(message) }, "Muokkaa"), el("button", { type: "button", onclick: () => this.act("delete", { conversation: message.conversationId, id: message.id }) }, "Poista")) : null;
    const said = message.deleted ? el("div", { class: "bubble" }, "Viesti on poistettu")
      : message.card ? this.card(message) : el("div", { class: "bubble" }, plain(message));
    return el("div", { class: ["message", mine ? "mine" : "", message.deleted ? "deleted" : "", message.targeted ? "targeted" : ""].join(" "), "data-message": message.id },
      mine ? null : el("div", { class: bot ? "face bot" : "face" }, initials(name)),
      el("div", { class: "said" }, el("header", {}, tools, mine ? null : el("b", {}, name), el("span", {}, marks)), said));
  }

  card(message) {
    const drawn = drawCard(message.card, theme, {
      press: async (action, inputs) => {
        drawn.classList.add("working");
        await this.press({ conversation: message.conversationId, id: message.id, action, inputs });
        drawn.classList.remove("working");
      },
      search: async (dataset, query) => ((await this.act("search", { conversation: message.conversationId, dataset, query })) || { results: [] }).results,
    });
    return drawn;
  }

  async press(press) {
    const came = await this.act("press", press);
    if (came && came.kind === "sentence" && came.text) this.toast(world.bot.name, came.text);
    if (came && came.kind === "dialog") this.dialog(came.title, came.card, came.text);
    this.refresh();
  }

  dialog(title, card, text) {
    const before = document.activeElement;
    const close = () => { shade.remove(); this.act("close-dialog", {}); if (before) before.focus(); };
    const content = card ? drawCard(card, theme, { press: async (action, inputs) => { shade.remove(); await this.press({ action, inputs, dialog: true }); }, search: async () => [] }) : el("p", { style: "padding:0 16px" }, text || "");
    const shut = el("button", { type: "button", "aria-label": "Sulje", onclick: close }, "×");
    const shade = el("div", { class: "shade", onkeydown: (event) => { if (event.key === "Escape") close(); } },
      el("div", { class: "dialog", role: "dialog", "aria-modal": "true", "aria-label": title }, el("header", {}, el("span", {}, title), shut), content));
    this.root.append(shade);
    shut.focus();
  }

  async edit(message) {
    const node = $(`[data-message="${message.id}"] .bubble`, this.root);
    const field = el("textarea", { rows: "2", "aria-label": "Muokkaa viestiä" });
    field.value = message.text;
    const done = async () => { await this.act("edit", { conversation: message.conversationId, id: message.id, text: field.value }); this.drawn.delete(message.id); this.refresh(); };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); done(); }
      if (event.key === "Escape") { this.drawn.delete(message.id); this.refresh(); }
    });
    node.replaceChildren(field);
    field.focus();
  }

  async send() {
    const text = this.text.value.trim();
    if (!text) return;
    const channel = this.kind === "channel";
    const slash = channel && !this.thread && text.startsWith("/");
    this.text.value = "";
    this.text.style.height = "auto";
    const sent = await this.act("say", { text, conversation: this.chat, thread: this.thread || "", slash, mention: channel && !slash && this.mention.checked });
    if (!sent) this.text.value = text;
    this.refresh();
  }

  toast(title, text) {
    const toast = el("div", { class: "toast" }, el("b", {}, title || ""), text || "");
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), 5000);
    while (this.toasts.children.length > 2) this.toasts.firstChild.remove();
  }
}

function plain(message) {
  if (!message.html) return message.text;
  const span = el("span");
  span.innerHTML = window.DOMPurify.sanitize(message.text);
  return span;
}

// Puts exactly these nodes into the parent, moving only what is not in its place already.
function place(parent, nodes) {
  nodes.forEach((node, index) => { if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] || null); });
  while (parent.children.length > nodes.length) parent.lastChild.remove();
}

function shown() {
  const chosen = (params.get("personas") || "").split(",").filter((id) => world.personas.some((person) => person.id === id));
  const width = window.innerWidth;
  const fits = width < 700 ? 2 : width < 1500 ? 2 : 3;
  return chosen.length ? chosen : world.personas.filter((person) => person.default).slice(0, fits).map((person) => person.id);
}

function choose(ids) {
  params.set("personas", ids.join(","));
  history.replaceState(null, "", `?${params}`);
  drawColumns();
}

function drawColumns() {
  const ids = shown();
  for (const [id, column] of columns) if (!ids.includes(id)) { column.close(); columns.delete(id); }
  for (const id of ids) if (!columns.has(id)) columns.set(id, new Column(world.personas.find((person) => person.id === id)));
  place($("#columns"), ids.map((id) => columns.get(id).root));
  drawPeople(ids);
}

function drawPeople(ids) {
  const people = [...world.personas].sort((a, b) => Number(b.default) - Number(a.default) || a.organisation.localeCompare(b.organisation, "fi"));
  $("#people-list").replaceChildren(...people.map((person) => {
    const box = el("input", { type: "checkbox", onchange: () => choose(box.checked ? [...ids, person.id] : ids.filter((id) => id !== person.id)) });
    box.checked = ids.includes(person.id);
    return el("label", {}, box, el("span", {}, person.name, el("small", {}, person.organisation)));
  }));
}

const FAULTS = [
  ["throttle", "number", "Teams hidastaa: seuraavat kutsut saavat 429"], ["refuse", "select", "Teams kieltäytyy"], ["slow_ms", "number", "Viive millisekunteina"],
  ["lose_answer", "number", "Yhteys katkeaa vastatessa"], ["graph_down", "checkbox", "Graph ei vastaa"], ["redeliver", "checkbox", "Kaikki toimitetaan kahdesti"],
];
const REFUSALS = ["", "BotNotInConversationRoster", "ConversationBlockedByUser", "BotDisabledByAdmin", "MessageWritesBlocked", "ConversationNotFound", "ServiceUnavailable"];

function drawFaults(now) {
  const form = $("#fault-form");
  form.replaceChildren(...FAULTS.map(([name, kind, title]) => {
    const field = kind === "select" ? el("select", { name }, ...REFUSALS.map((code) => el("option", { value: code }, code || "ei"))) : el("input", { name, type: kind, min: kind === "number" ? "0" : null });
    if (kind === "checkbox") field.checked = Boolean(now[name]);
    else field.value = now[name] ?? "";
    field.addEventListener("change", () => call("/faults", { [name]: kind === "checkbox" ? field.checked : kind === "number" ? Number(field.value) : field.value }, "PUT").then(drawFaults));
    return el("label", {}, el("span", {}, title), field);
  }), el("button", { type: "button", onclick: () => fetch("/faults", { method: "DELETE" }).then((answer) => answer.json()).then(drawFaults) }, "Poista viat"));
}

function useTheme(name) {
  theme = name;
  localStorage.setItem("theme", name);
  document.documentElement.dataset.theme = name;
  $("#theme").textContent = name === "dark" ? "Vaalea" : "Tumma";
  $("#theme").setAttribute("aria-pressed", String(name === "dark"));
  for (const column of columns.values()) column.refresh();
}

world = await call("/api/world");
useTheme(theme);
$("#theme").addEventListener("click", () => useTheme(theme === "dark" ? "light" : "dark"));
document.addEventListener("click", (event) => { for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false; });
drawFaults(world.faults.general || world.faults);
drawColumns();
