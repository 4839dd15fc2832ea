function changesTo(types, ids, to) {
  return types.filter(({ id, place }) => ids.has(id) && place !== to).map(({ id, place }) => ({ id, from: place, to }));
}
function undoOf(changes) {
  return changes.map(({ id, from, to }) => ({ id, from: to, to: from }));
}
function applied(types, changes) {
  const places = new Map(changes.map(({ id, to }) => [id, to]));
  return types.map((type) => ({ ...type, place: places.get(type.id) ?? type.place }));
}
export {
  applied,
  changesTo,
  undoOf
};
