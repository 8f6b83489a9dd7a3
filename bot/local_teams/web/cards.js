// Draws Adaptive Cards as Teams does: Teams-like host configuration, typeahead fields, presses handed on to the person's column.

const AC = window.AdaptiveCards;
const markdown = window.markdownit({ html: false, linkify: false, breaks: true });

const SHADES = {
  light: { text: "#242424", subtle: "#616161", emphasis: "#f5f5f5", line: "#e0e0e0", accent: "#5b5fc7", good: "#237b4b", attention: "#c4314b", warning: "#835c00", attentionBox: "#fbdfe3", warningBox: "#fff1d6", goodBox: "#e7f2da", accentBox: "#e8ebfa", body: "#ffffff" },
  dark: { text: "#ffffff", subtle: "#adadad", emphasis: "#1f1f1f", line: "#4a4a4a", accent: "#9299f7", good: "#92c353", attention: "#f9526b", warning: "#ffd479", attentionBox: "#4a1f26", warningBox: "#4a3a14", goodBox: "#22391f", accentBox: "#2f2f4a", body: "#292929" },
};

function hostConfig(theme) {
  const s = SHADES[theme];
  const pair = (color) => ({ default: color, subtle: color });
  const colours = {
    default: { default: s.text, subtle: s.subtle }, dark: { default: s.text, subtle: s.subtle }, light: { default: s.subtle, subtle: s.subtle },
    accent: pair(s.accent), good: pair(s.good), warning: pair(s.warning), attention: pair(s.attention),
  };
  const box = (backgroundColor) => ({ backgroundColor, foregroundColors: colours, borderColor: s.line });
  return new AC.HostConfig({
    fontFamily: '"Segoe UI", "Open Sans", system-ui, sans-serif',
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: s.line },
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: { default: box(s.body), emphasis: box(s.emphasis), accent: box(s.accentBox), good: box(s.goodBox), attention: box(s.attentionBox), warning: box(s.warningBox) },
    actions: { maxActions: 6, spacing: "default", buttonSpacing: 8, showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" }, actionsOrientation: "horizontal", actionAlignment: "left" },
    adaptiveCard: { allowCustomStyle: true },
    inputs: { label: { requiredInputs: { suffix: " *", suffixColor: "attention", weight: "bolder" }, optionalInputs: { weight: "bolder" }, inputSpacing: "small" }, errorMessage: { color: "attention", size: "small", spacing: "small" } },
    factSet: { title: { weight: "bolder", wrap: true, maxWidth: 140 }, value: { wrap: true }, spacing: 8 },
  });
}

// A field that searches while one types; what is chosen goes by its title, and what is typed without a choice is sent as typed.
class SearchingChoices extends AC.ChoiceSetInput {
  parse(source, context) {
    super.parse(source, context);
    this.dataset = (source["choices.data"] || {}).dataset;
  }

  internalRender() {
    if (!this.dataset) return super.internalRender();
    const list = document.createElement("datalist");
    list.id = `choices-${Math.random().toString(36).slice(2)}`;
    this.field = document.createElement("input");
    this.field.className = "ac-input";
    this.field.setAttribute("list", list.id);
    this.field.setAttribute("aria-label", this.label || this.placeholder || this.id);
    this.field.placeholder = this.placeholder || "";
    this.known = new Map();
    const offer = (choices) => {
      list.replaceChildren(...choices.map((one) => { this.known.set(one.title, one.value); return new Option(one.title, one.title); }));
    };
    offer(this.choices.map((one) => ({ title: one.title, value: one.value })));
    const preset = this.choices.find((one) => one.value === this.defaultValue);
    this.field.value = preset ? preset.title : this.defaultValue || "";
    let timer;
    this.field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => { if (this.field.value.trim()) offer(await SearchingChoices.search(this, this.field.value)); }, 150);
      this.valueChanged();
    });
    const box = document.createElement("div");
    box.append(this.field, list);
    return box;
  }

  isSet() { return this.dataset ? Boolean(this.field && this.field.value.trim()) : super.isSet(); }
  isValid() { return this.dataset ? !this.isRequired || this.isSet() : super.isValid(); }
  focus() { if (this.field) this.field.focus(); else super.focus(); }
  get value() { return this.dataset ? (this.field && this.field.value.trim() ? this.known.get(this.field.value) || this.field.value.trim() : undefined) : super.value; }
}

const elements = new AC.SerializationContext(AC.Versions.v1_5);
const registry = new AC.CardObjectRegistry();
AC.GlobalRegistry.populateWithDefaultElements(registry);
registry.register("Input.ChoiceSet", SearchingChoices);
elements.setElementRegistry(registry);

AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = window.DOMPurify.sanitize(markdown.renderInline(text), { ALLOWED_URI_REGEXP: /^(?:https|tel|mailto):/i });
  result.didProcess = true;
};

/** The card as an element. `press(action, inputs)` runs a button, `search(dataset, query)` gives choices. */
export function drawCard(json, theme, { press, search }) {
  const card = new AC.AdaptiveCard();
  card.hostConfig = hostConfig(theme);
  card.parse(json, elements);
  SearchingChoices.search = async (input, query) => (input.getRootElement().searchHandler || (async () => []))(input.dataset, query);
  card.searchHandler = search;
  card.onExecuteAction = (action) => {
    if (action instanceof AC.OpenUrlAction) return void window.open(action.url, "_blank", "noopener");
    const own = action.toJSON();
    const given = own.data || {};
    const merged = action.data || {};
    const inputs = Object.fromEntries(Object.entries(merged).filter(([key, value]) => !(key in given) || (value !== given[key] && typeof value !== "object")));
    press(own, inputs);
  };
  const drawn = card.render();
  const box = document.createElement("div");
  box.className = "card";
  if (drawn) box.append(drawn);
  else box.textContent = json.fallbackText || "Korttia ei voi näyttää.";
  return box;
}
