// npm start: from a bare clone to a running Odoo 19 with the addon, its demo data and caught mails.
import process from "node:process";
import { inCache } from "./lib/cache.mjs";
import { runDay } from "./lib/demo.mjs";
import { Stop } from "./lib/errors.mjs";
import { keptDatabase, mailFolder } from "./lib/kept.mjs";
import { endsNormallyOnSignal, runMain } from "./lib/lifecycle.mjs";
import { catchMail } from "./lib/mail.mjs";
import { showMails } from "./lib/mailbox.mjs";
import { buildFrontEnd, checkNode, ensureModules } from "./lib/npm.mjs";
import { freePort, LOOPBACK } from "./lib/ports.mjs";
import { startServer } from "./lib/process.mjs";
import { say, step } from "./lib/progress.mjs";
import { openStage } from "./lib/stage.mjs";

const PORT = 8069;
const MAIL_PORT = 1025;
const MAIL_PAGE_PORT = 8025;

const LOGINS = {
    manager: "edits the policies, sees everything",
    dispatcher: "works in the contracts and the calendar, books by phone",
    technician: "sees the visits of the day",
    user: "reads",
};

const USAGE = "npm start            start Odoo with the database of the last time\nnpm start -- --fresh start over with a new database";

function options(args) {
    const unknown = args.find((arg) => !["--fresh", "--help"].includes(arg));
    if (unknown) throw new Stop(`"${unknown}" is not an option of npm start.\n${USAGE}`);
    return { fresh: args.includes("--fresh"), help: args.includes("--help") };
}

function summary({ url, mails, mailFolder, logFile, day }) {
    const logins = Object.entries(LOGINS).filter(([login]) => day.logins.includes(login));
    const lines = [
        ["Odoo", url],
        ...logins.map(([login, what], index) => [index ? "" : "Log in as", `${login} / ${login}`.padEnd(24) + what]),
        ["Booking link", day.link ? day.link.url : "nobody is due"],
        ...(day.link ? [["", `of ${day.link.client}, due ${day.link.due}`]] : []),
        ["Caught mails", `${mails} (as .eml files in ${mailFolder})`],
        ["Odoo's log", logFile],
    ];
    const text = lines.map(([name, value]) => `  ${name.padEnd(14)}${value}`).join("\n");
    return `\n${text}\n\n  Ctrl-C stops everything that this command started, and only that.\n`;
}

async function portFor(wanted, what) {
    const port = await freePort(wanted);
    if (port !== wanted) say(`Port ${wanted} is taken: ${what} is on ${port}`);
    return port;
}

function showTrouble(chunk) {
    for (const line of chunk.split("\n")) if (/ (ERROR|CRITICAL) /.test(line)) console.log(line);
}

async function start({ fresh }) {
    checkNode();
    const frontEnd = ensureModules().then(() => step("Front end", "building", buildFrontEnd));
    const [built, opened] = await Promise.allSettled([frontEnd, openStage()]);
    for (const part of [built, opened]) if (part.status === "rejected") throw part.reason;
    const stage = opened.value;

    const database = await keptDatabase(stage, { fresh });
    const folder = mailFolder(database);
    const catcher = await catchMail({ folder, port: MAIL_PORT });
    const mails = await showMails(catcher, MAIL_PAGE_PORT);
    const port = await portFor(PORT, "Odoo");
    const url = `http://${LOOPBACK}:${port}`;
    const day = await step("The day's jobs", "sending due reminders, mail queue", () => runDay(stage, database, { url, catcher }));
    for (const failure of day.failed) say(`A job failed: ${failure}`);

    const logFile = inCache("logs", `${database}.log`);
    const server = await step("Odoo", `starting on ${url}`, async () => {
        const started = await startServer(stage, { database, port, smtpPort: catcher.port, logFile, onLine: showTrouble });
        await fetch(`${url}/web/login`); // the first page loads everything
        return started;
    });
    console.log(summary({ url, mails: mails.url, mailFolder: folder, logFile, day }));
    endsNormallyOnSignal();
    await server.exited;
    throw new Stop(`Odoo has stopped by itself: its log is ${logFile}.`);
}

await runMain(async () => {
    const chosen = options(process.argv.slice(2));
    if (chosen.help) console.log(USAGE);
    else await start(chosen);
});
