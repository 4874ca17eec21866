// Puts a scene on the screen: the sign left, the read column right, or the idle sea.

import { isRest, isSea, scenes } from "./scenes/index.js";
import { facts, hasFacts } from "./views/facts.js";
import { home } from "./views/home.js";
import { paintIdle } from "./scenes/idle.js";
import { setLines } from "./dom.js";
import { protect } from "./shift.js";
import { signShape } from "./signs.js";
import {
  fitChips, fitFacts, fitGrades, fitHeading, fitName, fitNarrowWord, fitPlace, fitRead, fitWord,
} from "./fit.js";

const at = (id) => document.getElementById(id);
const root = document.documentElement;

const SIDE = 416,
  TOP = 282; // u; of the ten facts' sign:
const NARROW_SIDE = 232,
  NARROW_TOP = 180;

// Where the edge of a sign runs in, its word ends sooner.
const WORD_ROOM = { bars: 306, chevron: 306 };

export function paint(page, copy, { moving }) {
  const frame = measure();
  set("lang", copy.language);
  const scene = page.scene;
  protect(isRest(scene) || !scenes[scene.kind], frame);
  if (isSea(scene) || !scenes[scene.kind]) {
    at("sign").hidden = at("read").hidden = true;
    for (const id of ["word", "action"]) setLines(at(id), "", copy.language);
    at("read").replaceChildren();
    set("data-scene", isSea(scene) ? scene.kind : "idle");
    set("data-view", "answer");
    paintIdle(page, copy, frame);
    document.title = copy.say("page.title");
  } else {
    const face = scenes[scene.kind](scene, { copy, frame, page });
    const view = viewOf(page);
    set("data-scene", face.name);
    set("data-view", view);
    paintSign(face.sign, copy, frame, view);
    paintRead(VIEWS[view]?.(scene, { copy, frame, page }) ?? face);
    // Measured only when all stands: each look at what has changed has the browser lay it out.
    fitSign(face.sign, copy, frame, view);
    fitColumn(at("read"));
    if (moving) move(at("shape"), at("emblem"), frame);
    document.title = at("word").textContent;
  }
  root.dataset.number = scene.number ?? 0;
}

const VIEWS = { facts, home };

// Set anew, the language of the root has the styles of all elements computed again, also where it stays the same.
function set(attribute, value) {
  if (root.getAttribute(attribute) !== value) root.setAttribute(attribute, value);
}

/** Which view of its scene a page shows: one that the scene does not have is none of its. */
export function viewOf({ scene, view, orphan, linked }) {
  if (view === "facts") return hasFacts(scene) ? view : "answer";
  return view === "home" && scene.takeHome && linked && !orphan ? view : "answer";
}

/** Lengths in u. */
function measure() {
  const unit = parseFloat(getComputedStyle(root).fontSize) / 100;
  const portrait = matchMedia("(max-aspect-ratio: 1/1)").matches;
  const screen = at("screen").getBoundingClientRect();
  return { unit, portrait, width: screen.width / unit, height: screen.height / unit };
}

function paintSign(sign, copy, frame, view) {
  const element = at("sign");
  element.dataset.tone = sign.tone;
  element.toggleAttribute("data-strong", Boolean(sign.strong));
  element.hidden = false;

  const isNarrow = view === "facts";
  const [width, height] = frame.portrait
    ? [frame.width, isNarrow ? NARROW_TOP : TOP]
    : [isNarrow ? NARROW_SIDE : SIDE, frame.height];
  const shape = at("shape");
  const drawn = [sign.shape, width, height, frame.portrait].join(" ");
  if (shape.dataset.drawn !== drawn) {
    shape.dataset.drawn = drawn;
    shape.setAttribute("viewBox", `0 0 ${width} ${height}`);
    shape.replaceChildren(...signShape(sign.shape, width, height, frame.portrait));
  }
  at("emblem").firstElementChild.setAttribute("href", `#emblem-${sign.emblem}`);
  setLines(at("word"), sign.word, copy.language);
  setLines(at("action"), sign.action, copy.language);
}

function fitSign(sign, copy, frame, view) {
  if (view === "facts") fitNarrowWord(at("word"), frame);
  else fitWord(at("word"), copy.language, frame, WORD_ROOM[sign.shape] ?? 336);
}

function move(shape, emblem, frame) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const easing = "cubic-bezier(.2,.8,.2,1)";
  const far = `${-24 * frame.unit}px`;
  // By `transform`: of a drawing, `translate` and `scale` would not be moved by the compositor.
  const from = frame.portrait ? `translateY(${far})` : `translateX(${far})`;
  shape.animate([{ transform: from }, { transform: "none" }], { duration: 260, easing });
  emblem.animate([{ transform: "scale(.86)" }, { transform: "none" }], {
    duration: 320,
    delay: 60,
    easing,
    fill: "backwards",
  });
}

function paintRead(face) {
  const read = at("read");
  // What gave way in the scene before counts no more.
  delete read.dataset.tight;
  delete read.dataset.back;
  read.style.removeProperty("--larger");
  read.className = face.className ?? "";
  read.replaceChildren(...[face.body].flat(Infinity).filter(Boolean));
  read.hidden = false;
}

function fitColumn(read) {
  for (const [selector, fit] of [
    ["#name", fitName],
    [".place", fitPlace],
    [".heading", fitHeading],
    [".chips", fitChips],
    [".ten-list", fitFacts],
  ]) {
    const element = read.querySelector(selector);
    if (element) fit(element);
  }
  fitRead(read);
  fitGrades(read);
}
