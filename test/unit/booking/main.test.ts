import { screen } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { settle } from "../support/mount";
import { answer, booked, move, moveAnswer, slots } from "../support/payloads";

interface Page {
    data?: object | null;
    checked?: boolean;
    terms?: Record<string, string>;
}

/** The page as the server renders it, and the script that takes over. */
async function load({ data = {}, checked = false, terms = {} }: Page = {}): Promise<void> {
    const page = {
        api: { slots: "/slots", confirm: "/confirm" },
        csrf: "csrf-1",
        mode: "book",
        key: "key-1",
        phone_hint: null,
        call_me: "/call-me",
        new_link: "/new-link",
        lang: "en-CA",
        now: "2026-11-22T12:00:00Z",
        phone: "416 555 0100",
        slots: slots(),
        contact: { phone: "416 555 0123", booked_by: "Ruth Cohen" },
        terms,
        ...data,
    };
    document.body.innerHTML = `
        <div id="fm-picker"><form><input type="radio" name="start" ${checked ? "checked" : ""}/><button>Book</button></form></div>
        ${data ? `<script type="application/json" id="fm-data">${JSON.stringify(page).replaceAll("<", "\\u003c")}</script>` : ""}`;
    vi.resetModules();
    await import("../../../web-src/booking/main");
    await settle();
}

const form = () => document.querySelector("#fm-picker > form");
const click = async (name: RegExp | string) => {
    await userEvent.click(screen.getByRole("button", { name }));
    await settle();
};

afterEach(() => {
    vi.unstubAllGlobals();
    sessionStorage.clear();
});

test("the picker takes over from the form", async () => {
    await load();
    expect(form()).toBeNull();
    expect(screen.getByRole("heading", { name: "Choose a time" })).toBeTruthy();
});

test("somebody who has begun with the form keeps it", async () => {
    await load({ checked: true });
    expect(form()).not.toBeNull();
    expect(screen.queryByRole("heading")).toBeNull();
});

test("a page without data stays as it is", async () => {
    await load({ data: null });
    expect(form()).not.toBeNull();
});

test("the page speaks the client's language", async () => {
    await load({ terms: { "More times": "Autres heures" } });
    expect(screen.getByRole("button", { name: "Autres heures" })).toBeTruthy();
});

test("a booked visit leads to its page", async () => {
    const assign = vi.fn();
    vi.stubGlobal("location", { assign });
    vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(JSON.stringify(booked("2026-11-24T14:30:00Z"))));
    await load();
    await click(/^Tuesday/);
    await click("Book this visit");
    expect(assign).toHaveBeenCalledWith("/maintenance/book/token");
});

test("on the page that moves a visit the picker moves it", async () => {
    const assign = vi.fn();
    vi.stubGlobal("location", { assign });
    const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(JSON.stringify(moveAnswer("booked"))));
    await load({ data: move.data });
    await click(/^Thursday/);
    await click("Move the visit to this time");
    const [url, options] = fetch.mock.calls[0] ?? [];
    expect(url).toBe("/maintenance/book/token/move");
    expect(Object.fromEntries(options?.body as URLSearchParams)).toEqual({ start: "2026-11-26T13:00:00Z", csrf_token: "csrf-1" });
    expect(assign).toHaveBeenCalledWith("/maintenance/book/token?answer=moved");
});

test("the device's Back button leads from checking to the times", async () => {
    await load();
    await click(/^Tuesday/);
    expect(history.state).toEqual({ step: "check" });
    history.back();
    await settle();
    await vi.waitFor(() => expect(screen.getByRole("heading", { name: "Choose a time" })).toBeTruthy());
});

test("going back on the page does the same to the history", async () => {
    await load();
    const back = vi.spyOn(history, "back");
    await click(/^Tuesday/);
    await click("Choose another time");
    expect(back).toHaveBeenCalledTimes(1);
});

test("what was chosen and typed is still there when the page is loaded again, in another language for one", async () => {
    await load();
    await click(/^Tuesday/);
    await userEvent.type(screen.getByRole("textbox", { name: /Notes/ }), "Ring twice");
    await load({ terms: { "Book this visit": "Réserver cette visite" } });
    expect(screen.getByRole("button", { name: "Réserver cette visite" })).toBeTruthy();
    expect((screen.getByRole("textbox", { name: /Notes/ }) as HTMLTextAreaElement).value).toBe("Ring twice");
});

test("what was typed stays when the chosen time is not offered any more", async () => {
    await load();
    await click(/^Tuesday/);
    await userEvent.type(screen.getByRole("textbox", { name: /Notes/ }), "Ring twice");
    await load({ data: { slots: { ...slots(), suggested: ["2026-11-27T14:00:00Z"], week: [] } } });
    expect(screen.getByRole("heading", { name: "Choose a time" })).toBeTruthy();
    await click(/^Friday/);
    expect((screen.getByRole("textbox", { name: /Notes/ }) as HTMLTextAreaElement).value).toBe("Ring twice");
});

test("nothing is kept once the visit is booked, nor by a browser that keeps nothing", async () => {
    vi.stubGlobal("location", { assign: vi.fn(), pathname: "/maintenance/book/token" });
    vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(JSON.stringify(booked("2026-11-24T14:30:00Z"))));
    await load();
    await click(/^Tuesday/);
    expect(sessionStorage.length).toBe(1);
    await click("Book this visit");
    expect(sessionStorage.length).toBe(0);
    const denied = vi.spyOn(window, "sessionStorage", "get").mockImplementation(() => {
        throw new DOMException("Denied", "SecurityError");
    });
    await load();
    denied.mockRestore();
    expect(screen.getByRole("heading", { name: "Choose a time" })).toBeTruthy();
});

test("the booked page can be printed", async () => {
    vi.stubGlobal("print", vi.fn());
    document.body.innerHTML = '<button data-fm-print="" hidden>Print</button>';
    vi.resetModules();
    await import("../../../web-src/booking/main");
    await click("Print");
    expect(window.print).toHaveBeenCalledTimes(1);
});

test("a refusal does not leave the page", async () => {
    vi.spyOn(globalThis, "fetch").mockImplementation(() => Promise.resolve(new Response(JSON.stringify(answer("refused")))));
    await load();
    await click(/^Tuesday/);
    await click("Book this visit");
    expect(screen.getByRole("alert").textContent).toContain("We could not book this");
});
