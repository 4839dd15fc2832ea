import { screen } from "@testing-library/dom";
import { describe, expect, test } from "vitest";
import { settle } from "../../support/mount";
import { answer, booked, lifts, slots } from "../../support/payloads";
import { openPicker, press, time } from "../../support/picker";

const FIRST = "2026-11-24T14:30:00Z";

const pickFirst = () => press(time("^Tuesday, November 24, 9:30 a.m.$"));
const boxes = () => screen.getAllByRole<HTMLInputElement>("checkbox");
const box = (reference: string) => screen.getByRole<HTMLInputElement>("checkbox", { name: new RegExp(reference) });

describe("a visit for several units", () => {
    test("all of them are ticked, and the press names them", async () => {
        const { sent } = await openPicker({ slots: slots({ units: lifts }), answers: [booked(FIRST)] });
        await pickFirst();
        expect(screen.getByRole("group", { name: "What we service" })).toBeTruthy();
        expect(boxes().map((box) => box.checked)).toEqual([true, true, true]);
        await press("Book this visit");
        expect(sent).toMatchObject([{ start: FIRST, unit: [7, 8, 9] }]);
    });

    test("each box says which unit it is, how long it takes and what it costs", async () => {
        await openPicker({ slots: slots({ units: lifts }) });
        await pickFirst();
        expect(screen.getByRole("checkbox", { name: /^Summit Stair Lift MC\/00008\s*45 minutes · \$95.00/ })).toBeTruthy();
    });

    test("what is unticked is left out, and stays so when the time is chosen again", async () => {
        const { user, sent } = await openPicker({ slots: slots({ units: lifts }), answers: [answer("slot_taken"), booked(FIRST)] });
        await pickFirst();
        await user.click(box("MC/00008"));
        await press("Choose another time");
        await pickFirst();
        expect(boxes().map((box) => box.checked)).toEqual([true, false, true]);
        await press("Book this visit");
        expect(sent).toMatchObject([{ unit: [7, 9] }]);
    });

    test("ticked again, it is serviced again", async () => {
        const { user, sent } = await openPicker({ slots: slots({ units: lifts }), answers: [booked(FIRST)] });
        await pickFirst();
        await user.click(box("MC/00009"));
        await user.click(box("MC/00009"));
        await press("Book this visit");
        expect(sent).toMatchObject([{ unit: [7, 8, 9] }]);
    });

    test("the unit that the visit is made for cannot be left out", async () => {
        const { user } = await openPicker({ slots: slots({ units: lifts }) });
        await pickFirst();
        await user.click(box("MC/00007"));
        expect(box("MC/00007")).toMatchObject({ checked: true, disabled: true });
    });

    test("what was typed is kept when a unit is unticked", async () => {
        const { user } = await openPicker({ slots: slots({ units: lifts }) });
        await pickFirst();
        await user.type(screen.getByRole("textbox", { name: /Notes/ }), "Front desk");
        await user.click(box("MC/00008"));
        await settle();
        expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Notes/ }).value).toBe("Front desk");
    });
});

test("for a single unit nothing is asked, and the press names it", async () => {
    const { sent } = await openPicker({ slots: slots({ units: lifts.slice(0, 1) }), answers: [booked(FIRST)] });
    await pickFirst();
    expect(screen.queryByRole("checkbox")).toBeNull();
    await press("Book this visit");
    expect(sent).toMatchObject([{ unit: [7] }]);
});
