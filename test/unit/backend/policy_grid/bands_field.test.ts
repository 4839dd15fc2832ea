import { fireEvent, screen } from "@testing-library/dom";
import { expect, test, vi } from "vitest";
import { BandsField } from "../../../../web-src/backend/policy_grid/bands_field";
import { mount, settle } from "../../support/mount";

async function open(text: string | false, readonly: boolean) {
    const record = { data: { reminder_bands: text }, update: vi.fn(), setInvalidField: vi.fn() };
    const target = await mount(BandsField, { props: { name: "reminder_bands", readonly, record } });
    return { record, target };
}

async function type(text: string): Promise<void> {
    const input = screen.getByRole("textbox");
    fireEvent.input(input, { target: { value: text } });
    fireEvent.change(input);
    await settle();
}

test("bands are shown as chips that say what they mean", async () => {
    const { target } = await open("30, 7, 0, -3", true);
    const chips = [...target.querySelectorAll(".fm-band")];
    expect(chips.map((chip) => chip.textContent)).toEqual(["30", "7", "0", "-3"]);
    expect(chips.map((chip) => chip.getAttribute("title"))).toEqual([
        "30 days before the due date",
        "7 days before the due date",
        "On the due date",
        "3 days after the due date",
    ]);
});

test("a policy without bands has no chips", async () => {
    const { target } = await open(false, true);
    expect(target.querySelectorAll(".fm-band")).toHaveLength(0);
});

test("what is typed is kept in order, largest first", async () => {
    const { record } = await open("30", false);
    await type("1 7, 30");
    expect(record.update).toHaveBeenCalledWith({ reminder_bands: "30, 7, 1" });
});

test.each([
    ["", "at least one number"],
    ["30, soon", "“soon” is not a whole number"],
    ["3071", "3071 days is too far"],
])("%j is refused in words", async (text, sentence) => {
    const { record } = await open("30", false);
    await type(text);
    expect(record.update).not.toHaveBeenCalled();
    expect(record.setInvalidField).toHaveBeenCalledWith("reminder_bands");
    expect(screen.getByRole("alert").textContent).toContain(sentence);
    await type("30, 7");
    expect(screen.queryByRole("alert")).toBeNull();
});
