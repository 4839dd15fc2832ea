function enablePrintButton(page) {
  const button = page.querySelector("[data-fm-print]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
export {
  enablePrintButton
};
