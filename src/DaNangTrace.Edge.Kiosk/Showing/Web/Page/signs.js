// The road signs' silhouettes, in u. Each is drawn as if its edge lay on the right of a box
// `depth` wide and `span` high; in portrait the same drawing is transposed and points down.

import { draw } from "./dom.js";

export function signShape(shape, width, height, portrait) {
  const [depth, span] = portrait ? [height, width] : [width, height];
  const parts = SHAPES[shape](depth, span);
  return portrait ? [draw("g", { transform: "matrix(0 1 1 0 0 0)" }, parts)] : parts;
}

const body = (d) => draw("path", { class: "body-of-sign", d });
const rim = (d) => draw("path", { class: "rim", d });

/** An arc whose height over the chord is 86 at 416 deep: r 420 at 508. */
function arcOf(depth, span) {
  const rise = Math.min(85.5, depth * 0.266);
  const radius = ((span / 2) ** 2 + rise ** 2) / (2 * rise);
  const path = (inset) => {
    const r = radius - inset,
      cx = depth - radius;
    return `M${cx} ${span / 2 - r}A${r} ${r} 0 0 1 ${cx} ${span / 2 + r}`;
  };
  return { path, outline: `${path(0)}H0V${span / 2 - radius}z` };
}

const SHAPES = {
  // Dragon Bridge: five tubes.
  arc(depth, span) {
    const { path, outline } = arcOf(depth, span);
    const tubes = [
      [14, 4, 0.76],
      [23.6, 2.6, 0.52],
      [33.2, 2.2, 0.4],
      [43, 2, 0.3],
      [52.5, 2, 0.22],
    ];
    return [
      body(outline),
      ...tubes.map(([inset, width, opacity]) =>
        draw("path", { class: "tube", d: path(inset), "stroke-width": width, "stroke-opacity": opacity }),
      ),
    ];
  },

  // Stale: the tubes become one dotted rim.
  dotted(depth, span) {
    const { path, outline } = arcOf(depth, span);
    return [body(outline), draw("path", { class: "dots", d: path(17) })];
  },

  chevron(depth, span) {
    const cut = Math.min(96, depth * 0.2308),
      half = span / 2;
    return [
      body(`M0 0H${depth - cut}L${depth} ${half}L${depth - cut} ${span}H0z`),
      rim(`M-9 11H${depth - cut - 7}L${depth - 12} ${half}L${depth - cut - 7} ${span - 11}H-9`),
    ];
  },

  octagon(depth, span) {
    const cut = depth * 0.2837,
      inset = 11,
      inner = cut + inset * 0.42;
    return [
      body(`M0 0H${depth - cut}L${depth} ${cut}V${span - cut}L${depth - cut} ${span}H0z`),
      rim(
        `M-9 ${inset}H${depth - inner}L${depth - inset} ${inner}V${span - inner}L${depth - inner} ${span - inset}H-9`,
      ),
    ];
  },

  // Dissolves into barcode bars; the numbers are where the bars are broken, in parts of 508.
  bars(depth, span) {
    const scale = Math.min(1, depth / 352),
      y = span / 508,
      left = depth - 62 * scale;
    const bars = [
      [7, 15, [0, 508]],
      [29, 10, [0, 290, 330, 508]],
      [45, 6, [0, 170, 216, 312, 372, 508]],
      [56, 4, [0, 70, 120, 200, 260, 300, 400, 508]],
    ];
    const pieces = bars.flatMap(([x, width, ends]) => {
      const made = [];
      for (let i = 0; i < ends.length; i += 2) {
        made.push(`M${left + x * scale} ${ends[i] * y}h${width * scale}V${ends[i + 1] * y}h${-width * scale}z`);
      }
      return made;
    });
    return [body(`M0 0H${left}V${span}H0z${pieces.join("")}`)];
  },

  rounded(depth, span) {
    const r = Math.min(84, depth * 0.25);
    return [body(`M0 0H${depth - r}a${r} ${r} 0 0 1 ${r} ${r}V${span - r}a${r} ${r} 0 0 1 ${-r} ${r}H0z`)];
  },

  // A ticket torn off.
  ticket(depth, span) {
    const r = 19,
      count = Math.round(span / 64),
      step = span / count;
    let d = `M0 0H${depth}`;
    for (let i = 0; i < count; i++) d += `V${(i + 0.5) * step - r}a${r} ${r} 0 0 0 0 ${2 * r}`;
    return [body(`${d}V${span}H0z`)];
  },

  // It reaches beyond the screen: where it moves, no gap opens.
  plain: (depth, span) => [body(`M-10 -10H${depth - 14}V${span + 10}H-10z`)],
};
