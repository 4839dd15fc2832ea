import type { Choice, Step } from "../../core/device_types/choice";
import { all, chosenOf, extend, go, moved, none, NOTHING, only, stepped, toggle } from "../../core/device_types/choice";
import type { DeviceType, Policy } from "../../core/device_types/device_type";
import { found } from "../../core/device_types/search";
import { TYPES_WORDS } from "./types_words";

export interface Panel {
    types: DeviceType[];
    policies: Policy[];
    /** By id; none when everything is of one company. */
    companies: Record<number, string>;
    /** Whether units that were sold before are still to be brought in. */
    old_units: boolean;
}

/** Which device types are shown beside the grid, and which of them are chosen. Commands give nothing back, reads change nothing. */
export class TypesList {
    panel: Panel | null = null;
    search = "";
    /** Those under a policy and the ignored ones are shown too. */
    showsAll = false;
    choice: Choice = NOTHING;
    /** The entry that has the focus is to have it on the page too, once it is drawn. */
    wantsFocus = false;
    /** Another number after each change, for what is drawn anew by its props. */
    revision = 0;
    private readonly listeners = new Set<() => void>();

    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    get types(): readonly DeviceType[] {
        return this.panel?.types ?? [];
    }

    get waiting(): number {
        return this.types.filter(({ place }) => place === "waiting").length;
    }

    /** The types in the list, as they stand in it. */
    get shown(): DeviceType[] {
        return found(this.showsAll ? this.types : this.types.filter(({ place }) => place === "waiting"), this.search);
    }

    get list(): number[] {
        return this.shown.map(({ id }) => id);
    }

    get chosen(): ReadonlySet<number> {
        return chosenOf(this.choice, this.list);
    }

    get chosenTypes(): DeviceType[] {
        const { chosen } = this;
        return this.shown.filter(({ id }) => chosen.has(id));
    }

    /** The policies that the chosen types can be put under. */
    get policies(): Policy[] {
        return (this.panel?.policies ?? []).filter((policy) => policy.active && this.isOfTheirs(policy));
    }

    /** Why the chosen types cannot go under a policy of the grid, in words; "" when they can. */
    whyNotUnder(id: number | null): string {
        if (id === null) {
            return TYPES_WORDS.unsaved();
        }
        const policy = this.panel?.policies.find((one) => one.id === id);
        if (!policy) {
            return ""; // added since: the server knows
        }
        return this.isOfTheirs(policy) ? policy.active ? "" : TYPES_WORDS.isArchived(policy.name) : TYPES_WORDS.elsewhere(policy.name);
    }

    /** Where a type stands, in words; "" while it waits. */
    placeOf({ place }: DeviceType): string {
        if (typeof place !== "number") {
            return place === "ignored" ? TYPES_WORDS.ignoredPlace() : "";
        }
        const policy = this.panel?.policies.find(({ id }) => id === place);
        return policy?.active === false ? TYPES_WORDS.archived(policy.name) : TYPES_WORDS.policyPlace(policy?.name ?? "");
    }

    // What people do.

    find(search: string): void {
        this.relist(() => {
            this.search = search;
        });
    }

    showAll(showsAll: boolean): void {
        this.relist(() => {
            this.showsAll = showsAll;
        });
    }

    /** A press of the mouse on an entry, or a tap. */
    press(id: number, { isOne, isFurther }: { isOne: boolean; isFurther: boolean }): void {
        this.focus(isFurther ? extend(this.choice, this.list, id) : isOne ? toggle(this.choice, this.list, id) : only(id));
    }

    step(step: Step, isFurther: boolean): void {
        const { choice, list } = this;
        const id = stepped(choice, list, step);
        if (id !== null) {
            this.focus(isFurther ? extend(choice, list, id) : go(choice, list, id));
        }
    }

    chooseActive(isFurther: boolean): void {
        const { active } = this.choice;
        if (active !== null) {
            this.press(active, { isOne: true, isFurther });
        }
    }

    chooseAll(): void {
        this.focus(all(this.choice, this.list));
    }

    chooseNone(): void {
        this.focus(none(this.choice));
    }

    /** What is done is done with the entry that has the focus, when none is chosen. */
    chooseSomething(): void {
        if (!this.chosen.size && this.choice.active !== null) {
            this.become(only(this.choice.active));
        }
    }

    protected changed(): void {
        this.revision += 1;
        for (const listener of this.listeners) {
            listener();
        }
    }

    private isOfTheirs(policy: Policy): boolean {
        return this.chosenTypes.every(({ company }) => company === policy.company);
    }

    /** Does what makes the list another one; what is no longer in it is no longer chosen. */
    protected relist(work: () => void): void {
        const before = this.list;
        work();
        this.become(moved(this.choice, before, this.list));
    }

    private focus(choice: Choice): void {
        this.wantsFocus = true;
        this.become(choice);
    }

    protected become(choice: Choice): void {
        this.choice = choice;
        this.changed();
    }
}
