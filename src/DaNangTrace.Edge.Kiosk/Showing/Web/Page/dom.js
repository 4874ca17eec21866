// Short ways to make nodes. Texts become text nodes, always: markup in data stays letters.

const present = (children) => children.flat(Infinity).filter((child) => child || child === 0);

const SVG = "http://www.w3.org/2000/svg";

/** An element; children are nodes, strings, arrays of them, or nothing. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...present(children));
  return element;
}

/** An SVG element with attributes. */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...present(children));
  return element;
}

export function icon(name, className = "") {
  const symbol = document.getElementById(`icon-${name}`);
  return draw(
    "svg",
    {
      class: `icon ${className}`.trim(),
      "data-icon": name,
      viewBox: symbol.getAttribute("viewBox"),
      "aria-hidden": "true",
    },
    // Not by `use`: the browser would make a tree of its own for each, and a scene has twenty.
    [...symbol.cloneNode(true).children],
  );
}

/**
 * Lines of a sentence as blocks, so that its text stays one sentence for tests and screen readers.
 * A live region speaks when it changes: the same text again changes nothing.
 */
export function setLines(element, text, language) {
  const between = language === "zh" ? "" : " ";
  const lines = text.split("\n");
  const key = `${language} ${text}`;
  if (element.dataset.said === key) return;
  element.dataset.said = key;
  element.replaceChildren(...lines.flatMap((line, index) => [index ? between : "", make("span", "row", line)]));
}

/** Text from outside, isolated; its language is named where it is not the page's. */
export function bdi({ text, lang }, pageLanguage) {
  const element = make("bdi", null, text);
  if (lang && lang !== pageLanguage) element.lang = lang;
  return element;
}
