/** A person's session over the same calls as Odoo's own web client. */
export interface Session {
    uid: number;
    /** The cookie, for requests beside `call`. */
    cookie: string;
    /** Call a public method; Odoo's refusal becomes an Error with its message. */
    call<Result = unknown>(model: string, method: string, args?: unknown[], kwargs?: Record<string, unknown>): Promise<Result>;
}

interface Answer {
    result?: unknown;
    error?: { message: string; data?: { name?: string; message?: string } };
}

/** Odoo's refusal: `name` is the exception's full name. */
export class Refused extends Error {
    readonly exception: string;

    constructor(message: string, exception: string) {
        super(message);
        this.exception = exception;
    }
}

async function post(url: string, params: unknown, cookie: string): Promise<{ result: unknown; response: Response }> {
    const response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...(cookie ? { Cookie: cookie } : {}) },
        body: JSON.stringify({ jsonrpc: "2.0", method: "call", id: 1, params }),
    });
    const { result, error } = (await response.json()) as Answer;
    if (error) throw new Refused(error.data?.message ?? error.message, error.data?.name ?? "");
    return { result, response };
}

function sessionCookie(response: Response): string {
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
    return cookies.find((cookie) => cookie.startsWith("session_id=")) ?? "";
}

/** Sign in as a person and call methods as them. Demo passwords equal the logins. */
export async function rpc(url: string, db: string, login: string, password = login): Promise<Session> {
    const { result, response } = await post(`${url}/web/session/authenticate`, { db, login, password }, "");
    const cookie = sessionCookie(response);
    return {
        uid: (result as { uid: number }).uid,
        cookie,
        async call<Result>(model: string, method: string, args: unknown[] = [], kwargs: Record<string, unknown> = {}) {
            const path = `${url}/web/dataset/call_kw/${model}/${method}`;
            return (await post(path, { model, method, args, kwargs }, cookie)).result as Result;
        },
    };
}
