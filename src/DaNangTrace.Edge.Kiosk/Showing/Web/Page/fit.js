// Sizes that depend on the words. Everything is measured on the screen, so call these after the nodes stand in it.

const WORD = { vi: 72, en: 61, ko: 74, zh: 88 };
const WORD_ALONE = 84; // a single line may be taller
const WORD_FLOOR = 56; // under it the sign is no longer read from two metres

/** The verdict word: steps down until its longest line fits. */
export function fitWord(word, language, frame, room) {
  const start = WORD[language] ?? 61;
  const alone = !word.textContent.includes("\n");
  const width = frame.portrait ? frame.width - 204 - 36 : room;
  let size = alone ? Math.max(start, WORD_ALONE) : start;
  word.style.maxWidth = "none";
  word.style.fontSize = `${size / 100}rem`;
  const lines = word.getBoundingClientRect().width / frame.unit;
  if (lines > width) size = Math.max(WORD_FLOOR, Math.floor((size * width) / lines));
  word.style.fontSize = `${size / 100}rem`;
  word.style.maxWidth = "";
}

/** The product's name: 44, but 42 or 40 when that saves a line; a name of two lines is 40. */
export function fitName(name, frame) {
  const linesAt = (size) => {
    name.style.fontSize = `${size / 100}rem`;
    return Math.round(name.scrollHeight / (size * 1.1 * frame.unit));
  };
  const lines = linesAt(44);
  const saving = lines > 1 ? [42, 40].find((size) => linesAt(size) < lines) : undefined;
  name.style.fontSize = "";
  name.style.setProperty("--name-size", `${(saving ?? (lines > 1 ? 40 : 44)) / 100}rem`);
}

const TIGHTEST = 4;

/** The read column: what matters least gives way, step by step, until all fits. */
export function fitRead(read) {
  delete read.dataset.tight;
  for (let tight = 1; tight <= TIGHTEST && read.scrollHeight > read.clientHeight + 1; tight++) {
    if (tight > 1) document.getElementById("name")?.style.removeProperty("--name-size");
    read.dataset.tight = tight;
  }
}
