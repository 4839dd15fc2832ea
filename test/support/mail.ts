import { catchMail as start } from "../../tools/lib/mail.mjs";

/** A mail that was caught. `links` are those of its HTML and plain-text parts. */
export interface Mail {
    id: string;
    from: string;
    to: string[];
    subject: string;
    date: string;
    text: string;
    html: string;
    /** Small-letter names to values. */
    headers: Map<string, string>;
    links: string[];
    attachments: { name: string; type: string; content: Buffer }[];
    raw: string;
}

/** A local SMTP server that takes every mail and sends none. */
export interface MailCatcher {
    port: number;
    mails(): Mail[];
    /** The first mail that fits, already here or still to come. */
    waitFor(fits: (mail: Mail) => boolean, options?: { timeout?: number }): Promise<Mail>;
    clear(): void;
    stop(): Promise<void>;
}

/** Start catching mails; give its port to `startOdoo` and `odooShell`. */
export async function catchMail(): Promise<MailCatcher> {
    return (await start()) as MailCatcher;
}
