export const browser = { localStorage };
