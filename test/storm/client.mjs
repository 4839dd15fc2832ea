import { request as open } from "node:http";
import { performance } from "node:perf_hooks";

const DATA = /<script type="application\/json" id="fm-data">(.*?)<\/script>/s;
const PATIENCE = 120_000;

/** One HTTP request over a connection of its own. Gives `{ status, headers, body, first, ms }`: `first` is when the first byte came. */
export function ask(url, { method = "GET", headers = {}, body = "" } = {}) {
    return new Promise((resolve, reject) => {
        const begun = performance.now();
        const length = body ? { "Content-Length": Buffer.byteLength(body) } : {};
        // No agent: nothing is shared or kept alive between two clients.
        const sent = open(url, { method, agent: false, headers: { ...headers, ...length }, timeout: PATIENCE }, (response) => {
            const first = performance.now() - begun;
            const chunks = [];
            response.on("data", (chunk) => chunks.push(chunk));
            response.on("error", reject);
            response.on("end", () => resolve({
                status: response.statusCode, headers: response.headers,
                body: Buffer.concat(chunks).toString(), first, ms: performance.now() - begun,
            }));
        });
        sent.on("timeout", () => sent.destroy(new Error(`No answer from ${url} within ${PATIENCE / 1000} s`)));
        sent.on("error", reject);
        sent.end(body);
    });
}

/**
 * Open the booking page as a browser does. Gives what the page knows: `{ token, cookie, csrf, key, slots, confirm }`.
 */
export async function openPage(url, token) {
    const page = await ask(`${url}/maintenance/book/${token}`, { headers: { Accept: "text/html" } });
    const text = DATA.exec(page.body)?.[1];
    if (page.status !== 200 || !text) throw new Error(`The booking page answered ${page.status} without times to choose from`);
    const data = JSON.parse(text);
    const cookie = (page.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
    return { token, cookie, csrf: data.csrf, key: data.key, slots: data.slots, confirm: `${url}${data.api.confirm}` };
}

/** Press a time on an opened page, as the slot picker sends it. Gives `{ status, code, answer, ms }`. */
export async function press(page, start) {
    const body = new URLSearchParams({
        start, key: page.key, csrf_token: page.csrf, phone: "416-555-0100", note: "", booked_by: "",
    }).toString();
    const said = await ask(page.confirm, {
        method: "POST", body,
        headers: { Accept: "application/json", Cookie: page.cookie, "Content-Type": "application/x-www-form-urlencoded" },
    }).catch((error) => ({ status: 0, body: "", ms: 0, error: error.message }));
    let answer = null;
    try {
        answer = JSON.parse(said.body);
    } catch {
        // Not an answer in words: counted by its status.
    }
    return { status: said.status, code: answer?.answer ?? `status ${said.status}`, answer, ms: said.ms };
}

/** Every time that a page offers, in order, but the first: it may come too near, and be withdrawn, before it is pressed. */
export function offered(page) {
    return page.slots.week.flatMap((day) => day.times).slice(1);
}
