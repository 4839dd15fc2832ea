/** Shows the print button, which does nothing without scripts and is hidden until then. */
export function enablePrintButton(page: ParentNode): void {
    const button = page.querySelector<HTMLButtonElement>("[data-fm-print]");
    if (button) {
        button.hidden = false;
        button.addEventListener("click", () => window.print());
    }
}
