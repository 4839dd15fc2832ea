import type { Details } from "../core/answer";
import type { BookedTime } from "../core/picker";
import type { SlotsPayload } from "../core/slots";

interface CommonData {
    api: { slots: string; confirm: string };
    csrf: string;
    lang: string;
    now: string;
    phone: string;
    /** Where the client asks to be called, null once they have. */
    call_me: string | null;
    /** Where a new link is asked for. */
    new_link: string;
    slots: SlotsPayload;
    /** Translations of this addon's web terms, by source. */
    terms: Record<string, string>;
}

/** The page that books. */
export interface BookData extends CommonData {
    mode: "book";
    key: string;
    /** How the number ends that we have of the client, null for none. */
    phone_hint: string | null;
    contact: Partial<Details>;
    /** Units that were unticked before. */
    left_out?: readonly number[];
}

/** The page that moves a booked visit. */
export interface MoveData extends CommonData {
    mode: "move";
    visit: BookedTime;
}

/** What the server writes into `#fm-data`. */
export type PageData = BookData | MoveData;

/** Reads the page's data, null on a page without a picker. */
export function readPageData(): PageData | null {
    const text = document.getElementById("fm-data")?.textContent;
    return text ? (JSON.parse(text) as PageData) : null;
}
