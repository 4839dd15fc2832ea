const STAGES = ["overdue", "due", "booked", "upcoming"];
function countStages(groups) {
  const counts = new Map(groups.map((group) => [group.stage, Number(group.__count) || 0]));
  return STAGES.map((stage) => ({ stage, count: counts.get(stage) ?? 0 }));
}
export {
  STAGES,
  countStages
};
