// Sizes that depend on the words. Everything is measured on the screen, so call these after the nodes stand in it.

import { make } from "./dom.js";
import { millimetre } from "./panel.js";

const WORD = { vi: 72, en: 61, ko: 74, zh: 88 };
const WORD_ALONE = 84; // a single line may be taller
const NARROW = 42,
  NARROW_ROOM = 176,
  NARROW_FLOOR = 28;
const SIGN_ROOM = 216; // the height that word and action share in portrait
const WORD_FLOOR = 56; // under it the sign is no longer read from two metres
const WORD_CAPITALS = 4.65 / 0.7; // millimetres of type whose capitals have 4.65

/** The verdict word: steps down until its longest line fits. */
export function fitWord(word, language, frame, room) {
  const start = WORD[language] ?? 61;
  const floor = Math.max(WORD_FLOOR, Math.ceil((WORD_CAPITALS * millimetre()) / frame.unit));
  const alone = word.querySelectorAll(".row").length < 2;
  const width = frame.portrait ? frame.width - 204 - 36 : room;
  let size = alone ? Math.max(start, WORD_ALONE) : start;
  word.style.maxWidth = "none";
  word.style.fontSize = `${size / 100}rem`;
  const lines = word.getBoundingClientRect().width / frame.unit;
  if (lines > width) size = Math.max(floor, Math.floor((size * width) / lines));
  word.style.fontSize = `${size / 100}rem`;
  if (frame.portrait) {
    const says = word.parentElement.getBoundingClientRect().height / frame.unit,
      tall = word.getBoundingClientRect().height / frame.unit;
    if (says > SIGN_ROOM) size = Math.max(floor, Math.floor((size * (tall - says + SIGN_ROOM)) / tall));
    word.style.fontSize = `${size / 100}rem`;
  }
  word.style.maxWidth = "";
}

/** Beside the ten facts the word steps back, and on one line it stays whole. */
export function fitNarrowWord(word, frame) {
  word.style.maxWidth = "none";
  word.style.fontSize = `${NARROW / 100}rem`;
  const width = word.getBoundingClientRect().width / frame.unit;
  const room = frame.portrait ? frame.width - 200 : NARROW_ROOM;
  if (width > room) word.style.fontSize = `${Math.max(NARROW_FLOOR, Math.floor((NARROW * room) / width)) / 100}rem`;
  word.style.maxWidth = "";
}

/** The product's name: 44, but 42 or 40 when that saves a line; two lines are 40, three 34. */
export function fitName(name) {
  const whole = lines(name, 44);
  // What is one line is one line when smaller, and each look has the browser lay it out again.
  const at40 = whole > 1 ? lines(name, 40) : whole;
  const saving = [42, 40].find((size) => whole > 1 && lines(name, size) < whole);
  const size = at40 > 2 ? 34 : (saving ?? (whole > 1 ? 40 : 44));
  name.classList.toggle("three-lines", at40 > 2);
  name.style.fontSize = "";
  name.style.setProperty("--name-size", `${size / 100}rem`);
}

/** The place: 32, but 26 when it needs a second line. */
export function fitPlace(place) {
  place.classList.toggle("long", lines(place, 32) > 1);
  place.style.fontSize = "";
}

/** A heading: 40, but 38 or 36 when that saves a line. */
export function fitHeading(heading) {
  const whole = lines(heading, 40);
  const saving = [38, 36].find((size) => whole > 1 && lines(heading, size) < whole);
  heading.style.fontSize = "";
  heading.style.setProperty("--heading-size", `${(saving ?? 40) / 100}rem`);
}

function lines(element, size) {
  const wanted = `${size / 100}rem`;
  const least = "calc(var(--name-least) / var(--larger, 1))";
  element.style.fontSize = element.id === "name" ? `max(${wanted}, ${least})` : wanted;
  return Math.round(element.scrollHeight / parseFloat(getComputedStyle(element).lineHeight));
}

/** Certificates that find no room are counted in a last chip. */
export function fitChips(row) {
  const overflows = () => row.scrollHeight > row.clientHeight + 1;
  if (!overflows()) return;
  const rest = make("span", "chip");
  row.append(rest);
  let left = 0;
  while (row.children.length > 1 && (left === 0 || overflows())) {
    row.children[row.children.length - 2].remove();
    rest.textContent = `+${++left}`;
  }
}

/**
 * Who confirmed something weighs more than the day: that one goes before the name is cut, but for the ten facts, where
 * they have a second line while there is room.
 */
export function fitGrades(read) {
  const list = read.querySelector(".ten-list");
  const cut = [...read.querySelectorAll(".grade .one-line")].filter((name) => name.scrollWidth > name.clientWidth);
  for (const day of cut.map((name) => name.parentElement.querySelector(".day")).filter(Boolean)) {
    day.parentElement.classList.toggle("wraps", Boolean(list));
    if (list && list.scrollHeight <= list.clientHeight + 1) continue;
    day.parentElement.classList.remove("wraps");
    const before = day.previousElementSibling;
    before.textContent = before.textContent.replace(/[,\s]+$/, "");
    day.remove();
  }
}

const HALF = 5; // of ten facts, in two columns

/**
 * A fact that is longer than its line gets a second one while there is room; where there is none, the mark of a cell
 * that only repeats the one above makes it. Here each fact is told whole, if it is anywhere.
 */
export function fitFacts(list) {
  const overflows = () => list.scrollHeight > list.clientHeight + 1;
  const isCut = (value) => value.scrollWidth > value.clientWidth;
  const markOf = (cell) => cell?.querySelector(".grade")?.textContent;
  for (const value of [...list.querySelectorAll(".value")].filter(isCut)) {
    const cell = value.parentElement;
    value.classList.replace("one-line", "two-lines");
    const isFoot = list.children[HALF] === cell; // what stands before it is not above it
    if (overflows() && !isFoot && markOf(cell) === markOf(cell.previousElementSibling)) cell.classList.add("short");
    if (!overflows()) continue;
    cell.classList.remove("short");
    value.classList.replace("two-lines", "one-line");
  }
}

const TIGHTEST = 9;
const TWO_CAUTIONS = 3; // from here on what gives way is missed more than the third caution

/** The read column: what matters least gives way, step by step, until all fits. */
export function fitRead(read) {
  const overflows = () => read.scrollHeight > read.clientHeight + 1;
  const cautions = [...read.querySelectorAll("#read > .cautions > *, .product .cautions > *")];
  const leave = (count) => {
    while (cautions.length > count && overflows()) cautions.pop().remove();
  };
  for (let tight = 1; tight <= TIGHTEST && overflows(); tight++) {
    if (tight > 1) document.getElementById("name")?.style.removeProperty("--name-size");
    read.dataset.tight = `${read.dataset.tight ?? ""} ${tight}`.trim();
    if (tight === TWO_CAUTIONS) leave(2);
  }
  leave(1); // The weightiest one stays: the sign says it too.
  leaveNumbers(read, overflows);
  // Who has to ask needs the key, and whom to tell, more than larger letters; of a product the ten facts tell that.
  const last = read.classList.contains("not") ? [giveBack, enlarge] : [enlarge, giveBack];
  for (const step of last) step(read, overflows);
  for (const element of read.querySelectorAll(".two-lines, .three-lines")) shorten(element);
}

// Numbers to compare are shown while there is room, and counted where there is none: the longest list gives way.
function leaveNumbers(read, overflows) {
  const lists = [...read.querySelectorAll(".numbers")];
  const longestFirst = () => lists.sort((one, other) => other.childElementCount - one.childElementCount);
  while (overflows() && longestFirst().some((list) => list.fewer()));
  if (overflows()) read.querySelector(".of-recall")?.leave();
}

// What is missed most comes first.
const BACK = ["how", "more", "mend", "flat", "picture", "low"];

// A step takes more than was wanted: what finds room after all comes back, but never at the cost of the name.
function giveBack(read, overflows) {
  if (!read.dataset.tight) return;
  const name = document.getElementById("name");
  const cutBy = () => (name ? Math.max(0, name.scrollHeight - name.clientHeight - 1) : 0);
  const cut = cutBy();
  for (const part of BACK) {
    const before = read.dataset.back ?? "";
    read.dataset.back = `${before} ${part}`.trim();
    if (overflows() || cutBy() > cut) read.dataset.back = before;
  }
}

const LARGER = [1.26, 1.17, 1.08];

// Of easy reading: what has given way leaves room, and the rest is as large as that allows.
function enlarge(read, overflows) {
  if (!read.dataset.tight || !document.documentElement.hasAttribute("data-easy")) return;
  const least = Number(getComputedStyle(read).getPropertyValue("--larger"));
  for (const larger of LARGER.filter((one) => one > least)) {
    read.style.setProperty("--larger", larger);
    if (!overflows()) return;
  }
  read.style.removeProperty("--larger");
}

/**
 * A text is cut behind its last line, and the rest taken away: the marks of a line that is only hidden would look out
 * under the last one, and there a dot below makes another word.
 */
export function shorten(element) {
  const isCut = () => element.scrollHeight > element.clientHeight + 1;
  if (!isCut()) return;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push({ node: walker.currentNode, letters: [...walker.currentNode.data] });
  const show = (count) => {
    let left = count;
    for (const { node, letters } of texts) {
      const isEnd = left > 0 && left < letters.length;
      node.data = letters.slice(0, left).join("") + (isEnd ? "…" : "");
      left = Math.max(0, left - letters.length);
    }
  };
  let [fits, tooMany] = [0, texts.reduce((sum, { letters }) => sum + letters.length, 0)];
  while (tooMany - fits > 1) {
    const count = Math.floor((fits + tooMany) / 2);
    show(count);
    if (isCut()) tooMany = count;
    else fits = count;
  }
  show(fits);
}
