import { _t } from "@web/core/l10n/translation";
import type { BandsProblem } from "../../core/bands";
import { LARGEST_BAND, parseBands } from "../../core/bands";

/** What is said of a text that lists no bands. */
export const BANDS_SENTENCES: Record<BandsProblem | "empty", (text: string) => string> = {
    empty: () => _t("Give at least one number of days, like 30, 7, 1."),
    not_a_number: (text) => _t("“%(text)s” is not a whole number of days. Write them like 30, 7, 1.", { text }),
    out_of_range: (text) =>
        _t("%(text)s days is too far: at most %(largest)s days before or after.", { text, largest: LARGEST_BAND }),
};

/** Why a text lists no bands, "" when it does. */
export function bandsProblem(text: string): string {
    const parsed = parseBands(text);
    if (!parsed.ok) {
        return BANDS_SENTENCES[parsed.problem](parsed.text);
    }
    return parsed.bands.length ? "" : BANDS_SENTENCES.empty("");
}

/** What a band means. */
export function bandTitle(band: number): string {
    if (band === 0) {
        return _t("On the due date");
    }
    return band > 0
        ? _t("%(days)s days before the due date", { days: band })
        : _t("%(days)s days after the due date", { days: -band });
}
