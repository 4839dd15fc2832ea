export const user = { lang: "en-CA", context: {}, hasGroup: () => Promise.resolve(true) };
