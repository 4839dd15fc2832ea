const ANSWERS = [
  "booked",
  "already_booked",
  "slot_taken",
  "try_again",
  "too_late",
  "refused",
  "link_invalid",
  "rate_limited"
];
class RefusedError extends Error {
  answer;
  constructor(answer) {
    super(answer.message);
    this.answer = answer;
  }
}
class UnreadableError extends Error {
}
function readAnswer(received) {
  if (typeof received !== "object" || received === null || !("answer" in received)) {
    return null;
  }
  const raw = received;
  const code = ANSWERS.find((known) => known === raw.answer);
  if (!code) {
    return null;
  }
  return {
    answer: code,
    message: typeof raw.message === "string" ? raw.message : "",
    visit: raw.visit ?? null,
    location: raw.location ?? null,
    slots: raw.slots ?? null
  };
}
export {
  ANSWERS,
  RefusedError,
  UnreadableError,
  readAnswer
};
