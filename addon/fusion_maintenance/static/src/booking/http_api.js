import { readAnswer, RefusedError, UnreadableError } from "../core/answer";
const PATIENCE = 25e3;
const DAYS = 7;
function createHttpApi({ slots, confirm, csrf }) {
  return {
    async slots(first) {
      const query = new URLSearchParams({ ...first ? { first } : {}, days: String(DAYS) });
      const received = await request(`${slots}?${query}`, {});
      const refusal = readAnswer(received);
      if (refusal) {
        throw new RefusedError(refusal.answer, refusal.message);
      }
      return received;
    },
    async confirm(booking) {
      const body = new URLSearchParams({ ...booking, csrf_token: csrf });
      const answer = readAnswer(await request(confirm, { method: "POST", body }));
      if (!answer) {
        throw new UnreadableError();
      }
      return answer;
    }
  };
}
async function request(url, options) {
  const headers = { Accept: "application/json" };
  const response = await fetch(url, { ...options, headers, signal: AbortSignal.timeout(PATIENCE) });
  try {
    return await response.json();
  } catch {
    throw new UnreadableError(`Status ${response.status}`);
  }
}
export {
  createHttpApi
};
