// The way of a product, as a bridge: a pier is a place, a span one step of the supply.
// Ribbed span = known; dashed = comes next; grey dots = not given; octagon = sale stopped here.

import { draw, make, bdi } from "./dom.js";
import { mark } from "./scenes/parts.js";

const FIRST_PIER = 11.5;
// The low ones stand in where long texts need the room.
const FORMS = [
  { className: "tall", deck: 40, rise: 35, height: 56 },
  { className: "low", deck: 22, rise: 17, height: 38 },
  { className: "flat", deck: 13, rise: 9, height: 26 },
];
// More piers than this leave no room for names of 20 u: the middle ones are counted instead.
const MOST_PIERS = 4;

/** `width` of the column in u; `stopped` when the sale was stopped at the last place. */
export function way(origin, copy, width, { stopped = false } = {}) {
  const { piers, left } = piersOf(origin, copy, stopped);
  const columns = Math.max(3, piers.length);
  const step = width * (columns === 3 ? 0.34 : 1 / columns);
  const at = (index) => FIRST_PIER + index * step;

  const list = make(
    "ol",
    null,
    piers.map((pier) =>
      make(
        "li",
        pier.state === "stop" ? "stopped" : "",
        make("p", "label one-line", pier.evidence && mark(pier.evidence, copy), pier.label),
        pier.place
          ? make("p", "value two-lines", bdi(pier.place, copy.language))
          : make("p", "value", make("span", "none", copy.say("none"))),
      ),
    ),
  );
  list.style.gridTemplateColumns = columns === 3 ? "34% 34% 32%" : `repeat(${columns}, 1fr)`;
  list.setAttribute("aria-label", copy.say("way"));
  return make(
    "div",
    "way",
    FORMS.map((form) => bridge(form, piers, left, columns, at, width)),
    list,
  );
}

function bridge(form, piers, left, columns, at, width) {
  const shapes = [draw("path", { class: "deck", d: `M0 ${form.deck}H${width}` })];
  piers.forEach((pier, index) => {
    if (index > 0) shapes.push(...span(form, piers[index - 1], pier, at(index - 1), at(index)));
  });
  const last = piers.at(-1);
  if (last.state === "stop" && piers.length < columns) {
    const nowhere = { state: "gap" };
    shapes.push(
      ...span(form, last, nowhere, at(piers.length - 1), at(piers.length)),
      ...pierShape(form, nowhere, at(piers.length)),
    );
  }
  piers.forEach((pier, index) => shapes.push(...pierShape(form, pier, at(index))));
  if (left > 0) shapes.push(draw("text", { class: "more", x: (at(1) + at(2)) / 2, y: form.deck - 6 }, `+${left}`));
  return draw("svg", { class: form.className, viewBox: `0 0 ${width} ${form.height}`, "aria-hidden": "true" }, shapes);
}

function piersOf({ stages, stall }, copy, stopped) {
  const told =
    Array.isArray(stages) && stages.length ? stages : [{ kind: "source" }, { kind: "make" }, { kind: "sell" }];
  // It ends where it is sold: at its stall, and there the sale is stopped, never at the maker's.
  const endsAtStall = told.at(-1).kind === "sell" || !(stopped || copy.pick(stall?.name));
  const given = endsAtStall ? told : [...told, { kind: "sell" }];
  const left = given.length - MOST_PIERS;
  const shown = left > 0 ? [...given.slice(0, 2), ...given.slice(-2)] : given;
  const piers = shown.map((stage, index) => {
    const kind = ["source", "make", "sell"].includes(stage.kind) ? stage.kind : "source";
    // The stall that sells it is where its way ends.
    const sold = kind === "sell" && index === shown.length - 1 ? copy.pick(stall?.name) : null;
    const place = copy.pick(stage.place) ?? sold,
      label = copy.pick(stage.label);
    const state = !place
      ? "gap"
      : kind === "make" && !stopped
        ? "ring"
        : kind === "sell" && !stopped
          ? "ahead"
          : "pier";
    // Whose word the place is: the step's, or the stall's.
    const evidence = copy.pick(stage.place) ? (stage.evidence ?? {}) : sold ? (stall.evidence ?? {}) : null;
    const says = label ? bdi(sentence(label), copy.language) : copy.say(`way.${kind}`);
    return { kind, state, place, evidence, label: says };
  });
  if (stopped) {
    const last = piers.at(-1);
    last.state = "stop";
    last.label = copy.say("way.stopped");
  }
  return { piers, left };
}

/** It begins a line: in capitals by its own language's rules. */
function sentence({ text, lang }) {
  const [first] = text;
  return { text: first.toLocaleUpperCase(lang) + text.slice(first.length), lang };
}

function span({ deck, rise: tall }, from, to, x1, x2) {
  const middle = (x1 + x2) / 2;
  const arch = (rise) => `M${x1} ${deck}Q${middle} ${deck - 2 * rise} ${x2} ${deck}`;
  const edge = `M${x1 + 14} ${deck - 9}Q${middle} ${deck - 2 * tall + 9} ${x2 - 14} ${deck - 9}`;
  if (from.state === "gap" || to.state === "gap") return [draw("path", { class: "unknown", d: edge })];
  if (to.state === "ahead") return [draw("path", { class: "next", d: edge })];
  const rise = tall * 0.76;
  let ribs = "";
  for (let t = 1 / 11; t < 0.98; t += 1 / 11) {
    ribs += `M${x1 + t * (x2 - x1)} ${deck}v${-4 * rise * t * (1 - t)}`;
  }
  return [
    draw("path", { class: "ribs", d: ribs }),
    draw("path", { class: "inner", d: arch(rise) }),
    draw("path", { class: "span", d: arch(tall) }),
  ];
}

function pierShape({ deck }, pier, x) {
  const circle = (className, r) => draw("circle", { class: className, cx: x, cy: deck, r });
  switch (pier.state) {
    case "ring":
      return [circle("ring", 10.7), circle("pier", 4.8)];
    case "ahead":
      return [circle("ahead", 7.7)];
    case "gap":
      return [circle("gap", 8.2)];
    case "stop": {
      const r = 13,
        c = 5.4;
      return [
        draw("path", {
          class: "stop",
          d:
            `M${x - c} ${deck - r}h${2 * c}l${r - c} ${r - c}v${2 * c}l${c - r} ${r - c}` +
            `h${-2 * c}l${c - r} ${c - r}v${-2 * c}z`,
        }),
        draw("path", { class: "stop-mark", d: `M${x} ${deck - 6.5}v6.5M${x} ${deck + 6.2}v.1` }),
      ];
    }
    default:
      return [circle("pier", 9)];
  }
}
