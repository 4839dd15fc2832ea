import { screen, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { SlotPicker } from "../../../../web-src/booking/slot_picker/slot_picker";
import { createSlotPickerStore } from "../../../../web-src/booking/slot_picker/slot_picker_store";
import type { Answer, BookingRequest } from "../../../../web-src/core/answer";
import { RefusedError, UnreadableError } from "../../../../web-src/core/answer";
import type { PickerState } from "../../../../web-src/core/picker";
import type { SlotsPayload } from "../../../../web-src/core/slots";
import { mount, settle } from "../../support/mount";
import { answer, booked, nextWeek, noSlots, slots } from "../../support/payloads";

const FIRST = "2026-11-24T14:30:00Z";

interface Case {
    slots?: SlotsPayload;
    answers?: (Answer | Error)[];
    weeks?: (SlotsPayload | Error)[];
    deviceZone?: string;
    audience?: "client" | "dispatcher";
}

/** A picker on the page, and the requests that it made. */
async function open(given: Case = {}) {
    const asked: (string | null)[] = [];
    const sent: BookingRequest[] = [];
    const bookings: PickerState[] = [];
    const next = <T>(queue: (T | Error)[]): Promise<T> => {
        const value = queue.shift();
        return value instanceof Error || value === undefined ? Promise.reject(value ?? new Error("unexpected")) : Promise.resolve(value);
    };
    const answers = [...(given.answers ?? [])];
    const weeks = [...(given.weeks ?? [])];
    const store = createSlotPickerStore({
        api: {
            slots: (first) => (asked.push(first), next(weeks)),
            confirm: (request) => (sent.push({ ...request }), next(answers)),
        },
        slots: given.slots ?? slots(),
        details: { phone: "416 555 0123", note: "", booked_by: "Ruth Cohen" },
        key: "key-1",
        onBooked: (state) => bookings.push(state),
        wait: () => Promise.resolve(),
    });
    const props = {
        store,
        lang: "en-CA",
        phone: "+1 (416) 555-0100",
        phoneHint: "23",
        audience: given.audience ?? "client",
        deviceZone: given.deviceZone ?? "America/New_York",
    };
    await mount(SlotPicker, { props });
    return { asked, sent, bookings, user: userEvent.setup() };
}

const press = async (name: RegExp | string) => {
    await userEvent.click(screen.getByRole("button", { name }));
    await settle();
};

/** Narrow and other spaces that do not break count as spaces in a name. */
const time = (text: string) => new RegExp(text.replace(/ /g, "[\\s\\u00a0\\u202f]"));

const pickFirst = () => press(time("^Tuesday, November 24, 9:30 a.m.$"));

describe("choosing a time", () => {
    test("three suggested times come first, each named by its full date and time", async () => {
        await open();
        const names = within(screen.getByRole("list")).getAllByRole("button").map((button) => button.getAttribute("aria-label"));
        expect(names.map((name) => name?.replace(/[\u00a0\u202f]/g, " "))).toEqual([
            "Tuesday, November 24, 9:30 a.m.",
            "Wednesday, November 25, 1:00 p.m.",
            "Thursday, November 26, 9:00 a.m.",
        ]);
        expect(screen.queryByText("Morning")).toBeNull();
    });

    test("where only an arrival window is promised, the window is said", async () => {
        await open({ slots: slots({ windows: { [FIRST]: ["2026-11-24T14:00:00Z", "2026-11-24T16:00:00Z"] } }) });
        await press(time("^Tuesday, November 24, between 9:00 a.m. and 11:00 a.m.$"));
        expect(screen.getByText(time("^between 9:00 a.m. and 11:00 a.m.$"))).toBeTruthy();
    });

    test("more times show a week of days, the first one with times open, morning and afternoon apart", async () => {
        await open();
        await press("More times");
        expect(screen.getByRole("button", { name: /^Tuesday, November 24 6 times$/ }).getAttribute("aria-expanded")).toBe("true");
        expect(screen.getByText("Morning")).toBeTruthy();
        expect(screen.getByText("Afternoon")).toBeTruthy();
        expect(screen.getByRole("button", { name: time("^Tuesday, November 24, 1:00 p.m.$") })).toBeTruthy();
        expect(screen.getByText("Saturday, November 28").parentElement?.textContent).toContain("No free times");
    });

    test("the focus moves to the heading of what is new, and the week is announced", async () => {
        await open();
        await press("More times");
        expect(document.activeElement?.textContent?.trim()).toBe("Choose a day and a time");
        expect(screen.getByRole("status").textContent).toMatch(/November 23.+29.+free times/);
        await press("Back to the suggested times");
        expect(document.activeElement?.textContent?.trim()).toBe("Choose a time");
    });

    test("one day is open at a time, and closes again", async () => {
        await open();
        await press("More times");
        await press(/^Wednesday, November 25/);
        expect(screen.queryByRole("button", { name: time("November 24, 1:00 p.m.") })).toBeNull();
        await press(/^Wednesday, November 25 7 times/);
        expect(screen.queryByText("Morning")).toBeNull();
    });

    test("the next week is fetched by its first day, and the focus stays on the button", async () => {
        const { asked } = await open({ weeks: [nextWeek(), slots()] });
        await press("More times");
        await press(/Next week/);
        expect(asked).toEqual(["2026-11-30"]);
        expect(document.activeElement?.textContent).toContain("Next week");
        expect(screen.getByText(/November 30/, { selector: ".fm-week-range" })).toBeTruthy();
        await press("Go to the first free time");
        expect(asked).toEqual(["2026-11-30", "2026-11-24"]);
        expect(document.activeElement?.textContent?.trim()).toBe("Choose a day and a time");
    });

    test("a week that cannot be booked has no request", async () => {
        const { asked } = await open();
        await press("More times");
        await press(/Previous week/);
        expect(asked).toEqual([]);
    });

    test("a week that does not come leaves the old one, with a sentence and the phone number", async () => {
        await open({ weeks: [new Error("no network")] });
        await press("More times");
        await press(/Next week/);
        expect(screen.getByRole("alert").textContent).toContain("We could not fetch other times.");
        expect(screen.getByRole("link").getAttribute("href")).toBe("tel:+14165550100");
        expect(screen.getByText("Tuesday, November 24")).toBeTruthy();
    });

    test("too many requests are refused in the server's words", async () => {
        await open({ weeks: [new RefusedError(answer("rate_limited", { message: "Please wait a minute." }))] });
        await press("More times");
        await press(/Next week/);
        expect(screen.getByRole("alert").textContent).toContain("Please wait a minute.");
    });

    test("nothing free at all: please call us", async () => {
        await open({ slots: noSlots() });
        expect(screen.getByRole("heading").textContent).toContain("There is no free time");
        expect(screen.getByRole("link").textContent).toBe("+1 (416) 555-0100");
        expect(screen.queryByRole("button")).toBeNull();
    });

    test("the zone is named only for a device that shows another time", async () => {
        await open();
        expect(screen.queryByText(/Eastern Time/)).toBeNull();
        document.body.replaceChildren();
        await open({ deviceZone: "America/Vancouver" });
        expect(screen.getByText(/All times are in Eastern Time/)).toBeTruthy();
    });
});

test("a visit that somebody else booked meanwhile is shown instead of other times", async () => {
    const { bookings } = await open({ weeks: [new RefusedError(answer("already_booked", { location: "/book/t" }))] });
    await press("More times");
    await press(/Next week/);
    expect(bookings).toMatchObject([{ location: "/book/t" }]);
});

describe("checking and confirming", () => {
    test("the time is shown once more, with what is known already", async () => {
        await open();
        await pickFirst();
        expect(document.activeElement?.textContent).toBe("Check and confirm");
        expect(screen.getByText("Tuesday, November 24")).toBeTruthy();
        expect(screen.getByRole<HTMLInputElement>("textbox", { name: /Phone number to reach you/ }).value).toBe("416 555 0123");
        expect(screen.getAllByRole("button", { name: /Book/ })).toHaveLength(1);
    });

    test("the dispatcher is asked about the client", async () => {
        await open({ audience: "dispatcher" });
        await pickFirst();
        expect(screen.getByRole("textbox", { name: /Phone number to reach the client/ })).toBeTruthy();
    });

    test("back keeps what was typed", async () => {
        const { user } = await open();
        await pickFirst();
        await user.type(screen.getByRole("textbox", { name: /Notes for the technician/ }), "Two cats");
        await press("Choose another time");
        await pickFirst();
        expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Notes/ }).value).toBe("Two cats");
    });

    test("one press books, with the key and everything typed", async () => {
        const { user, sent, bookings } = await open({ answers: [booked(FIRST)] });
        await pickFirst();
        await user.type(screen.getByRole("textbox", { name: /Notes/ }), "Code 42");
        await press("Book this visit");
        expect(sent).toEqual([{ start: FIRST, key: "key-1", phone: "416 555 0123", note: "Code 42", booked_by: "Ruth Cohen" }]);
        expect(bookings).toMatchObject([{ location: "/maintenance/book/token" }]);
        expect(screen.getByRole("heading").textContent).toBe("Your visit is booked");
        expect(document.activeElement?.textContent).toContain("Your visit is booked");
    });

    test("a double press sends once", async () => {
        const { user, sent } = await open({ answers: [booked(FIRST), booked(FIRST)] });
        await pickFirst();
        await user.dblClick(screen.getByRole("button", { name: "Book this visit" }));
        await settle();
        expect(sent).toHaveLength(1);
    });

    test("a time taken meanwhile: said so, the list refreshed, what was typed kept", async () => {
        const fresh = slots({ suggested: ["2026-11-26T15:00:00Z"] });
        const { user } = await open({ answers: [answer("slot_taken", { slots: fresh })] });
        await pickFirst();
        await user.type(screen.getByRole("textbox", { name: /Notes/ }), "Two cats");
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("just taken");
        expect(document.activeElement).toBe(screen.getByRole("alert"));
        expect(screen.queryByRole("button", { name: time("November 24, 9:30") })).toBeNull();
        await press(time("^Thursday, November 26, 10:00 a.m.$"));
        expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Notes/ }).value).toBe("Two cats");
    });

    test("a busy moment is tried again a few times by itself, with the same key", async () => {
        const { sent } = await open({ answers: [answer("try_again"), answer("try_again"), booked(FIRST)] });
        await pickFirst();
        await press("Book this visit");
        expect(sent.map((request) => request.key)).toEqual(["key-1", "key-1", "key-1"]);
        expect(screen.getByRole("heading").textContent).toBe("Your visit is booked");
    });

    test("a moment that stays busy is asked about", async () => {
        const { sent } = await open({ answers: Array.from({ length: 4 }, () => answer("try_again")) });
        await pickFirst();
        await press("Book this visit");
        expect(sent).toHaveLength(4);
        expect(screen.getByRole("alert").textContent).toContain("Many people are booking");
        expect(screen.getByRole("button", { name: "Book this visit" })).toBeTruthy();
    });

    test("a time that cannot be booked any more leads back to those that can", async () => {
        await open({ answers: [answer("refused", { slots: slots(), message: "That time cannot be booked." })] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("That time cannot be booked.");
        expect(screen.getByRole("heading").textContent?.trim()).toBe("Choose a time");
    });

    test("a connection lost in mid-press: a clear sentence, and the same press once more", async () => {
        const { sent } = await open({ answers: [new TypeError("Failed to fetch"), booked(FIRST, "already_booked")] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("not booked twice");
        await press("Try again");
        expect(sent[1]).toEqual(sent[0]);
        expect(screen.getByRole("heading").textContent).toBe("Your visit is booked");
    });

    test("an error page of the server's is not taken for an answer", async () => {
        await open({ answers: [new UnreadableError()] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("Something went wrong on our side");
    });

    test.each([
        ["refused", "We could not book this"],
        ["rate_limited", "That was a lot at once"],
        ["too_late", "too late to book that time"],
        ["link_invalid", "no longer valid"],
    ] as const)("%s is said in words, the server's own first", async (code, sentence) => {
        await open({ answers: [answer(code)] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain(sentence);
        document.body.replaceChildren();
        await open({ answers: [answer(code, { message: "Said by the server." })] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("Said by the server.");
    });

    test("books by keyboard alone", async () => {
        const { user, sent } = await open({ answers: [booked(FIRST)] });
        await user.tab();
        await user.keyboard("{Enter}");
        await settle();
        await user.tab(); // the other times
        await user.tab(); // phone
        await user.keyboard("{Enter}");
        await settle();
        expect(sent).toHaveLength(1);
    });
});

test("the repeats are waited for", async () => {
    vi.useFakeTimers();
    const confirm = vi.fn().mockResolvedValueOnce(answer("try_again")).mockResolvedValueOnce(booked(FIRST));
    const store = createSlotPickerStore({
        api: { slots: () => Promise.reject(new Error()), confirm },
        slots: slots(),
        details: { phone: "", note: "", booked_by: "" },
        key: "key-2",
    });
    store.pick(FIRST);
    const done = store.confirm();
    await vi.advanceTimersByTimeAsync(399);
    expect(confirm).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(store.state.phase).toBe("booked");
    vi.useRealTimers();
});
