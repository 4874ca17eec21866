// What the market tells, over the whole screen: in the page's language, and small in the others.

import { make, bdi } from "../dom.js";
import { shorten } from "../fit.js";

const at = (id) => document.getElementById(id);
const LARGEST = 72,
  COMFORT = 44, // from two metres
  FLOOR = 24; // a text of 160 letters is read from near, but whole
const STEP = 4;
const SMALL = 24,
  SMALL_FLOOR = 20;

// What gives way, in this order: the large size down to comfort, the others' size, most of the large size, the others'
// ends, and at last the rest of the large size.
const WAYS = [
  { small: SMALL, least: COMFORT },
  { small: SMALL_FLOOR, least: 28 },
  { small: SMALL_FLOOR, least: 28, lines: 4 },
  { small: SMALL_FLOOR, least: 28, lines: 3 },
  { small: SMALL_FLOOR, least: 28, lines: 2 },
  { small: SMALL_FLOOR, least: FLOOR, lines: 1 },
];

export function paintTold(texts, page, copy) {
  const told = copy.pick(texts);
  const others = [...page.copies.keys()]
    .filter((language) => language !== told?.lang && typeof texts[language] === "string")
    .map((language) => page.copies.get(language).pick({ [language]: texts[language] }))
    .filter(Boolean);
  const large = make("p", "large", told && bdi(told, copy.language));
  const small = others.map((one) => make("p", "small", bdi(one, copy.language)));
  at("told").replaceChildren(make("h2", null, copy.say("notice")), large, ...small);
  if (WAYS.some((way) => fits(way, large, small))) return;
  // Its own language is whole before the others are there.
  while (small.length && !fits(WAYS.at(-1), large, small)) small.pop().remove();
}

const isCut = (element) => element.scrollHeight > element.clientHeight + 1;

function fits({ small: size, least, lines }, large, small) {
  for (const line of small) {
    line.style.setProperty("--small", `${size / 100}rem`);
    line.classList.toggle("ends", Boolean(lines));
    if (lines) line.style.setProperty("--lines", lines);
  }
  for (let size = LARGEST; size >= least; size -= STEP) {
    large.style.fontSize = `${size / 100}rem`;
    if (isCut(at("told"))) continue;
    for (const line of small) shorten(line);
    return true;
  }
  return false;
}
