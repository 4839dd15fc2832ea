import { readFile } from "node:fs/promises";
import { odooShell } from "../../tools/lib/process.mjs";

const PATIENCE = 1_800_000;

/** Run a program of `measure/` in an Odoo shell, after common.py; `options` is there as `options`. Gives its `result`. */
export async function inShell(stage, database, name, options) {
    const read = (file) => readFile(new URL(`measure/${file}`, import.meta.url), "utf8");
    const given = `import json\noptions = json.loads(${JSON.stringify(JSON.stringify(options))})`;
    const code = [given, await read("common.py"), await read(name)].join("\n");
    return odooShell(stage, database, code, { timeout: PATIENCE });
}
