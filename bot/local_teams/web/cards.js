// Draws Adaptive Cards as Teams does: a Teams-like host configuration, searching fields, presses handed on.

import { SearchingChoices } from "./typeahead.js";

const AC = window.AdaptiveCards;
const markdown = window.markdownit({ html: false, linkify: false, breaks: true });
const SAFE_LINKS = { ALLOWED_URI_REGEXP: /^(?:https|tel|mailto):/i, ADD_ATTR: ["target"] };

const SHADES = {
  light: {
    text: "#242424", subtle: "#616161", line: "#e0e0e0", body: "#ffffff", emphasis: "#f5f5f5",
    accent: "#5b5fc7", good: "#237b4b", attention: "#c4314b", warning: "#835c00",
    accentBox: "#e8ebfa", goodBox: "#e7f2da", attentionBox: "#fbdfe3", warningBox: "#fff1d6",
  },
  dark: {
    text: "#ffffff", subtle: "#adadad", line: "#4a4a4a", body: "#292929", emphasis: "#1f1f1f",
    accent: "#9299f7", good: "#92c353", attention: "#f9526b", warning: "#ffd479",
    accentBox: "#2f2f4a", goodBox: "#22391f", attentionBox: "#4a1f26", warningBox: "#4a3a14",
  },
};

function colours(s) {
  const pair = (colour) => ({ default: colour, subtle: colour });
  const plain = { default: s.text, subtle: s.subtle };
  return {
    default: plain, dark: plain, light: pair(s.subtle),
    accent: pair(s.accent), good: pair(s.good), warning: pair(s.warning), attention: pair(s.attention),
  };
}

function hostConfig(theme) {
  const s = SHADES[theme];
  const foregroundColors = colours(s);
  const box = (backgroundColor) => ({ backgroundColor, foregroundColors, borderColor: s.line });
  return new AC.HostConfig({
    fontFamily: '"Segoe UI", "Open Sans", system-ui, sans-serif',
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: s.line },
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: {
      default: box(s.body), emphasis: box(s.emphasis), accent: box(s.accentBox), good: box(s.goodBox),
      attention: box(s.attentionBox), warning: box(s.warningBox),
    },
    actions: {
      maxActions: 6, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left",
      showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" },
    },
    adaptiveCard: { allowCustomStyle: true },
    inputs: {
      label: {
        requiredInputs: { suffix: " *", suffixColor: "attention", weight: "bolder" },
        optionalInputs: { weight: "bolder" }, inputSpacing: "small",
      },
      errorMessage: { color: "attention", size: "small", spacing: "small" },
    },
    factSet: { title: { weight: "bolder", wrap: true, maxWidth: 140 }, value: { wrap: true }, spacing: 8 },
  });
}

const registry = new AC.CardObjectRegistry();
AC.GlobalRegistry.populateWithDefaultElements(registry);
registry.register("Input.ChoiceSet", SearchingChoices);
const elements = new AC.SerializationContext(AC.Versions.v1_5);
elements.setElementRegistry(registry);

AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = window.DOMPurify.sanitize(markdown.renderInline(text), SAFE_LINKS);
  result.didProcess = true;
};

/** A bot's message as Teams draws it by default. */
export function markdownHtml(text) { return window.DOMPurify.sanitize(markdown.render(text), SAFE_LINKS); }

/** A bot's message in Teams' kind of HTML. */
export function cleanHtml(html) { return window.DOMPurify.sanitize(html, SAFE_LINKS); }

// Of an element that this library does not know, what can be read; Teams itself would draw it.
const READABLE = ["title", "text", "value", "label", "codeSnippet", "altText", "name"];

function readable(node) {
  if (Array.isArray(node)) return node.map(readable).filter(Boolean).join(", ");
  if (!node || typeof node !== "object") return "";
  const own = READABLE.map((key) => node[key]).filter((one) => ["string", "number"].includes(typeof one));
  const inner = ["data", "items", "users", "values", "legend"].map((key) => readable(node[key])).filter(Boolean);
  return [...new Set([own.join(": "), ...inner])].filter(Boolean).join(". ");
}

/** The card with Teams' own elements that the library lacks (charts, badges, icons...) put into words. */
function inWords(node) {
  if (Array.isArray(node)) return node.map(inWords);
  if (!node || typeof node !== "object") return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === "data" ? value : inWords(value)]));
  const unknown = typeof node.type === "string" && /^(Chart\.|Badge$|Icon$|Rating$|CodeBlock$|ProgressBar$|Persona)/.test(node.type);
  if (!unknown || node.fallback) return copy;
  const said = readable(node);
  return { type: "TextBlock", text: said || " ", wrap: true, isSubtle: true, size: "Small", isVisible: node.isVisible !== false };
}

/** What was typed and chosen: the inputs that the library has merged into the action's own data. */
function typedIn(action, own) {
  const given = own.data || {};
  const merged = action.data || {};
  const isInput = ([key, value]) => !(key in given) || (value !== given[key] && typeof value !== "object");
  return Object.fromEntries(Object.entries(merged).filter(isInput));
}

/** The card as an element. `press(action, inputs)` runs a button, `search(dataset, query)` gives choices. */
export function drawCard(json, theme, { press, search }) {
  const card = new AC.AdaptiveCard();
  card.hostConfig = hostConfig(theme);
  card.parse(inWords(json), elements);
  card.searchFor = search;
  card.onExecuteAction = (action) => {
    if (action instanceof AC.OpenUrlAction) return void window.open(action.url, "_blank", "noopener");
    const own = action.toJSON();
    return press(own, typedIn(action, own));
  };
  const drawn = card.render();
  const box = document.createElement("div");
  const wide = json.msteams && json.msteams.width === "Full";
  box.className = wide ? "card wide" : "card";
  if (drawn) box.append(drawn);
  else box.textContent = json.fallbackText || "Korttia ei voi näyttää.";
  return box;
}
