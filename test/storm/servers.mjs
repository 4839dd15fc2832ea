import { join } from "node:path";
import process from "node:process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { startServer } from "../../tools/lib/process.mjs";
import { startNginx } from "./nginx.mjs";

// Odoo's threaded server answers 500 when more requests than database connections run at once; this is its own cure.
const THREADS = { ODOO_MAX_HTTP_THREADS: "31" };
// And its workers leave most of a crowd to the kernel, which lets it wait for minutes: README's cure.
const BACKLOG = "1024";
const opened = (port) => ["python3", fileURLToPath(new URL("listen.py", import.meta.url)), String(port), BACKLOG];
const quiet = (crons = 0) => [`--max-cron-threads=${crons}`, "--log-handler=werkzeug:INFO"];

let started = 0;

function logFile(database) {
    started += 1;
    return join(process.env.FM_RESULTS ?? join(tmpdir(), "fusion-maintenance-results"), `${database}-${started}.log`);
}

/** One process with threads. Gives what `startServer` gives. */
export function startThreaded(stage, database, { smtpPort, crons } = {}) {
    return startServer(stage, { database, env: THREADS, args: quiet(crons), logFile: logFile(database), smtpPort });
}

/** Two worker processes behind nginx. Gives what `startServer` gives, with nginx's address as `url`. */
export async function startProxied(stage, database, { smtpPort } = {}) {
    const server = await startServer(stage, {
        database, workers: 2, args: [...quiet(), "--proxy-mode"], logFile: logFile(database), smtpPort, launcher: opened,
    });
    const proxy = await startNginx(server.port);
    return {
        ...server, url: proxy.url,
        stop: async () => {
            await proxy.stop();
            await server.stop();
        },
    };
}

/** The two ways in which Odoo is run. */
export const SERVERS = { threaded: startThreaded, "2 workers": startProxied };
