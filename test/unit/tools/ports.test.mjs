import { createServer } from "node:net";
import { expect, test } from "vitest";
import { Stop } from "../../../tools/lib/errors.mjs";
import { anyPort, freePort, LOOPBACK } from "../../../tools/lib/ports.mjs";

test("the wanted port is taken when it is free", async () => {
    expect(await freePort(8069, async (port) => port)).toBe(8069);
});

test("the next free one is taken when others listen there", async () => {
    const taken = new Set([8069, 8070]);
    expect(await freePort(8069, async (port) => (taken.has(port) ? 0 : port))).toBe(8071);
});

test("no free port at all is said in a sentence", async () => {
    await expect(freePort(8069, async () => 0)).rejects.toThrow(Stop);
});

test("a port on which somebody really listens is passed over", async () => {
    const wanted = await anyPort();
    const server = createServer();
    await new Promise((resolve) => server.listen(wanted, LOOPBACK, resolve));
    expect(await freePort(wanted)).toBeGreaterThan(wanted);
    server.close();
});
