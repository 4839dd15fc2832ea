import { _t } from "@web/core/l10n/translation";
import { parseBands } from "../../core/bands";
import { BANDS_SENTENCES } from "./bands_words";
const odd = (text) => {
  const parsed = parseBands(text);
  return parsed.ok ? text : parsed.text;
};
const SENTENCES = {
  required: () => _t("This cannot be empty."),
  not_a_number: (text) => _t("“%(text)s” is not a number.", { text }),
  not_whole: (text) => _t("“%(text)s” is not a whole number.", { text }),
  too_large: () => _t("This number is too large."),
  not_a_flag: (text) => _t("“%(text)s” is neither yes nor no.", { text }),
  unknown_choice: (text) => _t("“%(text)s” is none of the choices.", { text }),
  unknown_record: (text) => _t("There is no “%(text)s”.", { text }),
  bands_empty: () => BANDS_SENTENCES.empty(""),
  bands_not_a_number: (text) => BANDS_SENTENCES.not_a_number(odd(text)),
  bands_out_of_range: (text) => BANDS_SENTENCES.out_of_range(odd(text))
};
function sentenceOf({ problem, text }) {
  return SENTENCES[problem](text);
}
const UNITS = {
  minutes: (count) => _t("%(count)s min", { count }),
  hours: (count) => _t("%(count)s h", { count }),
  days: (count, isOne) => isOne ? _t("1 day") : _t("%(count)s days", { count }),
  months: (count, isOne) => isOne ? _t("1 month") : _t("%(count)s months", { count })
};
export {
  UNITS,
  sentenceOf
};
