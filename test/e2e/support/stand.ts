import process from "node:process";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import type { Browser } from "playwright-core";
import { catchMail } from "../../../tools/lib/mail.mjs";
import { newVisitor, openBrowser, rpc, type MailCatcher, type Visitor, type VisitorOptions } from "../../support/index.ts";

/** An Odoo that the files of one worker share (see ../setup.ts), and where its mails go. */
export interface Place {
    url: string;
    db: string;
    smtpPort: number;
}

declare module "vitest" {
    interface ProvidedContext {
        places: Place[];
    }
}

/** Who visits, and which Odoo: that of this worker unless a file has one of its own. */
interface VisitOptions extends VisitorOptions {
    as?: string;
    at?: Place;
}

/** Somebody with a browser, who may be signed in. */
export type Visit = (options?: VisitOptions) => Promise<Visitor>;

// On a busy machine Odoo takes a minute for the first page of the web client; nothing waits longer than it has to.
const PATIENCE = 150_000;
vi.setConfig({ testTimeout: 4 * PATIENCE });

const shared: { browser?: Browser; mails?: MailCatcher } = {};

/** The Odoo to visit: that of this worker, which are numbered from 1. */
export function place(): Place {
    const found = inject("places")[Number(process.env["VITEST_POOL_ID"]) - 1];
    if (!found) throw new Error("There is an Odoo for each worker: see test/e2e/setup.ts.");
    return found;
}

/** The mails that were sent while this file's tests run. */
export function mails(): MailCatcher {
    if (!shared.mails) throw new Error("Mails are caught from beforeAll on.");
    return shared.mails;
}

async function visitor({ as, at = place(), ...options }: VisitOptions = {}): Promise<Visitor> {
    if (!shared.browser) throw new Error("The browser is open from beforeAll on.");
    const { url, db } = at;
    const opened = await newVisitor(shared.browser, { baseURL: url, ...options });
    opened.page.setDefaultTimeout(PATIENCE);
    if (as) {
        const [name = "", value = ""] = (await rpc(url, db, as)).cookie.split("=");
        await opened.page.context().addCookies([{ name, value, url }]);
    }
    return opened;
}

/**
 * A test in which people `visit`. It fails when a page of theirs logged an error, threw, or asked another machine for
 * something; problems that belong to the story are taken out with `expectProblem`.
 */
export const it = test.extend<{ visit: Visit }>({
    visit: async ({ task }, use) => {
        const opened: Visitor[] = [];
        await use(async (options) => {
            const one = await visitor(options);
            opened.push(one);
            return one;
        });
        const problems = opened.flatMap((one) => one.problems);
        for (const [index, one] of opened.entries()) {
            if (task.result?.state === "fail" && !one.page.isClosed()) await one.picture(`failed ${task.name} ${index + 1}`);
            await one.close();
        }
        expect(problems).toEqual([]);
    },
});

/** Take out a problem that has to be there, such as the browser's line about an answer that is an error. */
export async function expectProblem({ problems }: Visitor, pattern: RegExp): Promise<void> {
    await expect.poll(() => problems.some((problem) => pattern.test(problem)), { timeout: PATIENCE }).toBe(true);
    problems.splice(0, problems.length, ...problems.filter((problem) => !pattern.test(problem)));
}

beforeAll(async () => {
    const { smtpPort } = place();
    const caught = (await catchMail({ port: smtpPort })) as MailCatcher;
    shared.mails = caught;
    if (caught.port !== smtpPort) throw new Error(`Port ${smtpPort}, where Odoo sends its mails, is taken by somebody else.`);
    shared.browser = await openBrowser();
});

afterAll(async () => {
    await shared.browser?.close();
    await shared.mails?.stop();
});
