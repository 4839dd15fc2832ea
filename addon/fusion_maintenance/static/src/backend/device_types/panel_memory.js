import { browser } from "@web/core/browser/browser";
const KEY = "fusion_maintenance.device_types.panel";
function isToBeOpen(waiting) {
  const memory = JSON.parse(browser.localStorage.getItem(KEY) ?? "null");
  return memory ? memory.isOpen || waiting > memory.waiting : waiting > 0;
}
function rememberOpen(isOpen, waiting) {
  browser.localStorage.setItem(KEY, JSON.stringify({ isOpen, waiting }));
}
export {
  isToBeOpen,
  rememberOpen
};
