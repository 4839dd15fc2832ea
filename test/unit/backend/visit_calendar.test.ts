import { expect, test, vi } from "vitest";
import { CalendarModel } from "@web/views/calendar/calendar_model";
import { VisitCalendarModel } from "../../../web-src/backend/visit_calendar/visit_calendar_model";

interface Asked {
    title: string;
    body: string;
    confirmLabel: string;
    confirm: () => void;
    cancel: () => void;
}

const at = (clock: string) => {
    const date = new Date(`2026-11-25T${clock}:00Z`);
    return { toMillis: () => date.getTime(), toLocaleString: (format: Intl.DateTimeFormatOptions) => date.toLocaleString("en-CA", format) };
};

/** Drag a visit that is from nine to ten; what the dialog asks, answered, and what was written. */
async function drag(start: string, end: string, answer: "confirm" | "cancel") {
    const asked = vi.fn((_dialog: unknown, props: Asked) => props[answer]());
    const Model = VisitCalendarModel as unknown as new (env: unknown, records: unknown) => VisitCalendarModel;
    const model = new Model(
        { services: { dialog: { add: asked } } },
        { 7: { id: 7, title: "Ellen Moss", start: at("09:00"), end: at("10:00") } },
    );
    const { written } = CalendarModel as unknown as { written: ReturnType<typeof vi.fn> };
    written.mockClear();
    await model.updateRecord({ id: 7, start: at(start), end: at(end) });
    return { words: asked.mock.calls[0]?.[1], written: written.mock.calls.length };
}

test("a visit that is dragged is said to move, and to when", async () => {
    const { words, written } = await drag("14:00", "15:00", "confirm");
    expect(words?.title).toBe("Move this visit?");
    expect(words?.body).toMatch(/^Ellen Moss is moved to Wednesday,? November 25.* 2:00.p\.m\.\. The client/);
    expect([words?.confirmLabel, written]).toEqual(["Move It", 1]);
});

test("a visit that is only stretched is not said to move: it takes until another time", async () => {
    const { words, written } = await drag("09:00", "11:30", "confirm");
    expect(words?.title).toBe("Change this visit?");
    expect(words?.body).toMatch(/^Ellen Moss takes until 11:30.a\.m\.\. The client gets a mail\.$/);
    expect([words?.confirmLabel, written]).toEqual(["Change It", 1]);
});

test("what is not meant is not written", async () => {
    expect((await drag("09:00", "11:30", "cancel")).written).toBe(0);
});

test("visits that were made together are one place in the week, while they are booked", async () => {
    const Model = VisitCalendarModel as unknown as new (env: unknown, records: unknown) => VisitCalendarModel;
    const row = (id: number, state: string, lead: number | false) => ({ id, state, lead_id: lead && [lead, "V"] });
    const shown = async (...rows: unknown[]) => (await new Model({}, rows).fetchRecords({})).map(({ id }) => id);
    expect(await shown(row(9, "booked", 7), row(8, "booked", 7), row(7, "booked", false), row(5, "booked", false))).toEqual([7, 5]);
    // The first one was taken out: the next one stands for the rest.
    expect(await shown(row(9, "booked", 7), row(8, "booked", 7), row(7, "cancelled", false))).toEqual([8, 7]);
    expect(await shown(row(9, "done", 7), row(8, "done", 7), row(7, "booked", false))).toEqual([9, 8, 7]);
});
