import { expect, test, vi } from "vitest";
import { createHttpApi } from "../../../web-src/booking/http_api";
import { RefusedError, UnreadableError } from "../../../web-src/core/answer";
import { answer, booked, slots } from "../support/payloads";

const START = "2026-11-24T14:30:00Z";
const REQUEST = { start: START, key: "key-1", phone: "1", note: "é & è", booked_by: "Ruth" };

/** The api, with a network that gives one response. */
function over(status: number, body: unknown) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(text, { status }));
    return { fetch, api: createHttpApi({ slots: "/book/t/slots", confirm: "/book/t/confirm", csrf: "csrf-1" }) };
}

test("free times are asked for by their first day, as JSON", async () => {
    const { fetch, api } = over(200, slots());
    expect(await api.slots("2026-11-30")).toEqual(slots());
    expect(fetch.mock.calls[0]).toMatchObject(["/book/t/slots?first=2026-11-30&days=7", { headers: { Accept: "application/json" } }]);
});

test("a press is posted with its key and the CSRF token, as a form would", async () => {
    const { fetch, api } = over(200, booked(START));
    expect(await api.confirm(REQUEST)).toEqual(booked(START));
    const [url, options] = fetch.mock.calls[0] ?? [];
    expect(url).toBe("/book/t/confirm");
    expect(Object.fromEntries(options?.body as URLSearchParams)).toEqual({ ...REQUEST, csrf_token: "csrf-1" });
});

test("a refusal may bring a fresh token, for the next press", async () => {
    const { fetch, api } = over(400, { ...answer("refused"), csrf: "csrf-2" });
    await api.confirm(REQUEST);
    fetch.mockResolvedValue(new Response(JSON.stringify(booked(START))));
    await api.confirm(REQUEST);
    const tokens = fetch.mock.calls.map(([, options]) => (options?.body as URLSearchParams).get("csrf_token"));
    expect(tokens).toEqual(["csrf-1", "csrf-2"]);
});

test("several units are posted as ticked boxes of a form would be", async () => {
    const { fetch, api } = over(200, booked(START));
    await api.confirm({ ...REQUEST, unit: [7, 9] });
    const [, options] = fetch.mock.calls[0] ?? [];
    expect((options?.body as URLSearchParams).getAll("unit")).toEqual(["7", "9"]);
});

test("a refusal is an answer whatever its status", async () => {
    const { api } = over(409, answer("slot_taken", { slots: slots() }));
    expect(await api.confirm(REQUEST)).toMatchObject({ answer: "slot_taken" });
});

test("a refusal instead of free times is thrown in the server's words", async () => {
    const { api } = over(404, answer("link_invalid", { message: "Not valid." }));
    await expect(api.slots(null)).rejects.toThrow(RefusedError);
});

test("an error page is not an answer", async () => {
    await expect(over(502, "<h1>Bad gateway</h1>").api.confirm(REQUEST)).rejects.toThrow(UnreadableError);
    await expect(over(500, { error: "odoo" }).api.confirm(REQUEST)).rejects.toThrow(UnreadableError);
    await expect(over(502, "<h1>Bad gateway</h1>").api.slots(null)).rejects.toThrow(UnreadableError);
    await expect(over(500, { error: "odoo" }).api.slots(null)).rejects.toThrow(UnreadableError);
});
