import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { ADDON } from "../lib/addon.mjs";
import { PROJECT } from "../lib/cache.mjs";
import { copyDatabase, dropDatabase, sql } from "../lib/database.mjs";
import { sentenceFor } from "../lib/errors.mjs";
import { isEnding } from "../lib/lifecycle.mjs";
import { complaints, whyItFailed } from "../lib/odoolog.mjs";
import { LINT_PACKAGES } from "../lib/packages.mjs";
import { changeModules, odooShell, runOdoo } from "../lib/process.mjs";
import { step } from "../lib/progress.mjs";
import { testDatabase } from "../lib/templates.mjs";

const UNINSTALL = `
env['ir.module.module'].search([('name', '=', '${ADDON}')]).button_immediate_uninstall()
result = True
`;

// What an addon that is gone must not leave behind.
const LEFT_BEHIND = `
SELECT 'table ' || relname FROM pg_class WHERE relkind IN ('r', 'v', 'S') AND relname LIKE 'fusion_maintenance%'
UNION ALL SELECT 'column ' || table_name || '.' || column_name FROM information_schema.columns WHERE column_name LIKE 'x_fc_%'
UNION ALL SELECT 'model ' || model FROM ir_model WHERE model LIKE 'fusion.maintenance.%'
UNION ALL SELECT 'record ' || module || '.' || name FROM ir_model_data WHERE module = '${ADDON}'
UNION ALL SELECT 'parameter ' || key FROM ir_config_parameter WHERE key LIKE 'fusion_maintenance.%'
UNION ALL SELECT 'mail ' || id FROM mail_mail WHERE state != 'sent' AND body_html LIKE '%/maintenance/book/%'
UNION ALL SELECT 'attachment ' || id FROM ir_attachment WHERE res_model LIKE 'fusion.maintenance.%'
`;

async function change(option, what, { stage, database, results }, detail) {
    await changeModules(stage, database, [option, ADDON], { what, detail, logFile: join(results, "upkeep.log") });
}

async function lintByOdoo({ stage, database, results }) {
    const logFile = join(results, "test_lint.log");
    const env = { PATH: `${join(PROJECT, "tools/shim")}:${process.env.PATH}` };
    const said = await runOdoo(stage, database, ["--no-http", "-i", "test_lint", "--test-tags", "/test_lint"], { logFile, env });
    const found = complaints(said.output, ADDON);
    if (found.length) throw new Error(`Odoo's own lint:\n      ${found.join("\n      ")}\n    The whole log is in ${logFile}.`);
}

/** What use leaves behind is what makes an uninstallation hard. */
async function use({ stage, database, results }) {
    const code = await readFile(join(PROJECT, "test/lifecycle/used.py"), "utf8");
    await odooShell(stage, database, code, { logFile: join(results, "use.log") });
}

async function uninstall({ stage, database, results }) {
    const logFile = join(results, "uninstall.log");
    await odooShell(stage, database, UNINSTALL, { logFile });
    const why = whyItFailed(await readFile(logFile, "utf8"));
    if (why) throw new Error(`Uninstalling was not without errors: ${why}`);
    const left = await sql(stage.server, LEFT_BEHIND, database);
    if (left.length) throw new Error(`Uninstalling left ${left.length} things behind: ${left.slice(0, 10).join(", ")}`);
}

async function prove(name, work) {
    try {
        await step("Upkeep", name, work);
        return true;
    } catch (error) {
        if (isEnding()) throw error;
        console.log(`    ${error.message ? error.message : sentenceFor(error)}`);
        return false;
    }
}

/** The life of an addon without demo data: it installs, updates, pleases Odoo's own lint, and uninstalls without a trace. */
export const upkeep = {
    name: "upkeep",
    needs: "base",
    packages: LINT_PACKAGES,
    async run({ stage, templates, results }) {
        const context = { stage, results, database: testDatabase(stage, "upkeep") };
        await copyDatabase(stage.server, templates.base, context.database);
        const proved = [
            await prove("installing the addon without demo data", (detail) => change("-i", "Installing the addon", context, detail)),
            await prove("updating the addon", (detail) => change("-u", "Updating the addon", context, detail)),
            await prove("Odoo's own lint (test_lint)", () => lintByOdoo(context)),
            await prove("using the addon: delivery, visits, a reminder", () => use(context)),
            await prove("uninstalling the addon", () => uninstall(context)),
        ];
        await dropDatabase(stage.server, context.database);
        const passed = proved.filter(Boolean).length;
        return { passed, failed: proved.length - passed };
    },
};
