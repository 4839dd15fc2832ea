import { firstDayWithTimes, isFullyBooked } from "./slots";
function opened(slots, task) {
  return {
    phase: "choosing",
    view: slots.suggested.length ? "suggested" : "week",
    slots,
    task,
    notice: null,
    openDay: firstDayWithTimes(slots.week)
  };
}
function viewed(state, view) {
  return choosing(state, { view, notice: null });
}
function dayToggled(state, date) {
  return { ...state, openDay: state.openDay === date ? null : date };
}
function loading(state, first) {
  return { ...shared(state), phase: "loading", first, notice: null };
}
function loaded(state, slots) {
  return choosing(state, { view: "week", slots, openDay: firstDayWithTimes(slots.week) });
}
function notLoaded(state, answer) {
  if (!answer) {
    return choosing(state, { notice: { problem: "not_loaded", message: "" } });
  }
  switch (answer.answer) {
    case "booked":
    case "already_booked":
      return booked(state, answer);
    case "link_invalid":
    case "refused":
      return refused(state, { problem: answer.answer, message: answer.message });
    case "too_late":
      return tooLate(state, { problem: answer.answer, message: answer.message }, state.slots);
    default:
      return choosing(state, { notice: { problem: answer.answer, message: answer.message } });
  }
}
function picked(state, start) {
  return { ...shared(state), phase: "checking", start, notice: null };
}
function wentBack(state) {
  return choosing(state, { notice: null });
}
function typed(state, details) {
  const { task } = state;
  return task.mode === "book" ? { ...state, task: { ...task, details: { ...task.details, ...details } } } : state;
}
function ticked(state, unit, on) {
  const { task } = state;
  if (task.mode !== "book") {
    return state;
  }
  const others = (task.leftOut ?? []).filter((other) => other !== unit);
  return { ...state, task: { ...task, leftOut: on ? others : [...others, unit] } };
}
function chosenUnits({ slots, task }) {
  const leftOut = task.mode === "book" ? task.leftOut : [];
  return (slots.units ?? []).map((unit) => unit.id).filter((id) => !leftOut?.includes(id));
}
function sendable(state) {
  return state.phase === "checking" || state.phase === "offline" ? state.start : null;
}
function sending(state, start, attempt) {
  return { ...shared(state), phase: "sending", start, attempt, notice: null };
}
function lost(state, start, notice) {
  return { ...shared(state), phase: "offline", start, notice };
}
function answered(state, start, answer) {
  if (answer.answer === "booked" || answer.answer === "already_booked") {
    return booked(state, answer);
  }
  const notice = { problem: answer.answer, message: answer.message };
  switch (answer.answer) {
    case "link_invalid":
      return refused(state, notice);
    case "too_late":
      return tooLate(state, notice, answer.slots ?? without(state.slots, start));
    case "slot_taken":
      return choosingAgain(state, answer.slots ?? without(state.slots, start), notice);
    case "refused":
      return answer.slots ? choosingAgain(state, answer.slots, notice) : { ...shared(state), phase: "checking", start, notice };
    case "try_again":
    case "rate_limited":
      return { ...shared(state), phase: "checking", start, notice };
  }
}
function backoff(attempt) {
  return 200 * 2 ** attempt;
}
function booked(state, { visit, message, location }) {
  return { ...shared(state), phase: "booked", visit, message, location, notice: null };
}
function refused(state, notice) {
  return { ...shared(state), phase: "refused", notice };
}
function tooLate(state, notice, slots) {
  return state.task.mode === "move" ? refused(state, notice) : choosingAgain(state, slots, notice);
}
function choosing(state, change) {
  return { ...shared(state), ...change, phase: "choosing" };
}
function choosingAgain(state, slots, notice) {
  const stays = slots.week.some((day) => day.date === state.openDay && day.times.length > 0);
  return choosing(state, {
    slots,
    view: slots.suggested.length ? state.view : "week",
    openDay: stays ? state.openDay : firstDayWithTimes(slots.week),
    // "Please choose another one", where there is none?
    notice: isFullyBooked(slots) ? { problem: "none_left", message: "" } : notice
  });
}
function without(slots, taken) {
  const others = (starts) => starts.filter((start) => start !== taken);
  return {
    ...slots,
    suggested: others(slots.suggested),
    week: slots.week.map((day) => ({ ...day, times: others(day.times) }))
  };
}
function shared({ view, slots, task, notice, openDay }) {
  return { view, slots, task, notice, openDay };
}
export {
  answered,
  backoff,
  chosenUnits,
  dayToggled,
  loaded,
  loading,
  lost,
  notLoaded,
  opened,
  picked,
  sendable,
  sending,
  ticked,
  typed,
  viewed,
  wentBack
};
