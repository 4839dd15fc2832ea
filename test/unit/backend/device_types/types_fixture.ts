import { vi } from "vitest";
import { TypesPanel } from "../../../../web-src/backend/device_types/types_panel";
import type { Panel } from "../../../../web-src/backend/device_types/types_list";
import type { PutAnswer } from "../../../../web-src/backend/device_types/types_store";
import type { Change } from "../../../../web-src/core/device_types/change";
import type { DeviceType } from "../../../../web-src/core/device_types/device_type";
import { CHAIRS, deviceType, ELSEWHERE, WALKERS } from "../../support/device_types";
import { mount, settle } from "../../support/mount";

export const NAMES = ["Seat Cushion", "Power Base", "Power Base - Tilt", "Walker Wheeled", "Déambulateur"];

/** The five labels of a small shop, those sold most first. */
export function labels(): DeviceType[] {
    return NAMES.map((name, index) => deviceType(index + 1, { name }));
}

interface Shop extends Partial<Panel> {
    answers?: (PutAnswer | Error)[];
    isSmall?: boolean;
    isAsked?: boolean;
    mayEdit?: boolean;
}

const DONE: PutAnswer = { saved: true, units: 0, old_units: false };

/** The panel beside a grid of four policies on a page, and what is used to work with it. */
export async function openTypes({ types = labels(), policies = [CHAIRS, WALKERS, ELSEWHERE], companies = {}, old_units = false, answers = [], isSmall = false, isAsked = false, mayEdit = true }: Shop = {}) {
    const panel: Panel = { types, policies, companies, old_units };
    const saved: { changes: Change[]; back: boolean }[] = [];
    const read = vi.fn(() => mayEdit && { ...panel });
    const call = async (_model: string, method: string, [changes = []]: [Change[]?] = [], options = { back: false }): Promise<unknown> => {
        if (method === "read_panel") {
            return read();
        }
        saved.push({ changes, ...options });
        const answer = answers.shift() ?? DONE;
        if (answer instanceof Error) {
            throw answer;
        }
        return answer;
    };
    const services = {
        orm: { call: vi.fn(call) },
        action: { doAction: vi.fn(() => Promise.resolve()), doActionButton: vi.fn(() => Promise.resolve()) },
        dialog: { add: vi.fn() },
        ui: { isSmall },
    };
    const grid = document.createElement("div");
    grid.className = "fm-grid";
    grid.innerHTML = [CHAIRS, WALKERS, ELSEWHERE, { id: "new-1", name: "Brand new" }]
        .map(({ id, name }) => `<p data-key="${id}">${name}</p>`).join("");
    document.body.append(grid);
    const policyAt = (key: string) => ({ id: key.startsWith("new") ? null : Number(key), name: rowOf(key).textContent });
    const target = await mount(TypesPanel, { props: { saves: 0, policyAt, isAsked }, env: { services } });
    await settle();
    return { target, services, saved, read, panel, policyAt };
}

export function rowOf(key: number | string): HTMLElement {
    return pick(document.body, `[data-key="${key}"]`);
}

export function pick(scope: ParentNode, selector: string): HTMLElement {
    const found = scope.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
}

/** The entry of a label. */
export function entry(name: string): HTMLElement {
    const found = [...document.querySelectorAll<HTMLElement>("[role=option]")].find((one) => pick(one, ".fm-type-name").textContent === name);
    if (!found) throw new Error(`“${name}” is not listed.`);
    return found;
}

const namesOf = (selector: string): string[] => [...document.querySelectorAll(`${selector} .fm-type-name`)].map((name) => name.textContent);
export const listed = (): string[] => namesOf("[role=option]");
export const chosen = (): string[] => namesOf("[role=option][aria-selected=true]");
export const said = (): string => pick(document.body, ".fm-types-said [role=status]").textContent.trim();
