import { _t } from "@web/core/l10n/translation";
import type { Notice, Problem } from "../../core/picker";

/** What a person is told, by what went wrong. A sentence that the server sent along wins. */
const SENTENCES: Record<Problem, () => string> = {
    slot_taken: () => _t("That time was just taken by somebody else. These times are still free."),
    try_again: () => _t("Many people are booking right now. Please press the button again in a moment."),
    too_late: () => _t("It is too late to book that time. Please choose another one."),
    refused: () => _t("We could not book this. Please check what you filled in, or call us."),
    link_invalid: () => _t("This link is no longer valid. Please call us and we will book your visit for you."),
    rate_limited: () => _t("That was a lot at once. Please wait a minute and try again, or call us."),
    offline: () => _t("The connection was lost. Please try again: your visit is not booked twice, even if you press more than once."),
    server: () => _t("Something went wrong on our side. Please try again: your visit is not booked twice, even if you press more than once."),
    not_loaded: () => _t("We could not fetch other times. Please check your connection and try again."),
};

/** The sentence for a notice. */
export function sentenceFor({ problem, message }: Notice): string {
    return message || SENTENCES[problem]();
}
