// Codes that belong to people and their money. Nothing of what they say is shown: this scene gets no data at all.

import { draw, make } from "../dom.js";
import { line, strip } from "./parts.js";
import { barcode } from "./drawings.js";

export function payment(scene, context) {
  return face("payment", { shape: "rounded", tone: "blue", emblem: "card" }, payCode(), scene, context);
}

export function personal(scene, context) {
  return face("personal", { shape: "plain", tone: "store", emblem: "person" }, idCard(), scene, context);
}

function face(name, sign, wrong, scene, { copy }) {
  return {
    name,
    className: "private",
    sign: { ...sign, word: copy.say(`${name}.word`), action: copy.say(`${name}.action`) },
    body: [
      strip(scene, copy, line("lock", copy.say("private.stored"))),
      make("h2", "heading", copy.say(`${name}.heading`)),
      make("p", "more", copy.say(`${name}.more`)),
      make(
        "div",
        "pair",
        half(wrong, copy.say(`${name}.wrong`), copy.say(`${name}.wrong.more`)),
        half(productCode(), copy.say("product.right"), copy.say("product.right.more")),
      ),
    ],
  };
}

function half(drawing, head, more) {
  return make("div", null, drawing, make("h3", null, head), make("p", null, more));
}

const stage = (...parts) =>
  draw(
    "svg",
    { class: "drawing", viewBox: "0 0 263 179", preserveAspectRatio: "xMidYMid meet", "aria-hidden": "true" },
    parts,
  );

const cross = () => [
  draw("circle", { class: "paper", cx: 233, cy: 30, r: 19, "stroke-width": 2.6 }),
  draw("path", { class: "dark-line", "stroke-width": 5, d: "M226 23l14 14M240 23l-14 14" }),
];
const tick = () => [
  draw("circle", { class: "blue", cx: 233, cy: 30, r: 19 }),
  draw("path", { class: "white-line", "stroke-width": 5, d: "M224.5 30.5l6 6 11-12.5" }),
];

const finder = (x, y) => `M${x} ${y}h24v24h-24zM${x + 5.5} ${y + 5.5}v13h13v-13z`;

const payCode = () =>
  stage(
    draw("path", { class: "dark-line", "stroke-width": 3.6, d: "M57 157.5H206" }),
    draw("rect", { class: "paper", x: 84, y: 23.5, width: 95, height: 133, rx: 9 }),
    draw("path", { class: "blue", d: "M85.7 47V33a8 8 0 0 1 8-8h75.6a8 8 0 0 1 8 8v14z" }),
    draw("path", {
      class: "dark",
      "fill-rule": "evenodd",
      d:
        finder(99, 61) +
        finder(139.5, 61) +
        finder(99, 101.5) +
        "M125 67h5.5v11H125zM105.5 90h15v6h-15zM131.5 86.5h26v5.5h-26z" +
        "M132 100.5h6v22h-6zM147 100.5h5.5v9H147zM158 115h6v8h-6z",
    }),
    cross(),
  );

const idCard = () =>
  stage(
    draw("rect", { class: "paper", x: 62, y: 48, width: 139, height: 88, rx: 10 }),
    draw("circle", { class: "blue", cx: 93, cy: 79, r: 11 }),
    draw("path", { class: "blue", d: "M74 114c0-13 8-18 19-18s19 5 19 18z" }),
    draw("path", { class: "dark-line", "stroke-width": 5.5, d: "M130 74h50M130 92h50M130 110h30" }),
    cross(),
  );

const productCode = () =>
  stage(
    draw("path", {
      class: "glass",
      d:
        "M106.5 36h21v18c0 12 21.5 16 21.5 36v58a9.5 9.5 0 0 1-9.5 9.5" +
        "h-45A9.5 9.5 0 0 1 85 148V90c0-20 21.5-24 21.5-36z",
    }),
    draw("rect", { class: "label-paper", x: 85, y: 93, width: 64, height: 51 }),
    draw("rect", { class: "cap", x: 105, y: 24, width: 24, height: 15 }),
    draw("rect", { class: "paper", x: 143.5, y: 86, width: 87, height: 60, rx: 7 }),
    barcode(153.5, 94.5, 67, 42),
    tick(),
  );
