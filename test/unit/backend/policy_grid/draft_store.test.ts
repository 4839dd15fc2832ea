import { expect, test, vi } from "vitest";
import { valueIn } from "../../../../web-src/core/grid/drafts";
import type { Saved } from "../../../../web-src/core/grid/payload";
import type { RecordValue } from "../../../../web-src/core/grid/value";
import { policy } from "../../support/grid";
import { server } from "./grid_fixture";

const refused = (values: Partial<Extract<Saved, { saved: false }>>): Saved =>
    ({ saved: false, conflicts: [], problems: [], message: "", ask: false, ...values });

const QUESTION = {
    policies: [{ name: "Lift", before: 12, after: 6, question: "Running contracts: 4." }],
    choices: [["all", "All"], ["next", "From their next cycle"], ["new", "New contracts only"]] as [string, string][],
};

function type(store: ReturnType<typeof server>["store"], row: number, column: number, text: string): void {
    store.select(row, column);
    store.startEdit("replace", text);
    store.commit();
}

test("everything is saved in one call, and then there is nothing to save or to undo", async () => {
    const { store, saved } = server();
    type(store, 0, 1, "6");
    type(store, 1, 3, "$1,200.50");
    await store.save();
    expect(saved).toEqual([{ added: [], order: false, edited: [
        { id: 1, cells: { interval_months: { from: 12, to: 6 } } },
        { id: 2, cells: { price: { from: 95.5, to: 1200.5 } } },
    ] }]);
    expect(store.isChanged).toBe(false);
    expect(store.grid.past).toEqual([]);
});

test("what was typed and means nothing is shown instead of saved", async () => {
    const { store, api } = server();
    type(store, 2, 1, "soon");
    store.select(0, 0);
    await store.save();
    expect(api.save).not.toHaveBeenCalled();
    expect(store.selection.head).toEqual({ row: 2, column: 1 });
    expect(store.said).toBe("One cell has to be mended first.");
});

test("what is refused is said in its cell until the cell is edited", async () => {
    const { store } = server(undefined, [refused({ problems: [{ key: "2", column: "interval_months", message: "At least one month." }] })]);
    type(store, 1, 1, "0");
    await store.save();
    const [, view] = store.rows;
    expect(view && store.noteAt(view, "interval_months")?.sentence).toBe("At least one month.");
    expect(store.selection.head).toEqual({ row: 1, column: 1 });
    expect(store.isChanged).toBe(true);
    type(store, 1, 1, "3");
    const [, again] = store.rows;
    expect(again && store.noteAt(again, "interval_months")).toBeNull();
});

test.each([["ours", 6, { from: 18, to: 6 }], ["theirs", 18, undefined]] as const)("a conflict is named, and %s is kept", async (keep, shown, edited) => {
    const conflict = { key: "1", column: "interval_months", value: 18, by: "Mona" };
    const { store, saved } = server(undefined, [refused({ conflicts: [conflict] })]);
    type(store, 0, 1, "6");
    await store.save();
    const head = store.rows[0];
    expect(head && store.noteAt(head, "interval_months")?.sentence).toBe("Saved by Mona meanwhile: 18 months");
    if (head) store.settle(head, "interval_months", keep);
    expect(store.rows[0] && valueIn(store.rows[0], "interval_months")).toBe(shown);
    await store.save();
    expect(saved[1]?.edited[0]?.cells["interval_months"]).toEqual(edited);
});

test("rows that somebody else moved are loaded, and the drafts stay", async () => {
    const { store, api } = server(undefined, [refused({ message: "Somebody else moved policies." })]);
    store.select(1, 0);
    store.moveRows(-1);
    await store.save();
    expect(api.rows).toHaveBeenCalledOnce();
    expect(store.said).toBe("Somebody else moved policies.");
    expect(store.rows.map(({ row }) => row.id)).toEqual([2, 1, 3]);
});

test("a question is asked before intervals are saved, and the answer is sent along", async () => {
    const { store, api, saved } = server(undefined, [refused({ ask: QUESTION })]);
    vi.mocked(api.ask).mockResolvedValueOnce("next");
    type(store, 0, 1, "6");
    await store.save();
    expect(api.ask).toHaveBeenCalledExactlyOnceWith(QUESTION);
    expect(saved.map((payload) => payload.interval_for)).toEqual([undefined, "next"]);
    expect(saved[1]?.edited).toEqual(saved[0]?.edited);
    expect(store.isChanged).toBe(false);
});

test("without an answer nothing is saved, and the drafts stay", async () => {
    const { store, saved } = server(undefined, [refused({ ask: QUESTION })]);
    type(store, 0, 1, "6");
    await store.save();
    expect(saved).toHaveLength(1);
    expect([store.isChanged, store.busy, store.said]).toEqual([true, false, "Nothing was saved: your changes are still here."]);
});

test("saved, but not read again: what was added is not added twice", async () => {
    const { store, api, saved } = server(undefined, [{ saved: true, ids: { "new-1": 9 } }]);
    type(store, 0, 1, "6");
    store.select(2, 0);
    store.duplicate();
    vi.mocked(api.rows).mockRejectedValueOnce(new Error("The server is away."));
    await store.save();
    expect([store.isChanged, store.said]).toEqual([false, expect.stringContaining("reload the page")]);
    expect(store.rows.map(({ row }) => row.id)).toEqual([1, 2, 3, 9]);
    expect(store.rows[0] && valueIn(store.rows[0], "interval_months")).toBe(6);
    type(store, 3, 1, "3");
    await store.save();
    expect(saved[1]).toMatchObject({ added: [], edited: [{ id: 9, cells: { interval_months: { from: 12, to: 3 } } }] });
});

test("nothing is edited while it is saved", async () => {
    const { store, api } = server();
    type(store, 0, 1, "6");
    let answer: (saved: Saved) => void = () => undefined;
    vi.mocked(api.save).mockImplementation(() => new Promise((resolve) => { answer = resolve; }));
    const saving = store.save();
    await vi.waitFor(() => expect(api.save).toHaveBeenCalled());
    type(store, 0, 1, "9");
    store.clear();
    answer({ saved: true, ids: {} });
    await saving;
    expect(store.isChanged).toBe(false);
});

test("saved twice, or with the keys held down, an added row is added once", async () => {
    const { store, api } = server();
    store.duplicate();
    let answer: (saved: Saved) => void = () => undefined;
    vi.mocked(api.save).mockImplementation(() => new Promise((resolve) => { answer = resolve; }));
    const saving = [store.save(), store.save()];
    await vi.waitFor(() => expect(api.save).toHaveBeenCalled());
    saving.push(store.save());
    await Promise.resolve();
    answer({ saved: true, ids: {} });
    await Promise.all(saving);
    expect(api.save).toHaveBeenCalledOnce();
    expect(store.isChanged).toBe(false);
});

test("a save that fails altogether keeps the drafts, and can be repeated", async () => {
    const { store, api } = server();
    type(store, 0, 1, "6");
    vi.mocked(api.save).mockRejectedValueOnce(new Error("offline"));
    await expect(store.save()).rejects.toThrow("offline");
    expect(store.busy).toBe(false);
    expect(store.isChanged).toBe(true);
});

test("a name that is typed becomes the record, and one undo takes it back", async () => {
    const { store } = server();
    type(store, 0, 4, "crane");
    await store.pending;
    expect(store.rows[0]?.draft).toMatchObject({ skill_id: { value: { id: 8, label: "Crane" }, bad: null } });
    store.undo();
    expect(store.isChanged).toBe(false);
});

test("a name that is nobody's is said to be none", async () => {
    const { store } = server();
    type(store, 0, 4, "Zeppelin");
    await store.pending;
    expect(store.rows[0]?.draft).toMatchObject({ skill_id: { bad: { text: "Zeppelin", problem: "unknown_record" } } });
});

test("names in a pasted block are asked for first", async () => {
    const { store, api } = server();
    store.select(0, 4);
    await store.paste("Crane\nLift\nCrane\n", false);
    expect(api.find).toHaveBeenCalledOnce(); // the lift stands in the grid already
    expect(store.rows.map((view) => valueIn(view, "skill_id"))).toMatchObject([{ id: 8 }, { id: 3 }, { id: 8 }]);
});

test("a block whose names are still looked up is saved with all else", async () => {
    const { store, api, saved } = server();
    let found: (record: RecordValue) => void = () => undefined;
    vi.mocked(api.find).mockImplementation(() => new Promise((resolve) => { found = resolve; }));
    store.select(1, 4);
    const pasting = store.paste("Crane", false);
    const saving = store.save();
    await vi.waitFor(() => expect(api.find).toHaveBeenCalled());
    expect(store.busy).toBe(false);
    found({ id: 8, label: "Crane" });
    await Promise.all([pasting, saving]);
    expect(saved.map(({ edited }) => edited)).toEqual([[{ id: 2, cells: { skill_id: { from: 3, to: 8 } } }]]);
    expect(store.isChanged).toBe(false);
});

test("a row that is still on its way is saved with all else, and its editor is closed before", async () => {
    const { store, saved } = server();
    const adding = store.add();
    await Promise.all([adding, store.save()]);
    expect(saved.map(({ added }) => added.length)).toEqual([1]);
    expect(store.editing).toBeNull();
});

test("a lookup that fails is told to whoever began it, and saving goes on", async () => {
    const { store, api, saved } = server();
    vi.mocked(api.find).mockRejectedValueOnce(new Error("offline"));
    store.select(0, 4);
    await expect(store.paste("Crane", false)).rejects.toThrow("offline");
    type(store, 0, 1, "6");
    await store.save();
    expect(saved).toHaveLength(1);
});

test("a row is added at the end with what the server proposes, its name to be typed", async () => {
    const { store } = server();
    await store.add();
    expect(store.selection.head).toEqual({ row: 3, column: 0 });
    expect(store.editing?.mode).toBe("edit");
    store.type("Hoist");
    store.commit();
    expect(store.rows[3] && valueIn(store.rows[3], "name")).toBe("Hoist");
});

test("a duplicate stands below, and its name says so", async () => {
    const { store, saved } = server([policy(1, { name: "Lift" }), policy(2)]);
    store.select(0, 1);
    store.duplicate();
    expect(store.rows.map((view) => valueIn(view, "name"))).toEqual(["Lift", "Lift (copy)", "Policy 2"]);
    await store.save();
    expect(saved[0]?.added).toMatchObject([{ copy_of: 1, values: { name: "Lift (copy)" } }]);
});

test("a duplicate of a row whose record was emptied has none", async () => {
    const { store, saved } = server([policy(1)]);
    store.select(0, 4);
    store.clear();
    store.duplicate();
    await store.save();
    expect(saved[0]?.added).toMatchObject([{ values: { skill_id: false } }]);
});

test("archived rows are restored where all of the selected ones are", () => {
    const { store } = server([policy(1, { active: false })]);
    expect(store.isArchived).toBe(true);
    store.archive();
    expect(store.rows[0]?.draft).toMatchObject({ active: { from: false, value: true } });
});
