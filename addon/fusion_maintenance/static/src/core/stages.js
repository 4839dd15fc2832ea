const STAGES = ["overdue", "due", "booked", "upcoming"];
function compareStages(one, other) {
  return rank(one) - rank(other);
}
function rank(stage) {
  const at = STAGES.findIndex((known) => known === stage);
  return at < 0 ? STAGES.length : at;
}
function countStages(groups) {
  const counts = new Map(groups.map((group) => [group.stage, Number(group.__count) || 0]));
  return STAGES.map((stage) => ({ stage, count: counts.get(stage) ?? 0 }));
}
export {
  STAGES,
  compareStages,
  countStages
};
