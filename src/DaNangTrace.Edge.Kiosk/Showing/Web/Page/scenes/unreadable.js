// A code that could not be read: three drawn tips, and a last way out.

import { draw, make } from "../dom.js";
import { line, strip } from "./parts.js";
import { barcode } from "./drawings.js";

export function unreadable(scene, { copy }) {
  return {
    name: "unreadable",
    className: "unreadable",
    sign: {
      shape: "bars",
      tone: "grey",
      emblem: "viewfinder",
      word: copy.say("unreadable.word"),
      action: copy.say("unreadable.action"),
    },
    body: [
      strip(scene, copy, line("inspected", copy.say("unreadable.scanner"))),
      make("h2", "heading", copy.say("unreadable.heading")),
      make(
        "div",
        "tips",
        tip("distance", distance(), copy),
        tip("still", still(), copy),
        tip("smooth", smooth(), copy),
      ),
      make("p", "foot fallback", copy.say("unreadable.fallback")),
    ],
  };
}

function tip(name, drawing, copy) {
  return make(
    "div",
    null,
    drawing,
    make("h3", null, copy.say(`unreadable.${name}`)),
    make("p", null, copy.say(`unreadable.${name}.more`)),
  );
}

const stage = (...parts) =>
  draw(
    "svg",
    { class: "drawing", viewBox: "0 0 170.67 160", preserveAspectRatio: "xMidYMid meet", "aria-hidden": "true" },
    parts,
  );

function scanner() {
  return [
    draw("path", { class: "cone", d: "M66 31h39l48 116H17.5z" }),
    draw("path", { class: "head", d: "M47 0h76.5v20a8 8 0 0 1-8 8H55a8 8 0 0 1-8-8z" }),
    draw("rect", { class: "lamp", x: 64, y: 21, width: 43, height: 9, rx: 3 }),
  ];
}

const distance = () =>
  stage(
    scanner(),
    draw("rect", { class: "paper", x: 40, y: 98, width: 91, height: 47, rx: 7 }),
    barcode(51, 105, 69, 33),
    draw("path", {
      class: "dark-line",
      "stroke-width": 5,
      d: "M153 54v58M144.5 62.5l8.5-9 8.5 9M144.5 104.5l8.5 9 8.5-9",
    }),
  );

const still = () =>
  stage(
    scanner(),
    draw("rect", { class: "paper", x: 40, y: 74.5, width: 91, height: 56, rx: 7 }),
    barcode(51, 81.5, 69, 42),
    draw("path", { class: "dark-line", "stroke-width": 5.4, d: "M19.5 79v46M151.5 79v46" }),
  );

const smooth = () =>
  stage(
    draw("path", {
      class: "paper",
      d: "M27.5 54.5c28-14 33 16 62 0 22-11 40-9 54 0v60c-13-7-24-5-42 1-14 5-28-1-38-5-15-5-26 0-36 5z",
    }),
    draw("path", {
      class: "dark",
      d:
        "M42.5 61.5h5.5v43h-5.5zM53 64h3.5v41.5h-3.5zM63 66h7v42.5h-7zM76.5 67h3v42h-3z" +
        "M85 66h5.5v42.5H85zM97 64h3v43h-3zM106.5 62h7.5v43h-7.5zM119.5 61h4v42.5h-4z",
    }),
    draw("path", {
      class: "dark-line",
      "stroke-width": 4.6,
      d: "M19 85.5H6.5M12.5 78.5 6 85.5l6.5 7M151.5 85.5H164.5M158.5 78.5l6.5 7-6.5 7",
    }),
  );
