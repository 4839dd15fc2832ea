import { screen } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { RefusedError, UnreadableError } from "../../../../web-src/core/answer";
import type { BookedTime } from "../../../../web-src/core/picker";
import { settle } from "../../support/mount";
import { answer, move, moveAnswer, noSlots } from "../../support/payloads";
import { openPicker, press, type PickerCase } from "../../support/picker";

/** The picker on the page that moves a visit. */
const open = (given: PickerCase = {}) => openPicker({ slots: move.data.slots, task: move.task, weeks: [move.week], ...given });

const chooseThursday = () => press(/^Thursday, November 26/);
const confirm = () => press("Move the visit to this time");
const plain = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();

test("the old and the new time are shown, and nothing is to be filled in", async () => {
    await open();
    await chooseThursday();
    expect(document.activeElement?.textContent).toBe("Check the new time");
    const times = screen.getAllByRole("definition").map((element) => plain(element.textContent));
    expect(times).toEqual(["Wednesday, November 25 9:00 a.m.", "Thursday, November 26 8:00 a.m."]);
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(screen.getAllByRole("button").map((button) => plain(button.textContent))).toEqual([
        "Choose another time", "Move the visit to this time",
    ]);
});

test("where an arrival window was promised, the old time is that window", async () => {
    const from: BookedTime = { start: "2026-11-25T14:30:00Z", window: ["2026-11-25T14:00:00Z", "2026-11-25T16:00:00Z"] };
    await open({ task: { mode: "move", from } });
    await chooseThursday();
    expect(plain(screen.getAllByRole("definition")[0]?.textContent)).toBe(
        "Wednesday, November 25 between 9:00 a.m. and 11:00 a.m.",
    );
});

test("one press moves the visit and leads to its page", async () => {
    const { sent, bookings } = await open({ answers: [moveAnswer("booked")] });
    await chooseThursday();
    await confirm();
    expect(sent).toEqual([{ start: "2026-11-26T13:00:00Z" }]);
    expect(bookings).toMatchObject([{ location: "/maintenance/book/token?answer=moved" }]);
    expect(screen.getByRole("heading").textContent?.trim()).toBe("Your visit has a new time");
    expect(screen.getByText("The visit has a new time.")).toBeTruthy();
});

test("a double press moves once", async () => {
    const { sent } = await open({ answers: [moveAnswer("booked"), moveAnswer("booked")] });
    await chooseThursday();
    await userEvent.dblClick(screen.getByRole("button", { name: "Move the visit to this time" }));
    await settle();
    expect(sent).toHaveLength(1);
});

test("other weeks can be looked at in place", async () => {
    await open();
    await press("More times");
    await press(/Next week/);
    await press(/^Monday, November 30, 10:00/);
    expect(plain(screen.getAllByRole("definition")[1]?.textContent)).toBe("Monday, November 30 10:00 a.m.");
    await press("Choose another time");
    expect(screen.getByRole("heading", { name: "Choose a day and a time" })).toBeTruthy();
});

test("a time taken meanwhile: said so, and the list refreshed", async () => {
    await open({ answers: [moveAnswer("slot_taken")] });
    await chooseThursday();
    await confirm();
    expect(screen.getByRole("alert").textContent).toContain("That time was just taken.");
    expect(screen.getByRole("heading", { name: "Choose a time" })).toBeTruthy();
    expect(screen.getAllByRole("button", { name: /November/ })).toHaveLength(3);
});

test("the last time of all taken meanwhile: the visit stays, and we can call", async () => {
    await open({ answers: [answer("slot_taken", { slots: noSlots() })], callMe: "/call-me" });
    await chooseThursday();
    await confirm();
    expect(screen.getByRole("alert").textContent).toContain("Your visit stays as it was booked.");
    expect(screen.getByRole("heading").textContent?.trim()).toBe("There is no other free time at the moment");
    expect(screen.getByRole("link", { name: "Please call me" })).toBeTruthy();
});

test.each(["too_late", "link_invalid"] as const)("%s ends it, with the phone number", async (name) => {
    await open({ answers: [moveAnswer(name)] });
    await chooseThursday();
    await confirm();
    expect(screen.getByRole("alert").textContent).toContain(moveAnswer(name).message);
    expect(screen.getByRole("link", { name: "+1 (416) 555-0100" })).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.queryByRole("link", { name: "Send me a new link" }) !== null).toBe(name === "link_invalid");
});

test.each(["week_too_late", "week_gone"] as const)("%s, found out while looking for another week, ends it too", async (name) => {
    await open({ weeks: [new RefusedError(moveAnswer(name))] });
    await press("More times");
    await press(/Next week/);
    expect(screen.getByRole("alert").textContent).toContain(moveAnswer(name).message);
    expect(screen.queryByRole("button")).toBeNull();
});

test("a visit that was cancelled meanwhile is said to be", async () => {
    await open({ answers: [moveAnswer("gone")] });
    await chooseThursday();
    await confirm();
    expect(screen.getByRole("alert").textContent).toContain("There is no booked visit any more.");
});

test.each([
    [new TypeError("Failed to fetch"), "The connection was lost."],
    [new UnreadableError(), "Something went wrong on our side."],
])("%s: a clear sentence, and the same press once more", async (error, sentence) => {
    const { sent } = await open({ answers: [error, moveAnswer("booked")] });
    await chooseThursday();
    await confirm();
    expect(screen.getByRole("alert").textContent).toContain(`${sentence} Please try again: you have one visit`);
    await press("Try again");
    expect(sent[1]).toEqual(sent[0]);
    expect(screen.getByRole("heading").textContent?.trim()).toBe("Your visit has a new time");
});

test.each([
    ["refused", "it stays as it was booked"],
    ["rate_limited", "That was a lot at once"],
    ["too_late", "too late to move the visit online"],
    ["link_invalid", "Your visit stays booked"],
] as const)("%s without a sentence of the server's has one of ours", async (code, sentence) => {
    await open({ answers: [answer(code)] });
    await chooseThursday();
    await confirm();
    expect(screen.getByRole("alert").textContent).toContain(sentence);
});
