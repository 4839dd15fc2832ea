import process from "node:process";
import { planPackages } from "./apt.mjs";
import { ensureCache } from "./cache.mjs";
import { atEnd } from "./lifecycle.mjs";
import { checkOdoo, chosenOdoo, fetchOdoo } from "./odoo.mjs";
import { ODOO_PACKAGES } from "./packages.mjs";
import { joinPostgres, postgresPackages } from "./postgres.mjs";
import { dropTestDatabases } from "./templates.mjs";

/**
 * What everything else runs on: Odoo 19 and a PostgreSQL server, fetched and started if need be.
 * Gives `{ odoo, server, owner }`; `owner` is this process, whose test databases are dropped at the end.
 * `packages` are further Debian packages to have.
 */
export async function openStage(packages = []) {
    await ensureCache();
    const chosen = await chosenOdoo();
    const needed = [
        ...packages,
        ...(chosen.command ? [] : ODOO_PACKAGES),
        ...(await postgresPackages()),
    ];
    const install = await planPackages(needed);
    // Each waits for the network: side by side. When one fails the other is let finish, so that nothing is left running.
    const [fetched, installed] = await Promise.allSettled([fetchOdoo(chosen), install?.()]);
    if (installed.status === "rejected") throw installed.reason;
    if (fetched.status === "rejected") throw fetched.reason;
    const odoo = fetched.value;
    if (odoo.isNew || install) await checkOdoo(odoo);
    const server = await joinPostgres();
    const stage = { odoo, server, owner: process.pid };
    atEnd(() => dropTestDatabases(stage));
    return stage;
}
