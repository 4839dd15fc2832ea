import { vi } from "vitest";
import type { GridApi } from "../../../../web-src/backend/policy_grid/draft_store";
import { DraftStore } from "../../../../web-src/backend/policy_grid/draft_store";
import type { GridColumn } from "../../../../web-src/backend/policy_grid/grid_column";
import { PolicyGridRenderer } from "../../../../web-src/backend/policy_grid/policy_grid_renderer";
import type { Row } from "../../../../web-src/core/grid/drafts";
import type { Payload, Saved } from "../../../../web-src/core/grid/payload";
import { COLUMNS, policy } from "../../support/grid";
import { mount } from "../../support/mount";

const LABELS: Record<string, Partial<GridColumn>> = {
    name: { label: "Name" },
    interval_months: { label: "Every", unit: "months" },
    price: { label: "Price" },
    contract_count: { label: "Active Contracts", action: "action_view_contracts" },
    statutory: { label: "Statutory", optional: "show" },
};

export const GRID_COLUMNS: readonly GridColumn[] = COLUMNS.map((column) => ({
    ...column, label: column.name, help: "", width: "", unit: "", currencyField: "currency_id", action: "", relation: "hr.skill",
    domain: "[]", context: {}, optional: "" as const, hidden: false, ...LABELS[column.name],
}));

/** A server with these policies, which remembers what it was asked to save and answers with `answers`, one after the other. */
export function server(rows: Row[] = [1, 2, 3].map((id) => policy(id)), answers: Saved[] = []) {
    const saved: Payload[] = [];
    const api: GridApi = {
        find: vi.fn((_column, name: string) => Promise.resolve(name.toLowerCase() === "crane" ? { id: 8, label: "Crane" } : null)),
        blank: vi.fn(() => Promise.resolve({ ...policy(0).cells, name: "" })),
        rows: vi.fn(() => Promise.resolve(rows)),
        ask: vi.fn(() => Promise.resolve<string | null>(null)),
        save: vi.fn((payload: Payload) => {
            saved.push(payload);
            const answer: Saved = answers.shift() ?? { saved: true, ids: {} };
            return Promise.resolve(answer);
        }),
    };
    const store = new DraftStore(GRID_COLUMNS, api, { decimal: ".", thousands: "," });
    store.load(rows);
    return { api, store, saved };
}

/** The grid on a page, and what is used to work with it. */
export async function openGrid({ store } = server(), { canCreate = true } = {}) {
    localStorage.clear();
    const openRow = vi.fn();
    const openFigure = vi.fn();
    const model = { domainOf: () => [], contextOf: () => ({}), nameOf: () => Promise.resolve("") };
    const target = await mount(PolicyGridRenderer, {
        props: { store, model, canCreate, noContentHelp: "No policies yet", openRow, openFigure },
        env: { searchModel: new EventTarget() },
    });
    const cell = (row: number, name: string): HTMLElement => {
        const found = target.querySelectorAll(".fm-row")[row]?.querySelector<HTMLElement>(`[data-name="${name}"]`);
        if (!found) throw new Error(`There is no cell ${name} in row ${row}.`);
        return found;
    };
    return { target, store, cell, openRow, openFigure };
}
