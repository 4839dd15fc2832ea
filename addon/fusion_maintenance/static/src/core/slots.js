function readSlots(received) {
  const isPayload = typeof received === "object" && received !== null && "week" in received && "suggested" in received;
  return isPayload ? received : null;
}
function splitDay(times, hourOf) {
  return {
    morning: times.filter((start) => hourOf(start) < 12),
    afternoon: times.filter((start) => hourOf(start) >= 12)
  };
}
function firstDayWithTimes(week) {
  return week.find((day) => day.times.length > 0)?.date ?? null;
}
function isFullyBooked(slots) {
  return slots.first_free === null && slots.suggested.length === 0;
}
function isFirstFreeElsewhere(slots) {
  return slots.first_free !== null && !slots.week.some((day) => day.date === slots.first_free);
}
function offeredStarts(slots) {
  return [.../* @__PURE__ */ new Set([...slots.suggested, ...slots.week.flatMap((day) => day.times)])].sort();
}
export {
  firstDayWithTimes,
  isFirstFreeElsewhere,
  isFullyBooked,
  offeredStarts,
  readSlots,
  splitDay
};
