import { fireEvent, getByRole, getAllByRole } from "@testing-library/dom";
import { expect, test, vi } from "vitest";
import { IconField } from "../../../../web-src/backend/policy_icon/icon_field";
import { mount } from "../../support/mount";

async function open(readonly: boolean) {
    const fields = { icon: { selection: [["lift", "Lift"], ["bed", "Bed"]] } };
    const record = { data: { icon: "lift" }, fields, update: vi.fn() };
    const target = await mount(IconField, { props: { name: "icon", readonly, record } });
    return { record, target };
}

test("the icons are radio buttons with names, and what is pressed is kept", async () => {
    const { record, target } = await open(false);
    expect(getAllByRole<HTMLInputElement>(target, "radio").map(({ checked }) => checked)).toEqual([true, false]);
    fireEvent.click(getByRole(target, "radio", { name: "Bed" }));
    expect(record.update).toHaveBeenCalledExactlyOnceWith({ icon: "bed" });
});

test("who only reads sees the one that was chosen, and hears its name", async () => {
    const { target } = await open(true);
    expect(getByRole(target, "img", { name: "Lift" }).className).toContain("fm-icon-lift");
});
