import type { KnownRecords } from "../../core/grid/column";
import type { Row } from "../../core/grid/drafts";
import type { RecordValue } from "../../core/grid/value";
import { isRecord } from "../../core/grid/value";
import type { GridColumn } from "./grid_column";

/** Asks for the record of a column that has exactly this name. */
export type FindRecord = (column: GridColumn, name: string) => Promise<RecordValue | null>;

/** Records by their name, per column: a name that is typed or pasted becomes the record. */
export class RecordNames {
    private readonly records: Record<string, Record<string, RecordValue>> = {};

    private readonly columns: readonly GridColumn[];
    private readonly find: FindRecord;

    constructor(columns: readonly GridColumn[], find: FindRecord) {
        this.columns = columns;
        this.find = find;
    }

    get known(): KnownRecords {
        return this.records;
    }

    isKnown(column: string, name: string): boolean {
        return this.records[column]?.[name.trim().toLowerCase()] !== undefined;
    }

    /** Remembers the records that stand in rows. */
    learn(rows: readonly Row[]): void {
        for (const { name } of this.columns.filter(({ kind }) => kind === "record")) {
            for (const value of rows.map((row) => row.cells[name] ?? null)) {
                if (isRecord(value)) {
                    this.remember(name, value);
                }
            }
        }
    }

    remember(column: string, record: RecordValue, name = record.label): void {
        (this.records[column] ??= {})[name.trim().toLowerCase()] = record;
    }

    /** Asks for names, by column; those that are no record's stay unknown. */
    async ask(names: Readonly<Record<string, readonly string[]>>): Promise<void> {
        for (const column of this.columns) {
            for (const name of names[column.name] ?? []) {
                const record = await this.find(column, name);
                if (record) {
                    this.remember(column.name, record, name);
                }
            }
        }
    }
}
