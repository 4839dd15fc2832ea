import { browser } from "@web/core/browser/browser";
const KEY = "fusion_maintenance.policy_grid.columns";
function loadShown(columns) {
  const chosen = JSON.parse(browser.localStorage.getItem(KEY) ?? "{}");
  return columns.filter(({ name, optional }) => chosen[name] ?? optional === "show").map(({ name }) => name);
}
function saveShown(columns, names) {
  const chosen = columns.filter(({ optional }) => optional).map(({ name }) => [name, names.includes(name)]);
  browser.localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(chosen)));
}
export {
  loadShown,
  saveShown
};
