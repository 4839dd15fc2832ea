import { isRecord } from "../../core/grid/value";
class RecordNames {
  records = {};
  columns;
  find;
  constructor(columns, find) {
    this.columns = columns;
    this.find = find;
  }
  get known() {
    return this.records;
  }
  isKnown(column, name) {
    return this.records[column]?.[name.trim().toLowerCase()] !== void 0;
  }
  /** Remembers the records that stand in rows. */
  learn(rows) {
    for (const { name } of this.columns.filter(({ kind }) => kind === "record")) {
      for (const value of rows.map((row) => row.cells[name] ?? null)) {
        if (isRecord(value)) {
          this.remember(name, value);
        }
      }
    }
  }
  remember(column, record, name = record.label) {
    (this.records[column] ??= {})[name.trim().toLowerCase()] = record;
  }
  /** Asks for names, by column; those that are no record's stay unknown. */
  async ask(names) {
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
export {
  RecordNames
};
