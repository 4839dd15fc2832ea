// Dragging is tried in a real browser.
export const useSortable = (): undefined => undefined;
