import type { Answer, BookingRequest, PickerApi } from "../core/answer";
import { readAnswer, RefusedError, UnreadableError } from "../core/answer";
import type { SlotsPayload } from "../core/slots";

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
export function createHttpApi({ slots, confirm, csrf }: HttpApiOptions): PickerApi {
    return {
        async slots(first: string | null): Promise<SlotsPayload> {
            const query = new URLSearchParams({ ...(first ? { first } : {}), days: String(DAYS) });
            const received = await request(`${slots}?${query}`, {});
            const refusal = readAnswer(received);
            if (refusal) {
                throw new RefusedError(refusal.answer, refusal.message);
            }
            return received as SlotsPayload;
        },
        async confirm(booking: BookingRequest): Promise<Answer> {
            const body = new URLSearchParams({ ...booking, csrf_token: csrf });
            const answer = readAnswer(await request(confirm, { method: "POST", body }));
            if (!answer) {
                throw new UnreadableError();
            }
            return answer;
        },
    };
}

async function request(url: string, options: RequestInit): Promise<unknown> {
    const headers = { Accept: "application/json" };
    const response = await fetch(url, { ...options, headers, signal: AbortSignal.timeout(PATIENCE) });
    try {
        return await response.json();
    } catch {
        throw new UnreadableError(`Status ${response.status}`);
    }
}
