const ACCENTS = /\p{M}/gu;
function fold(text) {
  return text.normalize("NFD").replace(ACCENTS, "").toLowerCase();
}
function found(types, search) {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return types.filter(({ name }) => {
    const folded = fold(name);
    return words.every((word) => folded.includes(word));
  }).sort((one, other) => other.units - one.units || one.name.localeCompare(other.name) || one.id - other.id);
}
export {
  fold,
  found
};
