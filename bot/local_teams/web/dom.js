// Small tools for building the page and for asking Local Teams.

export const $ = (selector, root = document) => root.querySelector(selector);

/** An element with attributes (`onclick` and the like are listeners) and children; null children are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Puts exactly these nodes into the parent and moves only what is not in its place: fields keep what is typed. */
export function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] || null);
  });
}

/** Asks Local Teams, with a body by POST. Throws an Error with its sentence when it refuses. */
export async function call(path, body, method = "POST") {
  const headers = { "Content-Type": "application/json" };
  const request = body === undefined ? {} : { method, headers, body: JSON.stringify(body) };
  const answer = await fetch(path, request);
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(found.error || `Virhe ${answer.status}`);
  return found;
}

export const initials = (name) => name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("").toUpperCase();

/** A colour of somebody's own, dark enough for white letters. */
export const ownColour = (id) => `hsl(${[...id].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360} 45% 38%)`;
