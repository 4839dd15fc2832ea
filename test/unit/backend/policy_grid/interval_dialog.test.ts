import { userEvent } from "@testing-library/user-event";
import { getByRole, getByText } from "@testing-library/dom";
import { expect, test, vi } from "vitest";
import { IntervalDialog } from "../../../../web-src/backend/policy_grid/interval_dialog";
import { mount } from "../../support/mount";

async function openDialog() {
    const answer = vi.fn();
    const close = vi.fn();
    const question = {
        policies: [
            { name: "Lift", before: 12, after: 6, question: "Running contracts: 4." },
            { name: "Chair", before: 6, after: 9, question: "Running contracts: 2." },
        ],
        choices: [["all", "All running contracts"], ["new", "New contracts only"]] as [string, string][],
    };
    const target = await mount(IntervalDialog, { props: { question, answer, close } });
    return { target, answer, close };
}

test("every policy is named with what changes and how many contracts it concerns", async () => {
    const { target } = await openDialog();
    const said = [...target.querySelectorAll(".fm-interval-policy")].map((line) => line.textContent);
    expect(said).toEqual([
        "Lift: every 6 months instead of 12Running contracts: 4.", // on a line of its own
        "Chair: every 9 months instead of 6Running contracts: 2.",
    ]);
});

test("nothing is chosen beforehand, and nothing is saved without a choice", async () => {
    const { target, answer, close } = await openDialog();
    expect(target.querySelectorAll("input:checked")).toHaveLength(0);
    expect(getByRole<HTMLButtonElement>(target, "button", { name: "Save" }).disabled).toBe(true);
    await userEvent.click(getByRole(target, "button", { name: "Do not save" }));
    expect(answer).not.toHaveBeenCalled();
    expect(close).toHaveBeenCalledOnce();
});

test("what is chosen is the answer", async () => {
    const { target, answer, close } = await openDialog();
    await userEvent.click(getByText(target, "New contracts only"));
    const save = getByRole<HTMLButtonElement>(target, "button", { name: "Save" });
    await vi.waitFor(() => expect(save.disabled).toBe(false));
    await userEvent.click(save);
    expect(answer).toHaveBeenCalledExactlyOnceWith("new");
    expect(close).toHaveBeenCalledOnce();
});
