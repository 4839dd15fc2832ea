import { screen } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { expect, test } from "vitest";
import { bookForClient } from "../../../web-src/backend/slot_picker_dialog/book_for_client";
import { createOrmApi } from "../../../web-src/backend/slot_picker_dialog/orm_api";
import { newKey } from "../../../web-src/backend/slot_picker_dialog/request_key";
import { SlotPickerDialog } from "../../../web-src/backend/slot_picker_dialog/slot_picker_dialog";
import { UnreadableError } from "../../../web-src/core/answer";
import { mount, settle } from "../support/mount";
import { booked, slots } from "../support/payloads";
import { services } from "./services";

const START = "2026-11-24T14:30:00Z";
const FACTS = ["Power Wheelchair SN-1", "1 hour", "$95.00 plus taxes", ""];
const REQUEST = { start: START, key: "key-1", phone: "1", note: "", booked_by: "Ruth" };

test("the dispatcher books for the client with the client's own picker", async () => {
    const calls: unknown[][] = [];
    const { env, close } = services((model, method, args) => {
        calls.push([model, method, args]);
        return method === "read_slots" ? slots() : { ...booked(START), location: null };
    });
    await bookForClient(env, { params: { contract_id: 7, contract_name: "MC/00007", phone: "416 555 0123", facts: FACTS } });
    const [dialog, props] = env.services.dialog.add.mock.calls[0] ?? [];
    expect(dialog).toBe(SlotPickerDialog);
    await mount(SlotPickerDialog, { props: { ...(props as object), close } });

    expect(screen.getByRole("dialog").getAttribute("aria-label")).toBe("Book for the client: MC/00007");
    expect(screen.getAllByRole("listitem").map((fact) => fact.textContent).slice(0, 3)).toEqual(FACTS.filter(Boolean));
    await userEvent.click(screen.getByRole("button", { name: /^Tuesday/ }));
    await settle();
    await userEvent.click(screen.getByRole("button", { name: "Book this visit" }));
    await settle();

    expect(calls[0]).toEqual(["fusion.maintenance.contract", "read_slots", [[7], false, 7]]);
    expect(calls[1]).toMatchObject([
        "fusion.maintenance.contract",
        "book_slot",
        [[7], START, expect.stringMatching(/^[0-9a-f]{32}$/), { phone: "416 555 0123", note: "", booked_by: "" }],
    ]);
    expect(close).toHaveBeenCalledTimes(1);
    expect(env.services.notification.add).toHaveBeenCalledWith(
        expect.stringMatching(/^The visit is booked\. Tuesday, November 24, 9:30.a\.m\., Amélie Gagnon$/),
        { type: "success" },
    );
    expect(env.services.action.doAction).toHaveBeenCalledWith({ type: "ir.actions.client", tag: "soft_reload" });
});

test("a refusal in words is shown, a crash is not taken for one", async () => {
    const refusal = new RPCError();
    refusal.exceptionName = "odoo.exceptions.AccessError";
    refusal.data = { message: "You may not book." };
    const fail = (error: Error) => createOrmApi(services(() => Promise.reject(error)).env.services.orm, 7).confirm(REQUEST);

    expect(await fail(refusal)).toMatchObject({ answer: "refused", message: "You may not book." });
    const crash = Object.assign(new RPCError(), { exceptionName: "builtins.ValueError", data: { message: "stack" } });
    await expect(fail(crash)).rejects.toThrow(UnreadableError);
    await expect(fail(new Error("Connection lost"))).rejects.toThrow("Connection lost");
});

test("an answer that is none is not taken for one", async () => {
    await expect(createOrmApi(services(() => false).env.services.orm, 7).confirm(REQUEST)).rejects.toThrow(UnreadableError);
});

test("every picker has a key of its own", () => {
    expect(newKey()).not.toBe(newKey());
});

test("the action is registered under the name that the form calls", () => {
    expect(registry.category("actions").get("fusion_maintenance.book_for_client")).toBe(bookForClient);
});
