import type { Answer, BookingRequest, MoveRequest, PickerApi } from "../core/answer";
import { readAnswer, RefusedError, UnreadableError } from "../core/answer";
import type { SlotsPayload } from "../core/slots";
import { readSlots } from "../core/slots";

export interface HttpApiOptions {
    /** Addresses of the page's own routes. */
    slots: string;
    confirm: string;
    csrf: string;
}

/** A press that has no answer after this long is shown as lost and can be sent again. */
const PATIENCE = 25_000;

const DAYS = 7;

/** The picker's api over the public routes. */
export function createHttpApi({ slots, confirm, ...options }: HttpApiOptions): PickerApi {
    let { csrf } = options;
    return {
        async slots(first: string | null): Promise<SlotsPayload> {
            const query = new URLSearchParams({ ...(first ? { first } : {}), days: String(DAYS) });
            const received = await request(`${slots}?${query}`, {});
            const refusal = readAnswer(received);
            if (refusal) {
                throw new RefusedError(refusal);
            }
            const payload = readSlots(received);
            if (!payload) {
                throw new UnreadableError();
            }
            return payload;
        },
        async confirm(press: BookingRequest | MoveRequest): Promise<Answer> {
            const received = await request(confirm, { method: "POST", body: bodyOf({ ...press, csrf_token: csrf }) });
            csrf = freshToken(received) ?? csrf;
            const answer = readAnswer(received);
            if (!answer) {
                throw new UnreadableError();
            }
            return answer;
        },
    };
}

/** The token for the next press, where a refusal brings one: the session of the page may be gone. */
function freshToken(received: unknown): string | null {
    const token = typeof received === "object" && received && "csrf" in received ? received.csrf : null;
    return typeof token === "string" && token ? token : null;
}

/** As a form would send it: several values of a name one after the other. */
function bodyOf(fields: Record<string, string | readonly number[]>): URLSearchParams {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
        for (const one of [value].flat()) {
            body.append(name, String(one));
        }
    }
    return body;
}

async function request(url: string, options: RequestInit): Promise<unknown> {
    const headers = { Accept: "application/json" };
    const patience = new AbortController(); // AbortSignal.timeout is too new for older phones
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
        const response = await fetch(url, { ...options, headers, signal: patience.signal });
        const text = await response.text();
        return parse(text);
    } finally {
        clearTimeout(timer);
    }
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw new UnreadableError();
    }
}
