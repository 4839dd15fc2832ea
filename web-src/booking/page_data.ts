import type { Details } from "../core/answer";
import type { SlotsPayload } from "../core/slots";

/** What the server writes into `#fm-data`. */
export interface PageData {
    api: { slots: string; confirm: string };
    csrf: string;
    key: string;
    lang: string;
    now: string;
    phone: string;
    /** How the number ends that we have of the client, null for none. */
    phone_hint?: string | null;
    slots: SlotsPayload;
    contact: Partial<Details>;
    /** Translations of this addon's web terms, by source. */
    terms: Record<string, string>;
}

/** Reads the page's data, null on a page without a picker. */
export function readPageData(): PageData | null {
    const text = document.getElementById("fm-data")?.textContent;
    return text ? (JSON.parse(text) as PageData) : null;
}
