import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { PROJECT } from "./cache.mjs";
import { Stop } from "./errors.mjs";
import { run } from "./run.mjs";

/** The technical name of the addon. */
export const ADDON = "fusion_maintenance";

/** The folder that Odoo gets as an addons path. */
export const ADDONS_PATH = join(PROJECT, "addon");

// What never reaches a database: tests, and the scripts and styles that are served as files.
const OUTSIDE = /(^|\/)(tests|__pycache__)\/|^static\/src\/|^readme\/|\.pyc$/;

async function addonFiles(folder) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    return paths.filter((path) => !OUTSIDE.test(path)).sort();
}

/** A checksum of what of the addon reaches a database: another one means that the database is of another state. */
export async function addonHash(folder = join(ADDONS_PATH, ADDON)) {
    const hash = createHash("sha256");
    for (const path of await addonFiles(folder)) {
        const content = createHash("sha256").update(await readFile(join(folder, path))).digest("hex");
        hash.update(`${path} ${content}\n`);
    }
    return hash.digest("hex").slice(0, 16);
}

/** The modules that the addon's manifest depends on. */
export async function addonDepends(folder = join(ADDONS_PATH, ADDON)) {
    const program = "import ast, json, sys; print(json.dumps(ast.literal_eval(open(sys.argv[1]).read())['depends']))";
    const path = join(folder, "__manifest__.py");
    const said = await run("python3", ["-c", program, path]);
    if (said.code !== 0) throw new Stop(`The manifest ${path} cannot be read: ${said.output.trim().split("\n").at(-1)}`);
    return JSON.parse(said.stdout).sort();
}
