import { screen } from "@testing-library/dom";
import { describe, expect, test, vi } from "vitest";
import { createSlotPickerStore } from "../../../../web-src/booking/slot_picker/slot_picker_store";
import { UnreadableError } from "../../../../web-src/core/answer";
import { settle } from "../../support/mount";
import { answer, booked, booking, moveAnswer, noSlots, slots } from "../../support/payloads";
import { openPicker, press, time } from "../../support/picker";

const FIRST = "2026-11-24T14:30:00Z";

const pickFirst = () => press(time("^Tuesday, November 24, 9:30 a.m.$"));

describe("checking and confirming", () => {
    test("the time is shown once more, with what is known already", async () => {
        await openPicker();
        await pickFirst();
        expect(document.activeElement?.textContent).toBe("Check and confirm");
        expect(screen.getByText("Tuesday, November 24")).toBeTruthy();
        expect(screen.getByRole<HTMLInputElement>("textbox", { name: /Phone number to reach you/ }).value).toBe("416 555 0123");
        expect(screen.getAllByRole("button", { name: /Book/ })).toHaveLength(1);
    });

    test("the dispatcher is asked about the client", async () => {
        await openPicker({ audience: "dispatcher" });
        await pickFirst();
        expect(screen.getByRole("textbox", { name: /Phone number to reach the client/ })).toBeTruthy();
    });

    test("back keeps what was typed", async () => {
        const { user } = await openPicker();
        await pickFirst();
        await user.type(screen.getByRole("textbox", { name: /Notes for the technician/ }), "Two cats");
        await press("Choose another time");
        await pickFirst();
        expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Notes/ }).value).toBe("Two cats");
    });

    test("one press books, with the key and everything typed", async () => {
        const { user, sent, bookings } = await openPicker({ answers: [booked(FIRST)] });
        await pickFirst();
        await user.type(screen.getByRole("textbox", { name: /Notes/ }), "Code 42");
        await press("Book this visit");
        expect(sent).toEqual([{ start: FIRST, key: "key-1", phone: "416 555 0123", note: "Code 42", booked_by: "Ruth Cohen" }]);
        expect(bookings).toMatchObject([{ location: "/maintenance/book/token" }]);
        expect(screen.getByRole("heading").textContent).toBe("Your visit is booked");
        expect(document.activeElement?.textContent).toContain("Your visit is booked");
    });

    test("a double press sends once", async () => {
        const { user, sent } = await openPicker({ answers: [booked(FIRST), booked(FIRST)] });
        await pickFirst();
        await user.dblClick(screen.getByRole("button", { name: "Book this visit" }));
        await settle();
        expect(sent).toHaveLength(1);
    });

    test("a time taken meanwhile: said so, the list refreshed, what was typed kept", async () => {
        const fresh = slots({ suggested: ["2026-11-26T15:00:00Z"] });
        const { user } = await openPicker({ answers: [answer("slot_taken", { slots: fresh })] });
        await pickFirst();
        await user.type(screen.getByRole("textbox", { name: /Notes/ }), "Two cats");
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("just taken");
        expect(document.activeElement).toBe(screen.getByRole("alert"));
        expect(screen.queryByRole("button", { name: time("November 24, 9:30") })).toBeNull();
        await press(time("^Thursday, November 26, 10:00 a.m.$"));
        expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Notes/ }).value).toBe("Two cats");
    });

    test("the last time of all taken meanwhile: nothing was booked, and we can call", async () => {
        const taken = answer("slot_taken", { slots: noSlots(), message: "Please choose another one." });
        await openPicker({ answers: [taken], callMe: "/call-me" });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("it was the last one. Nothing was booked.");
        expect(screen.queryByText(/choose another/)).toBeNull();
        expect(screen.getByRole("link", { name: "Please call me" })).toBeTruthy();
    });

    test("another step begins at the top of the screen, a notice within a step is only brought into view", async () => {
        await openPicker({ answers: [answer("rate_limited")] });
        const scroll = vi.spyOn(Element.prototype, "scrollIntoView");
        await pickFirst();
        expect(scroll.mock.contexts.at(-1)).toBe(screen.getByRole("heading", { name: "Check and confirm" }));
        expect(scroll.mock.lastCall).toEqual([{ block: "start" }]);
        await press("Book this visit");
        expect(scroll.mock.contexts.at(-1)).toBe(screen.getByRole("alert"));
        expect(document.activeElement).toBe(screen.getByRole("alert"));
        expect(scroll.mock.lastCall).toEqual([{ block: "nearest" }]);
    });

    test("whose link has ended meanwhile is offered a new one", async () => {
        await openPicker({ answers: [moveAnswer("link_invalid")] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("This link is not valid any more.");
        expect(screen.getByRole("link", { name: "Send me a new link" }).getAttribute("href")).toBe("/new-link");
    });

    test("a busy moment is tried again a few times by itself, with the same key", async () => {
        const { sent } = await openPicker({ answers: [answer("try_again"), answer("try_again"), booked(FIRST)] });
        await pickFirst();
        await press("Book this visit");
        expect(sent).toMatchObject([{ key: "key-1" }, { key: "key-1" }, { key: "key-1" }]);
        expect(screen.getByRole("heading").textContent).toBe("Your visit is booked");
    });

    test("a moment that stays busy is asked about", async () => {
        const { sent } = await openPicker({ answers: Array.from({ length: 4 }, () => answer("try_again")) });
        await pickFirst();
        await press("Book this visit");
        expect(sent).toHaveLength(4);
        expect(screen.getByRole("alert").textContent).toContain("Many people are booking");
        expect(screen.getByRole("button", { name: "Book this visit" })).toBeTruthy();
    });

    test("a time that cannot be booked any more leads back to those that can", async () => {
        await openPicker({ answers: [answer("refused", { slots: slots(), message: "That time cannot be booked." })] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("That time cannot be booked.");
        expect(screen.getByRole("heading").textContent?.trim()).toBe("Choose a time");
    });

    test("a connection lost in mid-press: a clear sentence, and the same press once more", async () => {
        const { sent } = await openPicker({ answers: [new TypeError("Failed to fetch"), booked(FIRST, "already_booked")] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("not booked twice");
        await press("Try again");
        expect(sent[1]).toEqual(sent[0]);
        expect(screen.getByRole("heading").textContent).toBe("Your visit is booked");
    });

    test("an error page of the server's is not taken for an answer", async () => {
        await openPicker({ answers: [new UnreadableError()] });
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
        await openPicker({ answers: [answer(code)] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain(sentence);
        document.body.replaceChildren();
        await openPicker({ answers: [answer(code, { message: "Said by the server." })] });
        await pickFirst();
        await press("Book this visit");
        expect(screen.getByRole("alert").textContent).toContain("Said by the server.");
    });

    test("books by keyboard alone", async () => {
        const { user, sent } = await openPicker({ answers: [booked(FIRST)] });
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
        task: booking(),
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
