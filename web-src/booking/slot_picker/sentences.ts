import { _t } from "@web/core/l10n/translation";
import type { Mode, Notice, Problem } from "../../core/picker";

type Sentences = Record<Problem, () => string>;

const BOOKING: Sentences = {
    slot_taken: () => _t("That time was just taken by somebody else. These times are still free."),
    none_left: () => _t("That time cannot be booked any more, and it was the last one. Nothing was booked."),
    try_again: () => _t("Many people are booking right now. Please press the button again in a moment."),
    too_late: () => _t("It is too late to book that time. Please choose another one."),
    refused: () => _t("We could not book this. Please check what you filled in, or call us."),
    link_invalid: () => _t("This link is no longer valid. Please call us and we will book your visit for you."),
    rate_limited: () => _t("That was a lot at once. Please wait a minute and try again, or call us."),
    offline: () => _t("The connection was lost. Please try again: your visit is not booked twice, even if you press more than once."),
    server: () => _t("Something went wrong on our side. Please try again: your visit is not booked twice, even if you press more than once."),
    not_loaded: () => _t("We could not fetch other times. Please check your connection and try again."),
};

const MOVING: Sentences = {
    ...BOOKING,
    none_left: () => _t("That time cannot be booked any more, and it was the last one. Your visit stays as it was booked."),
    too_late: () => _t("It is too late to move the visit online. Please call us."),
    refused: () => _t("We could not move the visit: it stays as it was booked. Please choose another time, or call us."),
    link_invalid: () => _t("This link is no longer valid. Your visit stays booked. Please call us and we will move it for you."),
    offline: () => _t("The connection was lost. Please try again: you have one visit, even if you press more than once."),
    server: () => _t("Something went wrong on our side. Please try again: you have one visit, even if you press more than once."),
};

/** What a person is told, by what they are doing and what went wrong. */
const SENTENCES: Record<Mode, Sentences> = { book: BOOKING, move: MOVING };

/** The sentence for a notice. One that the server sent along wins. */
export function sentenceFor({ problem, message }: Notice, mode: Mode): string {
    return message || SENTENCES[mode][problem]();
}
