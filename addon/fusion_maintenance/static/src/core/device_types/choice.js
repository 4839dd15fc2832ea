const NOTHING = { kept: /* @__PURE__ */ new Set(), anchor: null, active: null, reaches: false };
const PAGE = 10;
function chosenOf({ kept, anchor, active, reaches }, list) {
  const inList = list.filter((id) => kept.has(id));
  return new Set(reaches ? [...inList, ...between(list, anchor, active)] : inList);
}
function between(list, one, other) {
  const from = one === null ? -1 : list.indexOf(one);
  const to = other === null ? -1 : list.indexOf(other);
  return from < 0 || to < 0 ? [] : list.slice(Math.min(from, to), Math.max(from, to) + 1);
}
function only(id) {
  return { kept: /* @__PURE__ */ new Set(), anchor: id, active: id, reaches: true };
}
function toggle(choice, list, id) {
  const chosen = chosenOf(choice, list);
  const kept = new Set([...chosen].filter((one) => one !== id));
  return { kept, anchor: id, active: id, reaches: !chosen.has(id) };
}
function extend(choice, list, id) {
  const known = choice.anchor !== null && list.includes(choice.anchor) ? choice.anchor : null;
  return { ...choice, anchor: known ?? id, active: id, reaches: true };
}
function go(choice, list, id) {
  return { kept: chosenOf(choice, list), anchor: id, active: id, reaches: false };
}
function all(choice, list) {
  const isAll = chosenOf(choice, list).size === list.length;
  return { ...choice, kept: new Set(isAll ? [] : list), reaches: false };
}
function none(choice) {
  return { ...choice, kept: /* @__PURE__ */ new Set(), reaches: false };
}
function stepped({ active }, list, step) {
  const at = active === null ? -1 : list.indexOf(active);
  const to = { up: at - 1, down: at + 1, home: 0, end: list.length - 1, page_up: at - PAGE, page_down: at + PAGE }[step];
  return list[Math.max(0, Math.min(to, list.length - 1))] ?? null;
}
function moved(choice, before, after) {
  const kept = new Set([...chosenOf(choice, before)].filter((id) => after.includes(id)));
  const at = choice.active === null ? -1 : before.indexOf(choice.active);
  const next = at < 0 ? void 0 : before.slice(at).find((id) => after.includes(id)) ?? after.at(-1);
  const active = next ?? after[0] ?? null;
  const anchor = choice.anchor !== null && after.includes(choice.anchor) ? choice.anchor : active;
  return { kept, anchor, active, reaches: false };
}
export {
  NOTHING,
  all,
  chosenOf,
  extend,
  go,
  moved,
  none,
  only,
  stepped,
  toggle
};
