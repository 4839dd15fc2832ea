import { fireEvent, screen } from "@testing-library/dom";
import { RPCError } from "@web/core/network/rpc";
import { beforeEach, expect, test } from "vitest";
import { TypesSheet } from "../../../../web-src/backend/device_types/types_sheet";
import { CHAIRS, deviceType, ELSEWHERE, WALKERS } from "../../support/device_types";
import { settle } from "../../support/mount";
import { chosen, entry, labels, listed, NAMES, openTypes, pick, rowOf, said } from "./types_fixture";

async function press(key: string, options: object = {}): Promise<void> {
    fireEvent.keyDown(document.activeElement ?? document.body, { key, ...options });
    await settle();
}

async function click(element: Element, options: object = {}): Promise<void> {
    fireEvent.click(element, options);
    await settle();
}

async function search(text: string): Promise<void> {
    fireEvent.input(screen.getByRole("searchbox"), { target: { value: text } });
    await settle();
}

function pointer(type: string, element: Element, { pointerType = "mouse", ...values }: MouseEventInit & { pointerType?: string } = {}): void {
    const event = new MouseEvent(type, { bubbles: true, cancelable: true, buttons: 1, ...values });
    fireEvent(element, Object.assign(event, { pointerType }));
}

async function drag(from: Element, to: Element): Promise<void> {
    pointer("pointerdown", from, { clientX: 10, clientY: 10 });
    pointer("pointermove", from, { clientX: 40, clientY: 40 });
    pointer("pointermove", to, { clientX: 90, clientY: 90 });
    await settle();
}

async function drop(on: Element): Promise<void> {
    pointer("pointerup", on, { buttons: 0 });
    await settle();
}

const menu = (name: string): HTMLElement => screen.getByRole("menuitem", { name });
const waiting = (): string => pick(document.body, ".fm-types-count").textContent;

// Nothing is remembered of the test before; jsdom has no layout to ask.
beforeEach(() => {
    localStorage.clear();
    document.elementFromPoint = () => null;
});

test("labels that wait are listed, those sold most first, with how many were sold", async () => {
    const types = [deviceType(1, { name: "Axle", units: 1 }), deviceType(2, { name: "Base", units: 1240 }), deviceType(3, { place: "ignored" })];
    await openTypes({ types });
    expect(listed()).toEqual(["Base", "Axle"]);
    expect(entry("Base").textContent).toContain("1,240 sold");
    expect(entry("Axle").textContent).toContain("1 sold");
    expect(waiting()).toBe("2 of 3 wait");
});

test("who came for the device types finds them open, however they were left", async () => {
    localStorage.setItem("fusion_maintenance.device_types.panel", JSON.stringify({ isOpen: false, waiting: 5 }));
    await openTypes({ isAsked: true });
    expect(listed()).toEqual(NAMES);
    expect(document.activeElement).toBe(entry("Seat Cushion"));
    const { services } = await openTypes({ isAsked: true, isSmall: true });
    expect(services.dialog.add).toHaveBeenCalledWith(TypesSheet, expect.anything());
});

test("a press chooses one, Shift up to there, Ctrl or the box one more, a finger too", async () => {
    await openTypes();
    await click(entry("Seat Cushion"));
    await click(entry("Power Base - Tilt"), { shiftKey: true });
    expect(chosen()).toEqual(NAMES.slice(0, 3));
    await click(entry("Power Base"), { ctrlKey: true });
    await click(pick(entry("Déambulateur"), ".fm-type-tick"));
    expect(chosen()).toEqual(["Seat Cushion", "Power Base - Tilt", "Déambulateur"]);
    pointer("pointerdown", entry("Walker Wheeled"), { pointerType: "touch" });
    await click(entry("Walker Wheeled"));
    expect(chosen()).toHaveLength(4);
    await click(entry("Power Base"), { button: 0 });
    expect(pick(document.body, ".fm-types-chosen").textContent).toBe("5 chosen · 485 sold");
});

test("chosen types go under a policy by the menu, all in one call, and it is said", async () => {
    const { saved } = await openTypes({ answers: [{ saved: true, units: 2, old_units: true }] });
    await click(entry("Power Base"));
    await click(entry("Power Base - Tilt"), { ctrlKey: true });
    await click(menu("Power wheelchair"));
    expect(saved).toEqual([{ changes: [{ id: 2, from: "waiting", to: 51 }, { id: 3, from: "waiting", to: 51 }], back: false }]);
    expect(listed()).toEqual(["Seat Cushion", "Walker Wheeled", "Déambulateur"]);
    expect(said()).toContain("2 types are under “Power wheelchair” now.");
    expect(said()).toContain("2 units wait for a contract.");
    expect(waiting()).toBe("3 of 5 wait");
});

test("what follows is one press away: the units, and those from before", async () => {
    const { services } = await openTypes({ answers: [{ saved: true, units: 2, old_units: true }] });
    await click(entry("Power Base"));
    await click(menu("Power wheelchair"));
    await click(screen.getByRole("button", { name: "See these units" }));
    expect(services.action.doActionButton).toHaveBeenCalledWith(expect.objectContaining({ name: "action_view_units", resIds: [2] }));
    await click(screen.getByRole("button", { name: "Old Units" }));
    expect(services.action.doAction).toHaveBeenCalledWith("fusion_maintenance.action_old_units");
});

test("undo sends each where it was, the last thing first, and chooses them again", async () => {
    const { saved } = await openTypes();
    await click(entry("Seat Cushion"));
    await click(screen.getByRole("button", { name: "Ignore" }));
    await click(entry("Power Base"));
    await click(entry("Power Base - Tilt"), { shiftKey: true });
    await click(menu("Power wheelchair"));
    await press("z", { ctrlKey: true });
    expect(saved.at(-1)).toEqual({ changes: [{ id: 2, from: 51, to: "waiting" }, { id: 3, from: 51, to: "waiting" }], back: true });
    expect(said()).toBe("Undone: 2 types are where they were.");
    expect(chosen()).toEqual(["Power Base", "Power Base - Tilt"]);
    await click(screen.getByRole("button", { name: "Undo" }));
    expect(saved.at(-1)).toEqual({ changes: [{ id: 1, from: "ignored", to: "waiting" }], back: true });
    expect(listed()).toEqual(NAMES);
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("what somebody else changed meanwhile is named, and read again", async () => {
    const message = "Somebody else changed these meanwhile: “Power Base” (now ignored). Nothing was changed.";
    const { panel, read } = await openTypes({ answers: [{ saved: false, message }] });
    await click(entry("Power Base"));
    panel.types = labels().map((type) => (type.id === 2 ? { ...type, place: "ignored" } : type));
    await click(menu("Power wheelchair"));
    expect(said()).toBe(message);
    expect(read).toHaveBeenCalledTimes(2);
    expect(listed()).not.toContain("Power Base");
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("an error is told in words, and nothing has moved", async () => {
    const refused = Object.assign(new RPCError(), { data: { message: "You may not do that." } });
    await openTypes({ answers: [refused, new Error("connection lost")] });
    await click(entry("Power Base"));
    await click(menu("Power wheelchair"));
    expect(said()).toBe("You may not do that.");
    await click(menu("Power wheelchair"));
    expect(said()).toContain("The server does not answer.");
    expect(listed()).toEqual(NAMES);
    expect(chosen()).toEqual(["Power Base"]);
});

test("by keyboard: down from the search, Space, Shift with arrows, Delete ignores, and the next has the focus", async () => {
    const { saved } = await openTypes();
    screen.getByRole("searchbox").focus();
    await press("ArrowDown");
    expect(document.activeElement).toBe(entry("Seat Cushion"));
    await press("ArrowDown");
    await press(" ");
    await press("ArrowDown", { shiftKey: true });
    expect(chosen()).toEqual(["Power Base", "Power Base - Tilt"]);
    await press("Delete");
    expect(saved[0]?.changes.map(({ id, to }) => [id, to])).toEqual([[2, "ignored"], [3, "ignored"]]);
    expect(document.activeElement).toBe(entry("Walker Wheeled"));
    await press("a", { ctrlKey: true });
    expect(chosen()).toEqual(listed());
    await press("Escape");
    expect(chosen()).toEqual([]);
});

test("when no entry is left the focus is on Undo, whose key still works", async () => {
    await openTypes();
    await search("cushion");
    screen.getByRole("searchbox").focus();
    await press("ArrowDown");
    await press("Delete");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Undo" }));
    await press("z", { ctrlKey: true });
    expect(document.activeElement).toBe(entry("Seat Cushion"));
    screen.getByRole("searchbox").focus();
    await search("nothing like it");
    await search("");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
});

test("Enter opens the menu of policies, for the one that has the focus when none is chosen", async () => {
    await openTypes();
    screen.getByRole("searchbox").focus();
    await press("ArrowDown");
    await press("ArrowDown");
    await press("Enter");
    await click(menu("Walker"));
    expect(said()).toBe("“Power Base” is under “Walker” now.");
});

test("a search finds by any part, accents and case aside, and what it hides is not chosen", async () => {
    const { saved } = await openTypes();
    await click(entry("Seat Cushion"));
    await search("DEAMB");
    expect(listed()).toEqual(["Déambulateur"]);
    await press("a", { ctrlKey: true });
    await click(entry("Déambulateur"));
    await click(menu("Walker"));
    expect(saved[0]?.changes).toEqual([{ id: 5, from: "waiting", to: 52 }]);
    await search("zzz");
    expect(document.body.textContent).toContain("No type that waits has “zzz” in its name.");
});

test("those under a policy are shown by a switch, and can wait again", async () => {
    const types = [deviceType(1, { name: "Base", place: 51 }), deviceType(2, { name: "Belt", place: "ignored" })];
    const { saved } = await openTypes({ types });
    await click(screen.getByRole("button", { name: /Device types/ }));
    expect(document.body.textContent).toContain("All types are mapped.");
    await click(screen.getByRole("checkbox"));
    expect(entry("Base").textContent).toContain("under “Power wheelchair”");
    expect(entry("Belt").textContent).toContain("ignored");
    await click(entry("Base"));
    await click(screen.getByRole("button", { name: "Wait again" }));
    expect(saved[0]?.changes).toEqual([{ id: 1, from: 51, to: "waiting" }]);
    expect(said()).toBe("“Base” waits again.");
    await click(screen.getByRole("button", { name: "Wait again" }));
    expect(said()).toBe("They are there already.");
});

test("when all are mapped the next step is one press away: what was sold before", async () => {
    const { services } = await openTypes({ types: [deviceType(1, { name: "Base", place: 51 }), deviceType(2)], old_units: true });
    expect(screen.queryByRole("button", { name: "Old Units" })).toBeNull();
    await click(entry("Type 2"));
    await click(screen.getByRole("button", { name: "Ignore" }));
    await click(screen.getByRole("button", { name: "Old Units" }));
    expect(services.action.doAction).toHaveBeenCalledWith("fusion_maintenance.action_old_units");
});

test("dragged onto a policy's row: it is marked on the way, and all that were chosen go", async () => {
    const { saved } = await openTypes();
    await click(entry("Power Base"));
    await click(entry("Power Base - Tilt"), { ctrlKey: true });
    await drag(entry("Power Base"), rowOf(CHAIRS.id));
    expect(rowOf(CHAIRS.id).className).toContain("fm-drop");
    expect(pick(document.body, ".fm-types-ghost").textContent).toMatch(/2 types.*Power wheelchair/s);
    await drop(rowOf(CHAIRS.id));
    expect(saved[0]?.changes.map(({ id, to }) => [id, to])).toEqual([[2, 51], [3, 51]]);
    expect(rowOf(CHAIRS.id).className).not.toContain("fm-drop");
    expect(document.querySelector(".fm-types-ghost")).toBeNull();
});

test("one that was not chosen is dragged alone, onto “Ignore” too", async () => {
    const { saved } = await openTypes();
    await click(entry("Power Base"));
    await drag(entry("Seat Cushion"), screen.getByRole("button", { name: "Ignore" }));
    await drop(screen.getByRole("button", { name: "Ignore" }));
    expect(saved.map(({ changes }) => changes)).toEqual([[{ id: 1, from: "waiting", to: "ignored" }]]);
});

test("a row that is not saved, or of another company, takes nothing and says why", async () => {
    const { saved } = await openTypes();
    await drag(entry("Power Base"), rowOf("new-1"));
    expect(rowOf("new-1").className).toContain("fm-drop-not");
    await drop(rowOf("new-1"));
    expect(said()).toBe("Save this policy first.");
    await drag(entry("Power Base"), rowOf(ELSEWHERE.id));
    await drop(rowOf(ELSEWHERE.id));
    expect(said()).toBe("“Lift in Québec” is a policy of another company.");
    expect(saved).toEqual([]);
    expect(screen.queryByRole("menuitem", { name: "Lift in Québec" })).toBeNull();
});

test("a drag ends with Escape, beside everything, or outside of the window, and nothing has moved", async () => {
    const { saved } = await openTypes();
    await drag(entry("Power Base"), rowOf(WALKERS.id));
    await press("Escape");
    await drop(rowOf(WALKERS.id));
    await drag(entry("Power Base"), rowOf(WALKERS.id));
    await drop(document.body);
    await drag(entry("Power Base"), rowOf(WALKERS.id));
    pointer("pointermove", rowOf(WALKERS.id), { buttons: 0 });
    await drop(rowOf(WALKERS.id));
    expect(saved).toEqual([]);
    expect(rowOf(WALKERS.id).className).toBe("");
});

test("near the edge of the grid it scrolls, for policies that are not on the screen", async () => {
    await openTypes();
    const grid = pick(document.body, ".fm-grid");
    grid.classList.add("fm-grid-scroll");
    document.elementFromPoint = () => grid;
    await drag(entry("Power Base"), rowOf(WALKERS.id));
    expect(grid.scrollTop).toBeGreaterThan(0);
    await press("Escape");
    const { scrollTop } = grid;
    await settle();
    expect(grid.scrollTop).toBe(scrollTop);
});

test("a finger that scrolls drags nothing", async () => {
    const { saved } = await openTypes();
    pointer("pointerdown", entry("Power Base"), { pointerType: "touch", clientX: 10, clientY: 10 });
    pointer("pointermove", rowOf(WALKERS.id), { pointerType: "touch", clientX: 90, clientY: 90 });
    await drop(rowOf(WALKERS.id));
    expect(saved).toEqual([]);
});

test("the panel is as it was left, and opens by itself when more labels wait", async () => {
    await openTypes();
    await click(screen.getByRole("button", { name: "Close the panel" }));
    expect(document.querySelector("[role=listbox]")).toBeNull();
    document.body.replaceChildren();
    await openTypes();
    expect(document.querySelector("[role=listbox]")).toBeNull();
    document.body.replaceChildren();
    await openTypes({ types: [...labels(), deviceType(9, { name: "Stair Lift" })] });
    expect(listed()).toContain("Stair Lift");
});

test("on a phone it is a button that opens a sheet", async () => {
    const { services, policyAt } = await openTypes({ isSmall: true });
    expect(document.querySelector("[role=listbox]")).toBeNull();
    await click(screen.getByRole("button", { name: /Device types.*5 of 5 wait/s }));
    expect(services.dialog.add).toHaveBeenCalledWith(TypesSheet, expect.objectContaining({ policyAt }));
});

test("it is not there for who may not edit, nor where no types are known", async () => {
    const { target } = await openTypes({ mayEdit: false });
    expect(target.textContent).toBe("");
    document.body.replaceChildren();
    expect((await openTypes({ types: [] })).target.textContent).toBe("");
});

test("with several companies each type says whose it is, and only policies of that company are offered", async () => {
    const types = [deviceType(1, { name: "Base" }), deviceType(2, { name: "Lift", company: 2 })];
    await openTypes({ types, companies: { 1: "Harbour", 2: "Elsewhere" } });
    expect(entry("Lift").textContent).toContain("Elsewhere");
    await click(entry("Lift"));
    expect(screen.getAllByRole("menuitem").map((item) => item.textContent)).toEqual(["Lift in Québec"]);
    await press("a", { ctrlKey: true });
    expect(screen.queryAllByRole("menuitem")).toEqual([]);
});
