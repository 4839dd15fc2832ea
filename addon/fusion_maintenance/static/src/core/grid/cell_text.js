import { formatBands, parseBands } from "../bands";
import { isRecord, recordsOf } from "./value";
const LARGEST = 2147483647;
const TRUE = /* @__PURE__ */ new Set(["true", "yes", "1", "x", "✓", "vrai", "oui"]);
const FALSE = /* @__PURE__ */ new Set(["false", "no", "0", "", "faux", "non"]);
const good = (value) => ({ ok: true, value });
const bad = (text, problem) => ({ ok: false, bad: { text, problem } });
function cellText(column, value, locale) {
  if (value === null || value === "") {
    return "";
  }
  if (typeof value === "number") {
    return String(value).replace(".", locale.decimal);
  }
  if (typeof value === "boolean") {
    return value ? "TRUE" : "FALSE";
  }
  if (isRecord(value)) {
    return value.label;
  }
  if (typeof value !== "string") {
    return recordsOf(value).map((record) => record.label).join(", ");
  }
  return column.choices.find((choice) => choice.key === value)?.label ?? value;
}
function readCell(column, text, { locale, known }) {
  const words = column.kind === "text" ? text : text.trim();
  if (!words.trim() && column.required && column.kind !== "bands" && column.kind !== "flag") {
    return bad(text, "required");
  }
  switch (column.kind) {
    case "text":
    case "tags":
      return good(words);
    case "whole":
    case "number":
    case "money":
      return readNumber(column, words, locale);
    case "flag":
      return readFlag(words);
    case "choice":
      return readChoice(column, words);
    case "record": {
      const record = words ? known[column.name]?.[words.toLowerCase()] : null;
      return record === void 0 ? bad(words, "unknown_record") : good(record);
    }
    case "bands":
      return readBands(words);
  }
}
function readNumber(column, words, locale) {
  const value = words ? parseNumber(words, locale) : 0;
  if (value === null) {
    return bad(words, "not_a_number");
  }
  if (Math.abs(value) > LARGEST) {
    return bad(words, "too_large");
  }
  return column.kind === "whole" && !Number.isInteger(value) ? bad(words, "not_whole") : good(value);
}
function parseNumber(words, { decimal, thousands }) {
  const bare = words.replace(/^[$€£]\s*|\s*[$€£]$/g, "").replace(/^[\u2212\u2013]/, "-").replace(/\s/g, " ");
  const sign = /^[+-]/.exec(bare)?.[0] ?? "";
  const [whole = "", fraction = "", ...more] = bare.slice(sign.length).split(decimal);
  const groups = whole.split(thousands.trim() && whole.includes(thousands) ? thousands : " ");
  const isGrouped = groups.length === 1 || groups.every((group, index) => group.length === 3 || index === 0 && group.length < 3);
  const digits = groups.join("");
  const isNumber = isGrouped && !more.length && /^\d*$/.test(digits) && /^\d*$/.test(fraction) && digits + fraction !== "";
  return isNumber ? Number(`${sign}${digits || "0"}.${fraction || "0"}`) || 0 : null;
}
function readFlag(words) {
  const word = words.toLowerCase();
  return TRUE.has(word) ? good(true) : FALSE.has(word) ? good(false) : bad(words, "not_a_flag");
}
function readChoice(column, words) {
  const word = words.toLowerCase();
  const choice = column.choices.find(({ label }) => label.toLowerCase() === word) ?? column.choices.find(({ key }) => key.toLowerCase() === word);
  return choice ? good(choice.key) : words ? bad(words, "unknown_choice") : good(null);
}
function readBands(words) {
  const parsed = parseBands(words);
  if (!parsed.ok) {
    return bad(words, `bands_${parsed.problem}`);
  }
  return parsed.bands.length ? good(formatBands(parsed.bands)) : bad(words, "bands_empty");
}
export {
  cellText,
  parseNumber,
  readCell
};
