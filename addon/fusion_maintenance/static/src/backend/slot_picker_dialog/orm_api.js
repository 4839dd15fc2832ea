import { RPCError } from "@web/core/network/rpc";
import { readAnswer, UnreadableError } from "../../core/answer";
const MODEL = "fusion.maintenance.contract";
const DAYS = 7;
function createOrmApi(orm, contractId) {
  return {
    async slots(first) {
      const slots = await orm.call(MODEL, "read_slots", [[contractId], first ?? false, DAYS]);
      return slots;
    },
    async confirm({ start, key, ...details }) {
      const answer = readAnswer(await call(orm, [[contractId], start, key, details]));
      if (!answer) {
        throw new UnreadableError();
      }
      return answer;
    }
  };
}
async function call(orm, args) {
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
export {
  createOrmApi
};
