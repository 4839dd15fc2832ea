import { setTimeout as pause } from "node:timers/promises";
import { anyPort, LOOPBACK } from "../../tools/lib/ports.mjs";

/** An SMTP server that counts mails and keeps none. Gives `{ port, count(), to(address), taken(number, seconds), stop() }`. */
export async function sink() {
    const { SMTPServer } = await import("smtp-server");
    let [count, first, last] = [0, 0, 0];
    const received = new Map();
    const server = new SMTPServer({
        authOptional: true, disabledCommands: ["AUTH", "STARTTLS"], disableReverseLookup: true, logger: false,
        onData(stream, session, done) {
            stream.resume();
            stream.on("end", () => {
                count += 1;
                for (const { address } of session.envelope.rcptTo) received.set(address, (received.get(address) ?? 0) + 1);
                last = Date.now();
                first ||= last;
                done();
            });
        },
    });
    server.on("error", () => {}); // a client that hangs up
    const port = await anyPort();
    await new Promise((resolve) => server.listen(port, LOOPBACK, resolve));
    return {
        port,
        count: () => count,
        to: (address) => received.get(address) ?? 0,
        /** Wait for so many mails, at most so long; gives the seconds from the first to the last. */
        async taken(number, seconds) {
            const latest = Date.now() + seconds * 1000;
            while (count < number && Date.now() < latest) await pause(200);
            await pause(2000); // what comes beyond
            return (last - first) / 1000;
        },
        stop: () => new Promise((resolve) => server.close(resolve)),
    };
}
