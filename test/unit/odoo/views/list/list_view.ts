export const listView = { type: "list" };
