import { fireEvent } from "@testing-library/dom";
import { registry } from "@web/core/registry";
import { expect, test, vi } from "vitest";
import { PolicyGridRenderer } from "../../../../web-src/backend/policy_grid/policy_grid_renderer";
import { policyGridView } from "../../../../web-src/backend/policy_grid/policy_grid_view";
import { policy } from "../../support/grid";
import { settle } from "../../support/mount";
import { openGrid, server } from "./grid_fixture";

async function press(key: string, options: object = {}): Promise<void> {
    fireEvent.keyDown(document.activeElement ?? document.body, { key, ...options });
    await settle();
}

async function click(cell: HTMLElement, options: object = {}): Promise<void> {
    fireEvent.mouseDown(cell, { button: 0, ...options });
    await settle();
}

async function write(text: string): Promise<void> {
    const input = document.querySelector(".fm-editor[data-open] input");
    if (!input) throw new Error("No editor is open.");
    fireEvent.input(input, { target: { value: text } });
    await settle();
}

test("the grid is at home among Odoo's lists", () => {
    expect(registry.category("views").get("fusion_policy_grid")).toBe(policyGridView);
    expect(policyGridView.Renderer).toBe(PolicyGridRenderer);
});

test("cells show what they hold: units, chips, choices, names, links", async () => {
    const { cell } = await openGrid();
    expect(cell(0, "interval_months").textContent).toBe("12 months");
    expect([...cell(0, "reminder_bands").querySelectorAll(".fm-band")].map((band) => band.textContent)).toEqual(["30", "7", "1"]);
    expect(cell(0, "revenue_mode").textContent).toBe("Draft quotation");
    expect(cell(0, "skill_id").textContent).toBe("Lift");
    expect(cell(0, "statutory").querySelector("[role=img]")?.getAttribute("aria-label")).toBe("No");
    expect(cell(0, "contract_count").querySelector("button")?.textContent).toBe("4");
});

test("typing replaces, Enter goes down, and the cell is marked and says what it was", async () => {
    const { cell } = await openGrid();
    await click(cell(0, "interval_months"));
    await press("6");
    await write("6");
    await press("Enter");
    expect(cell(0, "interval_months").textContent).toBe("6 months");
    expect(cell(0, "interval_months").dataset["state"]).toBe("draft");
    expect(cell(0, "interval_months").title).toContain("It was: 12 months");
    expect(document.activeElement).toBe(cell(1, "interval_months"));
});

test("the first key opens the editor at once, so the next one goes into it", async () => {
    const { cell } = await openGrid();
    await click(cell(0, "price"));
    fireEvent.keyDown(cell(0, "price"), { key: "8" });
    expect(document.activeElement).toBe(document.querySelector(".fm-editor[data-open] input"));
    expect(document.activeElement).toHaveProperty("value", "8");
});

test("keys that are faster than a search is drawn are not lost", async () => {
    const { cell } = await openGrid();
    await click(cell(0, "skill_id"));
    for (const key of ["l", "i", "f"]) fireEvent.keyDown(cell(0, "skill_id"), { key });
    await settle();
    expect(document.activeElement).toHaveProperty("value", "lif");
});

test("the editor says what it edits", async () => {
    const { cell } = await openGrid();
    await click(cell(1, "price"));
    await press("F2");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Price, Policy 2");
});

test("F2 edits what stands there, Escape leaves it as it was", async () => {
    const { cell, store } = await openGrid();
    await click(cell(0, "name"));
    await press("F2");
    expect(document.activeElement).toHaveProperty("value", "Policy 1");
    await write("Hoist");
    await press("Escape");
    expect(store.isChanged).toBe(false);
    expect(document.activeElement).toBe(cell(0, "name"));
});

test("a double click edits, one click only selects; a finger taps the selected cell", async () => {
    const { cell } = await openGrid();
    await click(cell(0, "name"));
    await click(cell(0, "name"));
    expect(document.querySelector(".fm-editor[data-open]")).toBeNull();
    fireEvent.doubleClick(cell(0, "name"));
    await settle();
    expect(document.querySelector(".fm-editor[data-open]")).not.toBeNull();
    await press("Escape");
    fireEvent(cell(0, "name"), Object.assign(new MouseEvent("pointerdown", { bubbles: true }), { pointerType: "touch" }));
    await click(cell(0, "name"));
    expect(document.querySelector(".fm-editor[data-open]")).not.toBeNull();
});

test("typed over a cell, an arrow goes on as in a spreadsheet", async () => {
    const { cell } = await openGrid();
    await click(cell(0, "price"));
    await press("8");
    await write("80");
    await press("ArrowDown");
    expect(cell(0, "price").textContent).toBe("$ 80.00");
    expect(document.activeElement).toBe(cell(1, "price"));
});

test("a bad cell says why, in the cell", async () => {
    const { cell } = await openGrid();
    await click(cell(0, "reminder_bands"));
    await press("s");
    await write("soon");
    await press("Tab");
    expect(cell(0, "reminder_bands").textContent).toContain("“soon” is not a whole number of days");
    expect(cell(0, "reminder_bands").getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(cell(0, "price"));
});

test("a block is pasted, filled down and undone by keyboard", async () => {
    const { cell, store, target } = await openGrid();
    await click(cell(0, "interval_months"));
    const clipboardData = { getData: () => "6\t14, 3\r\n9\t20\r\n" };
    fireEvent.paste(cell(0, "interval_months"), { clipboardData });
    await settle();
    expect(cell(1, "interval_months").textContent).toBe("9 months");
    await click(cell(1, "interval_months"));
    await press("ArrowDown", { shiftKey: true });
    await press("d", { ctrlKey: true });
    expect(cell(2, "interval_months").textContent).toBe("9 months");
    await press("z", { ctrlKey: true });
    await press("z", { ctrlKey: true });
    expect(store.isChanged).toBe(false);
    expect(target.querySelectorAll("[data-state~=draft]")).toHaveLength(0);
    await press("y", { ctrlKey: true });
    expect(cell(0, "interval_months").textContent).toBe("6 months");
});

test("the selected range is copied as spreadsheets read it", async () => {
    const { cell } = await openGrid();
    await click(cell(0, "name"));
    await click(cell(1, "interval_months"), { shiftKey: true });
    const copied: string[] = [];
    fireEvent.copy(cell(1, "interval_months"), { clipboardData: { setData: (_type: string, text: string) => copied.push(text) } });
    expect(copied).toEqual(["Policy 1\t12\nPolicy 2\t12\n"]);
});

test("Space turns a yes into a no; a record is chosen by search", async () => {
    const { cell } = await openGrid();
    await click(cell(0, "statutory"));
    await press(" ");
    expect(cell(0, "statutory").querySelector("[role=img]")?.getAttribute("aria-label")).toBe("Yes");
    await click(cell(0, "skill_id"));
    await press("F2");
    fireEvent.click(document.querySelector(".fm-editor button") ?? document.body);
    await settle();
    expect(cell(0, "skill_id").textContent).toBe("Bath lift service");
});

test("a choice is chosen by its first letter", async () => {
    const { cell } = await openGrid();
    await click(cell(0, "revenue_mode"));
    await press("n");
    await press("Enter");
    expect(cell(0, "revenue_mode").textContent).toBe("No order");
});

test("figures are links to what is behind them, by key too", async () => {
    const { cell, openFigure } = await openGrid();
    await click(cell(1, "contract_count"));
    await press("Enter");
    expect(openFigure).toHaveBeenCalledWith(2, expect.objectContaining({ action: "action_view_contracts" }));
    await press("5");
    expect(document.querySelector(".fm-editor[data-open]")).toBeNull(); // it cannot be edited
});

test("one cell takes Tab at a time, and after Escape Tab leaves the grid", async () => {
    const { cell, target } = await openGrid();
    await click(cell(1, "name"));
    expect([...target.querySelectorAll(".fm-cell[tabindex='0']")]).toEqual([cell(1, "name")]);
    await press("Escape");
    const tab = new KeyboardEvent("keydown", { key: "Tab", bubbles: true, cancelable: true });
    cell(1, "name").dispatchEvent(tab);
    expect(tab.defaultPrevented).toBe(false);
});

test("a press of a key draws the two rows anew that it is about, no others", async () => {
    const { cell, target } = await openGrid(server(Array.from({ length: 30 }, (_, index) => policy(index + 1))));
    await click(cell(3, "name"));
    const changed = new Set<string>();
    const watch = new MutationObserver((list) => {
        for (const { target: node } of list) {
            const row = node instanceof Element ? node.closest<HTMLElement>(".fm-row") : null;
            if (row) changed.add(row.dataset["key"] ?? "");
        }
    });
    watch.observe(target, { subtree: true, attributes: true, childList: true });
    await press("ArrowDown");
    expect([...changed]).toEqual(["4", "5"]);
});

test("all rows are drawn in the end, however many", async () => {
    const { target } = await openGrid(server(Array.from({ length: 130 }, (_, index) => policy(index + 1))));
    await vi.waitFor(async () => {
        await settle();
        expect(target.querySelectorAll(".fm-row")).toHaveLength(130);
    }, { timeout: 15_000 });
});

test("the toolbar does what the keys do", async () => {
    const { cell, target, store } = await openGrid();
    const tool = (name: string) => target.querySelector<HTMLButtonElement>(`[data-tool=${name}]`);
    expect(tool("undo")?.disabled).toBe(true);
    await click(cell(1, "name"));
    for (const name of ["up", "duplicate", "archive"]) {
        expect(tool(name)?.disabled).toBe(false);
        fireEvent.click(tool(name) ?? document.body);
        await settle();
    }
    expect(tool("undo")?.disabled).toBe(false);
    expect(tool("redo")?.disabled).toBe(true);
    expect(store.rows.map(({ row }) => row.id)).toEqual([2, 1, 3]); // the duplicate went when it was archived
    fireEvent.click(tool("undo") ?? document.body);
    await settle();
    expect(store.rows).toHaveLength(4);
});

test("a column that is not wanted is hidden, and stays so", async () => {
    const { target, store } = await openGrid();
    const box = target.querySelector(".fm-grid-tools input");
    fireEvent.click(box ?? document.body);
    await settle();
    expect(store.shown.map(({ name }) => name)).not.toContain("statutory");
    expect(localStorage.length).toBe(1);
});

test("who cannot edit can look and copy", async () => {
    const fixture = server();
    const readonly = fixture.store.columns.map((column) => ({ ...column, readonly: true }));
    Object.assign(fixture.store, { columns: readonly });
    const { cell, target, store } = await openGrid(fixture, { canCreate: false });
    await click(cell(0, "interval_months"));
    await press("6");
    await press("Delete");
    expect(store.isChanged).toBe(false);
    expect(target.querySelector("[data-tool=undo]")).toBeNull();
    expect(target.querySelector("[role=grid]")?.getAttribute("aria-readonly")).toBe("true");
});

test("a grid without policies says what to do", async () => {
    const { target } = await openGrid(server([]));
    expect(target.textContent).toContain("No policies yet");
});
