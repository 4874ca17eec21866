// The page's own words, by language; and the pick among texts that the catalog brings by language.

import { clean } from "./text.js";
import { bdi } from "./dom.js";

export class Copy {
  constructor(language, words) {
    this.language = language;
    this.words = words;
    this.plural = new Intl.PluralRules(language);
    this.number = new Intl.NumberFormat(language);
    this.regions = new Intl.DisplayNames(language, { type: "region" });
  }

  static async load(language) {
    const answer = await fetch(`/copy/${encodeURIComponent(language)}.json`);
    if (!answer.ok) throw new Error(`no copy for ${language}`);
    return new Copy(language, await answer.json());
  }

  has(key) {
    return key in this.words;
  }

  template(key, values = {}) {
    const found = this.words[key];
    if (found === undefined) throw new Error(`copy ${this.language} lacks ${key}`);
    return typeof found === "string" ? found : (found[this.plural.select(values.n ?? 0)] ?? found.other);
  }

  /** The sentence as one string. */
  say(key, values = {}) {
    return this.phrase(key, values)
      .map((part) => (typeof part === "string" ? part : part.textContent))
      .join("");
  }

  /**
   * The sentence as nodes. A value is a string or number of ours, nodes, or { text, lang } from outside: that is
   * isolated, so that its direction and its language end where it ends.
   */
  phrase(key, values = {}) {
    const parts = this.template(key, values).split(/\{(\w+)\}/);
    return parts
      .map((part, index) => {
        if (index % 2 === 0) return part;
        const value = values[part];
        if (Array.isArray(value) || value instanceof Node) return value;
        if (value && typeof value === "object") return bdi(value, this.language);
        return typeof value === "number" ? this.number.format(value) : String(value ?? "");
      })
      .flat()
      .filter((part) => part !== "");
  }

  /** A country by its two letters (ISO 3166-1); null when they are none. */
  country(letters) {
    return typeof letters === "string" && /^[A-Z]{2}$/.test(letters) ? this.regions.of(letters) : null;
  }

  /** This language's text, else English, else Vietnamese, else any; null when all are empty. */
  pick(texts) {
    if (!texts || typeof texts !== "object") return null;
    for (const lang of [this.language, "en", "vi", ...Object.keys(texts)]) {
      const text = Object.hasOwn(texts, lang) ? clean(texts[lang]) : null;
      if (text) return { text, lang };
    }
    return null;
  }
}

/** A name that stands in one form only: in Da Nang's catalog that form is Vietnamese. */
export function named(value) {
  const text = clean(value);
  return text && { text, lang: "vi" };
}
