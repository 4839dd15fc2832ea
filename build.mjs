// One output per source file: Odoo bundles, minifies and translates (design.md, decision 9).
//   node build.mjs           writes addon/fusion_maintenance/static/src
//   node build.mjs --check   says which committed files are stale, writes nothing
import { build } from "esbuild";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const SOURCE = "web-src";
const OUTPUT = "addon/fusion_maintenance/static/src";
const COPIED = /\.(xml|scss|css)$/;

async function listFiles(folder) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

async function emit(outdir) {
    await rm(outdir, { recursive: true, force: true }); // a stale .js would be globbed into the bundles
    const files = (await listFiles(SOURCE)).filter((file) => !file.startsWith("types"));
    const result = await build({
        entryPoints: files.filter((file) => file.endsWith(".ts")).map((file) => join(SOURCE, file)),
        outbase: SOURCE, outdir, bundle: false, format: "esm", target: "es2022", charset: "utf8",
        tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, useDefineForClassFields: true } },
        write: false, logLevel: "warning",
    });
    if (result.warnings.length) throw new Error("A warning is an error.");
    for (const file of result.outputFiles.filter((output) => output.text.trim())) {
        await mkdir(join(file.path, ".."), { recursive: true });
        await writeFile(file.path, file.text);
    }
    for (const file of files.filter((name) => COPIED.test(name))) {
        await cp(join(SOURCE, file), join(outdir, file));
    }
}

async function staleFiles(fresh) {
    const names = new Set([...(await listFiles(fresh)), ...(await listFiles(OUTPUT))]);
    const read = (folder, name) => readFile(join(folder, name), "utf8").catch(() => null);
    const same = async (name) => (await read(fresh, name)) === (await read(OUTPUT, name));
    const checked = await Promise.all([...names].map(async (name) => ((await same(name)) ? null : name)));
    return checked.filter(Boolean);
}

if (process.argv.includes("--check")) {
    const fresh = await mkdtemp(join(tmpdir(), "fusion-build-"));
    try {
        await emit(fresh);
        const stale = await staleFiles(fresh);
        if (stale.length) {
            console.error(`Stale in ${OUTPUT}, run "npm run build":\n  ${stale.join("\n  ")}`);
            process.exitCode = 1;
        }
    } finally {
        await rm(fresh, { recursive: true, force: true });
    }
} else {
    await emit(OUTPUT);
}
