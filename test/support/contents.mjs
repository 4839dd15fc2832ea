import { sql } from "../../tools/lib/database.mjs";

// What every row of every table adds up to.
const SUMS = `
    SELECT string_agg(format('SELECT %L, count(*), coalesce(sum(hashtext(t::text)), 0) FROM %I t', tablename, tablename), ' UNION ALL ')
      FROM pg_tables WHERE schemaname = 'public'`;

/** The contents of a database, to be compared by `changedTables`. */
export async function contents(stage, database) {
    const [query] = await sql(stage.server, SUMS, database);
    return new Map((await sql(stage.server, query, database)).map((line) => [line.split("|")[0], line]));
}

/** The tables of which any row is another one than before, was added or is gone. */
export function changedTables(before, after) {
    return [...after.keys()].filter((table) => after.get(table) !== before.get(table)).sort();
}
