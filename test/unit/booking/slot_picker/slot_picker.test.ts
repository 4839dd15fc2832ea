import { screen, within } from "@testing-library/dom";
import { describe, expect, test } from "vitest";
import { RefusedError } from "../../../../web-src/core/answer";
import { answer, nextWeek, noSlots, slots } from "../../support/payloads";
import { openPicker, press, time } from "../../support/picker";

const FIRST = "2026-11-24T14:30:00Z";

describe("choosing a time", () => {
    test("three suggested times come first, each named by its full date and time", async () => {
        await openPicker();
        const names = within(screen.getByRole("list")).getAllByRole("button").map((button) => button.getAttribute("aria-label"));
        expect(names.map((name) => name?.replace(/[\u00a0\u202f]/g, " "))).toEqual([
            "Tuesday, November 24, 9:30 a.m.",
            "Wednesday, November 25, 1:00 p.m.",
            "Thursday, November 26, 9:00 a.m.",
        ]);
        expect(screen.queryByText("Morning")).toBeNull();
    });

    test("where only an arrival window is promised, the window is said", async () => {
        await openPicker({ slots: slots({ windows: { [FIRST]: ["2026-11-24T14:00:00Z", "2026-11-24T16:00:00Z"] } }) });
        await press(time("^Tuesday, November 24, between 9:00 a.m. and 11:00 a.m.$"));
        expect(screen.getByText(time("^between 9:00 a.m. and 11:00 a.m.$"))).toBeTruthy();
    });

    test("more times show a week of days, the first one with times open, morning and afternoon apart", async () => {
        await openPicker();
        await press("More times");
        expect(screen.getByRole("button", { name: /^Tuesday, November 24 6 times$/ }).getAttribute("aria-expanded")).toBe("true");
        expect(screen.getByText("Morning")).toBeTruthy();
        expect(screen.getByText("Afternoon")).toBeTruthy();
        expect(screen.getByRole("button", { name: time("^Tuesday, November 24, 1:00 p.m.$") })).toBeTruthy();
        expect(screen.getByText("Saturday, November 28").parentElement?.textContent).toContain("No free times");
    });

    test("the focus moves to the heading of what is new, and the week is announced", async () => {
        await openPicker();
        await press("More times");
        expect(document.activeElement?.textContent?.trim()).toBe("Choose a day and a time");
        expect(screen.getByRole("status").textContent).toMatch(/November 23.+29.+free times/);
        await press("Back to the suggested times");
        expect(document.activeElement?.textContent?.trim()).toBe("Choose a time");
    });

    test("one day is open at a time, and closes again", async () => {
        await openPicker();
        await press("More times");
        await press(/^Wednesday, November 25/);
        expect(screen.queryByRole("button", { name: time("November 24, 1:00 p.m.") })).toBeNull();
        await press(/^Wednesday, November 25 7 times/);
        expect(screen.queryByText("Morning")).toBeNull();
    });

    test("the next week is fetched by its first day, and the focus stays on the button", async () => {
        const { asked } = await openPicker({ weeks: [nextWeek(), slots()] });
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
        const { asked } = await openPicker();
        await press("More times");
        await press(/Previous week/);
        expect(asked).toEqual([]);
    });

    test("a week that does not come leaves the old one, with a sentence and the phone number", async () => {
        await openPicker({ weeks: [new Error("no network")] });
        await press("More times");
        await press(/Next week/);
        expect(screen.getByRole("alert").textContent).toContain("We could not fetch other times.");
        expect(screen.getByRole("link").getAttribute("href")).toBe("tel:+14165550100");
        expect(screen.getByText("Tuesday, November 24")).toBeTruthy();
    });

    test("too many requests are refused in the server's words", async () => {
        await openPicker({ weeks: [new RefusedError(answer("rate_limited", { message: "Please wait a minute." }))] });
        await press("More times");
        await press(/Next week/);
        expect(screen.getByRole("alert").textContent).toContain("Please wait a minute.");
    });

    test("nothing free at all: please call us", async () => {
        await openPicker({ slots: noSlots() });
        expect(screen.getByRole("heading").textContent).toContain("There is no free time");
        expect(screen.getByRole("link").textContent).toBe("+1 (416) 555-0100");
        expect(screen.queryByRole("button")).toBeNull();
    });

    test("nothing free at all: or let us call you, where that can be asked for", async () => {
        await openPicker({ slots: noSlots(), callMe: "/call-me" });
        expect(screen.getByRole("link", { name: "Please call me" }).getAttribute("href")).toBe("/call-me");
        expect(screen.getByRole("link", { name: "+1 (416) 555-0100" })).toBeTruthy();
    });

    test("the zone is named only for a device that shows another time", async () => {
        await openPicker();
        expect(screen.queryByText(/Eastern Time/)).toBeNull();
        document.body.replaceChildren();
        await openPicker({ deviceZone: "America/Vancouver" });
        expect(screen.getByText(/All times are in Eastern Time/)).toBeTruthy();
    });
});

test("a visit that somebody else booked meanwhile is shown instead of other times", async () => {
    const { bookings } = await openPicker({ weeks: [new RefusedError(answer("already_booked", { location: "/book/t" }))] });
    await press("More times");
    await press(/Next week/);
    expect(bookings).toMatchObject([{ location: "/book/t" }]);
});
