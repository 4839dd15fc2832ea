function isRecord(value) {
  return typeof value === "object" && value !== null && "id" in value;
}
function isList(value) {
  return Array.isArray(value);
}
function isSame(a, b) {
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((record, index) => record.id === b[index]?.id);
  }
  if (isList(a) || isList(b)) {
    return false;
  }
  return isRecord(a) && isRecord(b) ? a.id === b.id : a === b;
}
function recordsOf(value) {
  return isList(value) ? value : [];
}
export {
  isRecord,
  isSame,
  recordsOf
};
