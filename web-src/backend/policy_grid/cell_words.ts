import { _t } from "@web/core/l10n/translation";
import type { Bad, CellProblem } from "../../core/grid/cell_text";
import { parseBands } from "../../core/bands";
import { BANDS_SENTENCES } from "./bands_words";

const odd = (text: string): string => {
    const parsed = parseBands(text);
    return parsed.ok ? text : parsed.text;
};

const SENTENCES: Record<CellProblem, (text: string) => string> = {
    required: () => _t("This cannot be empty."),
    not_a_number: (text) => _t("“%(text)s” is not a number.", { text }),
    not_whole: (text) => _t("“%(text)s” is not a whole number.", { text }),
    too_large: () => _t("This number is too large."),
    not_a_flag: (text) => _t("“%(text)s” is neither yes nor no.", { text }),
    unknown_choice: (text) => _t("“%(text)s” is none of the choices.", { text }),
    unknown_record: (text) => _t("There is no “%(text)s”.", { text }),
    bands_empty: () => BANDS_SENTENCES.empty(""),
    bands_not_a_number: (text) => BANDS_SENTENCES.not_a_number(odd(text)),
    bands_out_of_range: (text) => BANDS_SENTENCES.out_of_range(odd(text)),
};

/** Why a text cannot stand in its cell. */
export function sentenceOf({ problem, text }: Bad): string {
    return SENTENCES[problem](text);
}

/** How many of what a number counts, by the unit that the view's arch names: `<field options="{'unit': 'months'}"/>`. */
export const UNITS: Readonly<Record<string, (count: string, isOne: boolean) => string>> = {
    minutes: (count) => _t("%(count)s min", { count }),
    hours: (count) => _t("%(count)s h", { count }),
    days: (count, isOne) => (isOne ? _t("1 day") : _t("%(count)s days", { count })),
    months: (count, isOne) => (isOne ? _t("1 month") : _t("%(count)s months", { count })),
};
