import { vi } from "vitest";

/** Stands in for Odoo's model: what is loaded is handed in, what is written is recorded. */
export class CalendarModel {
    static readonly written = vi.fn();
    env: unknown;
    records: unknown;

    constructor(env: unknown, records: unknown) {
        this.env = env;
        this.records = records;
    }

    load(): Promise<void> {
        return Promise.resolve();
    }

    fetchRecords(): Promise<unknown> {
        return Promise.resolve(this.records);
    }

    updateRecord(record: unknown): Promise<void> {
        CalendarModel.written(record);
        return Promise.resolve();
    }
}
