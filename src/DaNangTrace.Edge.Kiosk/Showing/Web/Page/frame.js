// Puts a scene on the screen: the sign left, the read column right, or the idle sea.

import { scenes } from "./scenes/index.js";
import { paintIdle } from "./scenes/idle.js";
import { setLines } from "./dom.js";
import { signShape } from "./signs.js";
import { fitWord, fitName, fitPlace, fitHeading, fitChips, fitRead } from "./fit.js";

const at = (id) => document.getElementById(id);
const root = document.documentElement;

// Where the edge of a sign runs in, its word ends sooner.
const WORD_ROOM = { bars: 306, chevron: 306 };

export function paint(page, copy, { moving }) {
  const frame = measure();
  root.lang = copy.language;
  const scene = page.scene;
  if (scene.kind === "idle" || !scenes[scene.kind]) {
    at("sign").hidden = at("read").hidden = true;
    for (const id of ["word", "action"]) setLines(at(id), "", copy.language);
    at("read").replaceChildren();
    root.dataset.scene = "idle";
    paintIdle(page, copy, frame);
    document.title = copy.say("page.title");
  } else {
    const face = scenes[scene.kind](scene, { copy, frame, page });
    root.dataset.scene = face.name;
    paintSign(face.sign, copy, frame, moving);
    paintRead(face);
    document.title = at("word").textContent;
  }
  root.dataset.number = scene.number ?? 0;
}

/** Lengths in u. */
function measure() {
  const unit = parseFloat(getComputedStyle(root).fontSize) / 100;
  const portrait = matchMedia("(max-aspect-ratio: 1/1)").matches;
  return { unit, portrait, width: innerWidth / unit, height: innerHeight / unit };
}

function paintSign(sign, copy, frame, moving) {
  const element = at("sign");
  element.dataset.tone = sign.tone;
  element.toggleAttribute("data-strong", Boolean(sign.strong));
  element.hidden = false;

  const [width, height] = frame.portrait ? [frame.width, 282] : [416, frame.height - 92];
  const shape = at("shape");
  shape.setAttribute("viewBox", `0 0 ${width} ${height}`);
  shape.replaceChildren(...signShape(sign.shape, width, height, frame.portrait));
  at("emblem").firstElementChild.setAttribute("href", `#emblem-${sign.emblem}`);
  setLines(at("word"), sign.word, copy.language);
  setLines(at("action"), sign.action, copy.language);
  fitWord(at("word"), copy.language, frame, WORD_ROOM[sign.shape] ?? 336);
  if (moving) move(shape, at("emblem"), frame);
}

function move(shape, emblem, frame) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const easing = "cubic-bezier(.2,.8,.2,1)";
  const far = `${-24 * frame.unit}px`;
  shape.animate([{ translate: frame.portrait ? `0 ${far}` : `${far} 0` }, { translate: "0 0" }], {
    duration: 260,
    easing,
  });
  emblem.animate([{ scale: 0.86 }, { scale: 1 }], { duration: 320, delay: 60, easing, fill: "backwards" });
}

function paintRead(face) {
  const read = at("read");
  read.className = face.className ?? "";
  read.replaceChildren(...[face.body].flat(Infinity).filter(Boolean));
  read.hidden = false;
  for (const [selector, fit] of [
    ["#name", fitName],
    [".place", fitPlace],
    [".heading", fitHeading],
    [".chips", fitChips],
  ]) {
    const element = read.querySelector(selector);
    if (element) fit(element);
  }
  fitRead(read);
}
