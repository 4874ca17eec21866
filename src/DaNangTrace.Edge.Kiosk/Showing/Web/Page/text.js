// Texts from outside (catalog, code, city) before they may stand on the screen. The voice's twin: ShownText.cs.

// Longer than any field shows: what lies beyond would only cost layout time.
const LONGEST = 200;

// Halves of a pair, and what Unicode says is no character, are gone before letters and marks are put together.
const NO_CHARACTER = /[\uD800-\uDFFF]|\p{Noncharacter_Code_Point}/gu;

// Controls, zero-width and bidi marks, tags: they can reorder or hide what a shopper reads.
const INVISIBLE = new RegExp(
  "[\\u0000-\\u001F\\u007F-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F" +
    "\\u2028-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\u{E0000}-\\u{E0FFF}]",
  "gu",
);

// Vietnamese has at most two marks on a letter; a pile of a hundred paints over the neighbours, and so does one mark
// that goes around it.
const AROUND = /\p{Me}/gu;
const PILE_OF_MARKS = /(\p{M}{2})\p{M}+/gu;

/** The text as it may be shown, or null when nothing visible is left. */
export function clean(value) {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const whole = String(value)
    .slice(0, 4 * LONGEST)
    .replace(NO_CHARACTER, "")
    .normalize("NFC");
  const visible = whole
    .replace(/[\t\n\r\u0085\u2028\u2029]+/g, " ")
    .replace(INVISIBLE, "")
    .replace(AROUND, "")
    .replace(PILE_OF_MARKS, "$1")
    .trim();
  if (!visible) return null;
  const letters = [...visible];
  return letters.length > LONGEST ? letters.slice(0, LONGEST).join("") + "…" : visible;
}

/** Groups a GTIN the way it is printed under the bars: 8 930000 000019. Other texts stay as they are. */
export function grouped(code) {
  const text = clean(code);
  if (!text || !/^\d+$/.test(text)) return text;
  const digits = text.length === 14 && text[0] === "0" ? text.slice(1) : text;
  switch (digits.length) {
    case 14:
      return `${digits[0]} ${digits.slice(1, 3)} ${digits.slice(3, 8)} ${digits.slice(8)}`;
    case 13:
      return `${digits[0]} ${digits.slice(1, 7)} ${digits.slice(7)}`;
    case 12:
      return `${digits[0]} ${digits.slice(1, 6)} ${digits.slice(6, 11)} ${digits[11]}`;
    case 8:
      return `${digits.slice(0, 4)} ${digits.slice(4)}`;
    default:
      return digits;
  }
}
