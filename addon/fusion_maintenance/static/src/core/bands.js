const LARGEST_BAND = 365;
function parseBands(text) {
  const words = text.replace(/[\u2212\u2013]/g, "-").split(/[\s,;]+/).filter(Boolean);
  const odd = words.find((word) => !/^[+-]?[0-9]+$/.test(word));
  if (odd !== void 0) {
    return { ok: false, problem: "not_a_number", text: odd };
  }
  const far = words.find((word) => word.length > 9 || Math.abs(Number(word)) > LARGEST_BAND);
  if (far !== void 0) {
    return { ok: false, problem: "out_of_range", text: far };
  }
  const bands = new Set(words.map((word) => Number(word) || 0));
  return { ok: true, bands: [...bands].sort((a, b) => b - a) };
}
function formatBands(bands) {
  return [...new Set(bands)].sort((a, b) => b - a).join(", ");
}
export {
  LARGEST_BAND,
  formatBands,
  parseBands
};
