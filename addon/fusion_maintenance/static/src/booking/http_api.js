import { readAnswer, RefusedError, UnreadableError } from "../core/answer";
import { readSlots } from "../core/slots";
const PATIENCE = 25e3;
const DAYS = 7;
function createHttpApi({ slots, confirm, ...options }) {
  let { csrf } = options;
  return {
    async slots(first) {
      const query = new URLSearchParams({ ...first ? { first } : {}, days: String(DAYS) });
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
    async confirm(press) {
      const received = await request(confirm, { method: "POST", body: bodyOf({ ...press, csrf_token: csrf }) });
      csrf = freshToken(received) ?? csrf;
      const answer = readAnswer(received);
      if (!answer) {
        throw new UnreadableError();
      }
      return answer;
    }
  };
}
function freshToken(received) {
  const token = typeof received === "object" && received && "csrf" in received ? received.csrf : null;
  return typeof token === "string" && token ? token : null;
}
function bodyOf(fields) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) {
      body.append(name, String(one));
    }
  }
  return body;
}
async function request(url, options) {
  const headers = { Accept: "application/json" };
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(url, { ...options, headers, signal: patience.signal });
    const text = await response.text();
    return parse(text);
  } finally {
    clearTimeout(timer);
  }
}
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableError();
  }
}
export {
  createHttpApi
};
