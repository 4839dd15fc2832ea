import { RPCError } from "@web/core/network/rpc";
import type { Orm } from "@web/core/utils/hooks";
import type { Answer, BookingRequest, PickerApi } from "../../core/answer";
import { readAnswer, UnreadableError } from "../../core/answer";
import type { SlotsPayload } from "../../core/slots";

const MODEL = "fusion.maintenance.contract";
const DAYS = 7;

/** The picker's api over RPC, for one contract. */
export function createOrmApi(orm: Orm, contractId: number): PickerApi {
    return {
        async slots(first: string | null): Promise<SlotsPayload> {
            const slots = await orm.call(MODEL, "read_slots", [[contractId], first ?? false, DAYS]);
            return slots as SlotsPayload;
        },
        async confirm({ start, key, ...details }: BookingRequest): Promise<Answer> {
            const answer = readAnswer(await call(orm, [[contractId], start, key, details]));
            if (!answer) {
                throw new UnreadableError();
            }
            return answer;
        },
    };
}

/** A refusal in words (no right, a rule of the company) is an answer; a crash is not. */
async function call(orm: Orm, args: unknown[]): Promise<unknown> {
    try {
        return await orm.call(MODEL, "book_slot", args);
    } catch (error) {
        if (!(error instanceof RPCError)) {
            throw error;
        }
        const message = error.data?.message;
        const isInWords = error.exceptionName?.startsWith("odoo.exceptions.") && message;
        if (!isInWords) {
            throw new UnreadableError(message);
        }
        return { answer: "refused", message };
    }
}
