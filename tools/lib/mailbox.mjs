import { createServer } from "node:http";
import { atEnd } from "./lifecycle.mjs";
import { freePort, LOOPBACK } from "./ports.mjs";

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem; color: #1f2933; background: #fff; }
h1 { font-size: 1.4rem; } a { color: #0b5d3b; } .none, .meta { color: #52606d; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .5rem; border-bottom: 1px solid #d9e2ec; }
iframe { width: 100%; height: 70vh; border: 1px solid #d9e2ec; border-radius: 4px; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f7fa; padding: 1rem; border-radius: 4px; }
@media (prefers-color-scheme: dark) { body { background: #1f2933; color: #f5f7fa; } a { color: #7bd3a7; } pre { background: #323f4b; } .none, .meta { color: #cbd2d9; } }
`;
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
// A mail is somebody else's HTML: shown, without scripts or forms, its links in a new tab.
const MAIL_POLICY = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: http:; style-src 'unsafe-inline'";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => String(text).replace(/[&<>"]/g, (character) => ESCAPES[character]);

const page = (title, body) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title>
<style>${STYLE}</style><body>${body}</body></html>`;

const when = (mail) => (mail.date ? new Date(mail.date).toLocaleString("en-CA") : "");

function listPage(mails) {
    const rows = [...mails].reverse().map((mail) => `<tr><td>${escape(when(mail))}</td><td>${escape(mail.to.join(", "))}</td>
<td><a href="/mail/${mail.id}">${escape(mail.subject || "(no subject)")}</a></td></tr>`);
    const table = `<table><thead><tr><th>Sent</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
    const body = mails.length ? table : '<p class="none">No mail has been sent yet.</p>';
    return page("Caught mails", `<h1>Caught mails (${mails.length})</h1><p class="meta">They went no further than this machine.</p>${body}`);
}

function mailPage(mail) {
    const attached = mail.attachments.map((one, index) => `<a href="/mail/${mail.id}/attachment/${index}">${escape(one.name)}</a>`);
    const shown = mail.html
        ? `<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mail/${mail.id}/html"></iframe>`
        : "";
    return page(mail.subject, `<p><a href="/">All mails</a></p><h1>${escape(mail.subject || "(no subject)")}</h1>
<p class="meta">From ${escape(mail.from)} to ${escape(mail.to.join(", "))}, ${escape(when(mail))} · <a href="/mail/${mail.id}/source">Source</a>
${attached.length ? ` · Attached: ${attached.join(", ")}` : ""}</p>${shown}
<h2>Plain text</h2><pre>${escape(mail.text || "(none)")}</pre>`);
}

function answerFor(path, mails) {
    if (path === "/") return { type: "text/html", policy: PAGE_POLICY, body: listPage(mails) };
    const [, id, part, number] = /^\/mail\/([\w-]+)(?:\/(html|source|attachment))?(?:\/(\d+))?$/.exec(path) ?? [];
    const mail = mails.find((one) => one.id === id);
    if (!mail) return null;
    if (!part) return { type: "text/html", policy: PAGE_POLICY, body: mailPage(mail) };
    if (part === "html") return { type: "text/html", policy: MAIL_POLICY, body: `<base target="_blank">${mail.html}` };
    if (part === "source") return { type: "text/plain", policy: MAIL_POLICY, body: mail.raw };
    const file = mail.attachments[Number(number)];
    const name = file?.name.replace(/[^\w. -]/g, "_");
    return file && { type: "application/octet-stream", policy: MAIL_POLICY, body: file.content, name };
}

/** A small web page that lists and shows caught mails, for this machine only. Gives `{ url, stop() }`. */
export async function showMails(catcher, wanted) {
    const port = await freePort(wanted);
    const own = new Set([`${LOOPBACK}:${port}`, `localhost:${port}`]);
    const server = createServer((request, response) => {
        // Another site's page must not read the mails through a name that points here.
        const answer = own.has(request.headers.host) && answerFor(new URL(request.url, "http://mails").pathname, catcher.mails());
        if (!answer) return response.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such mail.\n");
        const text = answer.type.startsWith("text/") ? `${answer.type}; charset=utf-8` : answer.type;
        const headers = {
            "Content-Type": text, "Content-Security-Policy": answer.policy, "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
        };
        if (answer.name) headers["Content-Disposition"] = `attachment; filename="${answer.name}"`;
        return response.writeHead(200, headers).end(answer.body);
    });
    await new Promise((resolve) => server.listen(port, LOOPBACK, resolve));
    const stop = () => new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
    });
    atEnd(stop);
    return { url: `http://${LOOPBACK}:${port}`, stop };
}
