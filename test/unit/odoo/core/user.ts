export const user = { lang: "en-CA", context: {} };
