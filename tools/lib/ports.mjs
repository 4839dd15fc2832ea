import { createServer } from "node:net";
import { Stop } from "./errors.mjs";

/** Everything listens here only: what runs is for the person at this machine. */
export const LOOPBACK = "127.0.0.1";

const TRIED = 50;

/** Listen on a port for a moment; gives the port, or 0 when it is taken. 0 asks the system for any. */
export function tryPort(port) {
    return new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => resolve(0));
        server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
            const got = server.address().port;
            server.close(() => resolve(got));
        });
    });
}

/** The first free port from `wanted` on. */
export async function freePort(wanted, probe = tryPort) {
    for (let port = wanted; port < wanted + TRIED; port += 1) {
        if (await probe(port)) return port;
    }
    throw new Stop(`Ports ${wanted} to ${wanted + TRIED - 1} are all taken: stop what listens there, then run the command again.`);
}

/** Any free port. */
export async function anyPort() {
    return tryPort(0);
}
