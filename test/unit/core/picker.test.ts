import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANSWERS } from "../../../web-src/core/answer";
import type { PickerState } from "../../../web-src/core/picker";
import * as picker from "../../../web-src/core/picker";
import { offeredStarts } from "../../../web-src/core/slots";
import { answer, booked, booking, move, nextWeek, noSlots, slots } from "../support/payloads";

const START = "2026-11-24T14:30:00Z";

const opened = () => picker.opened(slots(), booking());

/** Every way in which a state can go on. */
const steps = fc.constantFrom<(state: PickerState) => PickerState>(
    (state) => picker.viewed(state, "week"),
    (state) => picker.viewed(state, "suggested"),
    (state) => picker.dayToggled(state, "2026-11-25"),
    (state) => picker.loading(state, "2026-11-30"),
    (state) => picker.loaded(state, nextWeek()),
    (state) => picker.notLoaded(state, null),
    (state) => picker.picked(state, START),
    (state) => picker.wentBack(state),
    (state) => picker.sending(state, START, 1),
    (state) => picker.lost(state, START, { problem: "offline", message: "" }),
    ...ANSWERS.map((code) => (state: PickerState) => picker.notLoaded(state, answer(code))),
    ...ANSWERS.map((code) => (state: PickerState) => picker.answered(state, START, answer(code))),
);

describe("the picker's state", () => {
    test("opens on the suggested times, on the week when there are none", () => {
        expect(opened()).toMatchObject({ phase: "choosing", view: "suggested", openDay: "2026-11-24" });
        expect(picker.opened(noSlots(), booking())).toMatchObject({ view: "week", openDay: null });
    });

    test("keeps what was typed through anything that happens", () => {
        fc.assert(
            fc.property(fc.array(steps), fc.string(), (walk, note) => {
                const typed = picker.typed(opened(), { note });
                expect(walk.reduce((state, step) => step(state), typed).task).toEqual(booking({ note }));
            }),
        );
    });

    test("knows which visit is moved through anything that happens", () => {
        fc.assert(
            fc.property(fc.array(steps), (walk) => {
                const end = walk.reduce((state, step) => step(state), picker.opened(move.data.slots, move.task));
                expect(picker.typed(end, { note: "nothing is typed here" }).task).toEqual(move.task);
            }),
        );
    });

    test("too late for a time leaves the others; too late for the visit ends it", () => {
        expect(picker.answered(opened(), START, answer("too_late")).phase).toBe("choosing");
        expect(picker.notLoaded(opened(), answer("too_late")).phase).toBe("choosing");
        const moving = picker.opened(move.data.slots, move.task);
        expect(picker.answered(moving, START, answer("too_late")).phase).toBe("refused");
        expect(picker.notLoaded(moving, answer("too_late")).phase).toBe("refused");
    });

    test("never offers a time again that was just taken", () => {
        const taken = picker.answered(picker.picked(opened(), START), START, answer("slot_taken"));
        expect(offeredStarts(taken.slots)).not.toContain(START);
        expect(taken).toMatchObject({ phase: "choosing", notice: { problem: "slot_taken" } });
    });

    test("shows the refreshed times after one was taken, the same day open", () => {
        const open = picker.dayToggled(picker.viewed(opened(), "week"), "2026-11-25");
        const fresh = slots({ suggested: ["2026-11-25T15:00:00Z"] });
        const taken = picker.answered(open, START, answer("slot_taken", { slots: fresh }));
        expect(taken).toMatchObject({ slots: fresh, view: "week", openDay: "2026-11-25" });
    });

    test("ends at a link that is no longer valid, wherever that is found out", () => {
        expect(picker.notLoaded(opened(), answer("link_invalid")).phase).toBe("refused");
        expect(picker.answered(opened(), START, answer("link_invalid")).phase).toBe("refused");
    });

    test("is booked, also when an earlier press had booked it", () => {
        expect(picker.answered(opened(), START, booked(START, "already_booked"))).toMatchObject({
            phase: "booked",
            visit: { start: START },
            location: "/maintenance/book/token",
        });
    });

    test("sends only what is shown to be checked", () => {
        expect(picker.sendable(opened())).toBeNull();
        expect(picker.sendable(picker.picked(opened(), START))).toBe(START);
        expect(picker.sendable(picker.sending(opened(), START, 1))).toBeNull();
        expect(picker.sendable(picker.lost(opened(), START, { problem: "offline", message: "" }))).toBe(START);
    });

    test("waits twice as long before each repeat", () => {
        expect([1, 2, 3].map(picker.backoff)).toEqual([400, 800, 1600]);
    });
});
