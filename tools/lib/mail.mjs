import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { atEnd } from "./lifecycle.mjs";
import { freePort, anyPort, LOOPBACK } from "./ports.mjs";

const LARGEST = 25 * 1024 * 1024;
const LINK = /https?:\/\/[^\s"'<>]+/g;

/**
 * A mail as a test or a page wants it: `{ id, from, to, subject, date, text, html, headers, links, attachments, raw }`.
 * `headers` is a Map of small-letter names to the first value; `to` holds addresses; `links` are those of both parts.
 */
async function parseMail(raw, id) {
    const { default: PostalMime } = await import("postal-mime");
    const mail = await PostalMime.parse(raw);
    const headers = new Map();
    for (const { key, value } of mail.headers) if (!headers.has(key)) headers.set(key, value);
    const html = mail.html ?? "";
    const plain = mail.text ?? "";
    const links = [...`${html.replaceAll("&amp;", "&")} ${plain}`.matchAll(LINK)].map(([link]) => link);
    return {
        id, headers, html, text: plain, raw: raw.toString(),
        from: mail.from?.address ?? "", to: (mail.to ?? []).map((one) => one.address ?? ""),
        subject: mail.subject ?? "", date: mail.date ?? "", links: [...new Set(links)],
        attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
            name: filename ?? "attachment", type: mimeType, content: Buffer.from(content),
        })),
    };
}

/** The mails kept in a folder, oldest first. */
export async function readMails(folder) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".eml")).sort();
    return Promise.all(names.map(async (name) => parseMail(await readFile(join(folder, name)), basename(name, ".eml"))));
}

class Caught {
    constructor(kept) {
        this.list = kept;
        this.waiting = new Set();
    }

    add(mail) {
        this.list.push(mail);
        for (const check of this.waiting) check();
    }

    /** The first mail that fits, already here or still to come. */
    waitFor(fits, { timeout = 30_000 } = {}) {
        return new Promise((resolve, reject) => {
            const check = () => {
                const found = this.list.find(fits);
                if (!found) return;
                this.waiting.delete(check);
                clearTimeout(limit);
                resolve(found);
            };
            const limit = setTimeout(() => {
                this.waiting.delete(check);
                const subjects = this.list.map((mail) => `${mail.to}: ${mail.subject}`).join("; ");
                reject(new Error(`No such mail came within ${timeout / 1000} s. Those that came: ${subjects || "none"}`));
            }, timeout);
            this.waiting.add(check);
            check();
        });
    }
}

function receive(stream) {
    return new Promise((resolve, reject) => {
        const chunks = [];
        stream.on("data", (chunk) => chunks.push(chunk));
        stream.on("error", reject);
        stream.on("end", () => resolve(Buffer.concat(chunks)));
    });
}

/**
 * An SMTP server that takes every mail and sends none.
 * Options: folder (keeps them as .eml; nothing is written without), port (the first free from there; any without).
 * Gives `{ port, folder, mails(), waitFor(fits, { timeout }), clear(), stop() }`.
 */
export async function catchMail({ folder, port } = {}) {
    const { SMTPServer } = await import("smtp-server");
    if (folder) await mkdir(folder, { recursive: true });
    const caught = new Caught(folder ? await readMails(folder) : []);
    let count = 0;
    const take = async (stream) => {
        const raw = await receive(stream);
        count += 1;
        const id = `${new Date().toISOString().replace(/[-:.]/g, "")}-${String(count).padStart(4, "0")}`;
        if (folder) await writeFile(join(folder, `${id}.eml`), raw);
        caught.add(await parseMail(raw, id));
    };
    const server = new SMTPServer({
        authOptional: true, disabledCommands: ["AUTH", "STARTTLS"], size: LARGEST, disableReverseLookup: true, logger: false,
        onData: (stream, _session, done) => take(stream).then(() => done(), done),
    });
    server.on("error", () => {}); // a client that hangs up: the mail was taken or it was not
    const chosen = port ? await freePort(port) : await anyPort();
    await new Promise((resolve) => server.listen(chosen, LOOPBACK, resolve));
    const close = () => new Promise((resolve) => server.close(resolve));
    const forget = atEnd(close);
    return {
        port: chosen, folder,
        mails: () => [...caught.list],
        waitFor: (fits, options) => caught.waitFor(fits, options),
        clear: () => { caught.list.length = 0; },
        stop: () => {
            forget();
            return close();
        },
    };
}
