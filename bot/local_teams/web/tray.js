// What goes with the message being written: attached files and a pasted table, shown above the field until sent.

import { cleanHtml } from "./cards.js";
import { el } from "./dom.js";

const LARGEST_BYTES = 8 * 1024 * 1024;

/** One person's tray. `say(title, text)` tells what did not work. */
export class Tray {
  constructor(name, say) {
    this.say = say;
    this.files = [];
    this.page = "";
    this.picker = el("input", { type: "file", multiple: true, hidden: true, onchange: () => this.picked() });
    this.clip = el("button", { type: "button", class: "clip paperclip", title: "Liitä tiedosto", "aria-label": `Liitä tiedosto, ${name}`, onclick: () => this.picker.click() });
    this.root = el("div", { class: "tray", hidden: true });
  }

  get empty() { return !this.files.length && !this.page; }

  /** Keeps the table of a paste from a spreadsheet; anything else goes into the field as usual. */
  paste(event) {
    const table = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html").querySelector("table");
    if (!table) return;
    event.preventDefault();
    this.page = cleanHtml(table.outerHTML);
    this.rows = table.rows.length;
    this.draw();
  }

  async picked() {
    for (const file of this.picker.files) {
      if (file.size > LARGEST_BYTES) this.say("Ei onnistunut", `${file.name} on liian suuri.`);
      else this.files.push({ name: file.name, content: await base64(file) });
    }
    this.picker.value = "";
    this.draw();
  }

  /** What is sent, as the acting interface takes it; the tray is empty from then on. */
  take() {
    const taken = { files: this.files, html: this.page };
    this.files = [];
    this.page = "";
    this.draw();
    return taken;
  }

  /** What could not be sent. */
  putBack({ files, html }) {
    this.files = [...files, ...this.files];
    this.page = this.page || html;
    this.draw();
  }

  draw() {
    const chips = this.files.map((file) => this.chip("paperclip", file.name, () => { this.files = this.files.filter((one) => one !== file); }));
    if (this.page) chips.push(this.chip("", `Taulukko, ${this.rows} riviä`, () => { this.page = ""; }));
    this.root.replaceChildren(...chips);
    this.root.hidden = this.empty;
  }

  chip(mark, words, remove) {
    const gone = () => { remove(); this.draw(); };
    return el("span", { class: `chip ${mark}` }, words, el("button", { type: "button", "aria-label": `Poista ${words}`, onclick: gone }, "×"));
  }
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
