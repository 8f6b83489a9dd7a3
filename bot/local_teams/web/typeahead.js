// A card's field that searches while one types (Input.ChoiceSet with choices.data), usable by keyboard and screen reader.

import { el } from "./dom.js";

const AC = window.AdaptiveCards;
const PAUSE_MS = 150;
let made = 0;

/** As in Teams, only what is on the list can be sent: text that matches no title counts as a missing choice. */
export class SearchingChoices extends AC.ChoiceSetInput {
  parse(source, context) {
    super.parse(source, context);
    this.dataset = (source["choices.data"] || {}).dataset;
    if (this.dataset && !this.errorMessage) this.errorMessage = "Valitse luettelosta.";
  }

  internalRender() {
    return this.dataset ? this.renderSearch() : super.internalRender();
  }

  renderSearch() {
    const id = `found-${(made += 1)}`;
    this.known = new Map(this.choices.map((one) => [one.title, one.value]));
    this.list = el("ul", { class: "found", id, role: "listbox", hidden: true });
    this.field = el("input", {
      class: "ac-input", type: "text", role: "combobox", autocomplete: "off", placeholder: this.placeholder,
      "aria-label": this.label || this.placeholder || this.id, "aria-controls": id, "aria-expanded": "false",
      "aria-autocomplete": "list", oninput: () => this.typed(), onkeydown: (event) => this.key(event),
      onblur: () => this.close(), onfocus: () => { if (!this.field.value) this.offer(this.choices); },
    });
    const preset = this.choices.find((one) => one.value === this.defaultValue);
    this.field.value = preset ? preset.title : this.defaultValue || "";
    if (this.field.value && !preset) this.known.set(this.field.value, this.defaultValue);
    return el("div", { class: "searching" }, this.field, this.list);
  }

  typed() {
    this.valueChanged();
    clearTimeout(this.timer);
    const query = this.field.value.trim();
    if (!query) return this.offer(this.choices);
    this.timer = setTimeout(async () => {
      const found = await this.getRootElement().searchFor(this.dataset, query);
      if (query === this.field.value.trim() && document.activeElement === this.field) this.offer(found);
    }, PAUSE_MS);
  }

  offer(choices) {
    for (const { title, value } of choices) this.known.set(title, value);
    const shown = choices.length ? choices.map((one, index) => this.option(one.title, index)) : [];
    this.list.replaceChildren(...shown);
    this.list.hidden = !shown.length;
    this.field.setAttribute("aria-expanded", String(shown.length > 0));
    this.point(shown.length && this.field.value ? 0 : -1);
  }

  option(title, index) {
    const pick = (event) => { event.preventDefault(); this.choose(title); };
    return el("li", { id: `${this.list.id}-${index}`, role: "option", onpointerdown: pick }, title);
  }

  point(index) {
    const options = [...this.list.children];
    this.at = index;
    options.forEach((one, number) => one.setAttribute("aria-selected", String(number === index)));
    if (index < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const count = this.list.children.length;
    if (this.list.hidden) { if (event.key === "ArrowDown") this.offer(this.choices); return; }
    if (event.key === "ArrowDown") this.point((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.point((this.at - 1 + count) % count);
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.list.children[this.at].textContent);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  choose(title) {
    this.field.value = title;
    this.close();
    this.valueChanged();
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  isSet() { return this.dataset ? this.value !== undefined : super.isSet(); }

  isValid() {
    if (!this.dataset) return super.isValid();
    return this.isSet() || (!this.isRequired && !this.field.value.trim());
  }

  focus() { if (this.field) this.field.focus(); else super.focus(); }

  get value() { return this.dataset ? this.field && this.known.get(this.field.value.trim()) : super.value; }
}
