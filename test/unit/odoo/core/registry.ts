// Stands in for Odoo's module of the same name.

const categories = new Map<string, Map<string, unknown>>();

export const registry = {
    category(name: string) {
        const entries = categories.get(name) ?? new Map<string, unknown>();
        categories.set(name, entries);
        return { add: (key: string, value: unknown) => entries.set(key, value), get: (key: string) => entries.get(key) };
    },
};
