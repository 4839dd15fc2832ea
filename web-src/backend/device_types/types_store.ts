import { RPCError } from "@web/core/network/rpc";
import type { Change } from "../../core/device_types/change";
import { applied, changesTo, undoOf } from "../../core/device_types/change";
import type { Place } from "../../core/device_types/device_type";
import { isToBeOpen, rememberOpen } from "./panel_memory";
import type { Panel } from "./types_list";
import { TypesList } from "./types_list";
import { TYPES_WORDS } from "./types_words";

export type PutAnswer = { saved: true; units: number; old_units: boolean } | { saved: false; message: string };

/** What the store asks of the server. */
export interface TypesApi {
    /** What the panel shows; null for those who may not edit it. */
    read(): Promise<Panel | null>;
    put(changes: readonly Change[], back: boolean): Promise<PutAnswer>;
}

/** The last thing that was done, and what follows from it. */
export interface Said {
    sentence: string;
    isRefusal: boolean;
    /** How many units wait for a contract, and of which types. */
    units: number;
    ids: readonly number[];
    oldUnits: boolean;
}

const SILENCE: Said = { sentence: "", isRefusal: false, units: 0, ids: [], oldUnits: false };

/** The device types beside the grid, and what is done with them: each time all of it is saved, or nothing. */
export class TypesStore extends TypesList {
    isOpen = false;
    /** While it is saved nothing else is. */
    busy = false;
    said: Said = SILENCE;
    private readonly api: TypesApi;
    private readonly past: Change[][] = [];

    constructor(api: TypesApi) {
        super();
        this.api = api;
    }

    get canUndo(): boolean {
        return this.past.length > 0;
    }

    async load(): Promise<void> {
        const isFirst = this.panel === null;
        const panel = await this.api.read();
        this.relist(() => {
            this.panel = panel;
            this.isOpen = isFirst ? isToBeOpen(this.waiting) : this.isOpen;
        });
    }

    open(isOpen: boolean): void {
        this.isOpen = isOpen;
        this.wantsFocus = isOpen;
        rememberOpen(isOpen, this.waiting);
        this.changed();
    }

    /** Puts the chosen types under a policy, aside, or back to wait. */
    async put(place: Place, policy = ""): Promise<void> {
        const { chosenTypes } = this;
        const changes = changesTo(this.types, this.chosen, place);
        if (!changes.length) {
            this.say(chosenTypes.length ? TYPES_WORDS.there() : TYPES_WORDS.choose());
            return;
        }
        const ids = changes.map(({ id }) => id);
        const answer = await this.save(changes, false);
        if (answer?.saved) {
            this.past.push(changes);
            const sentence = TYPES_WORDS.put(chosenTypes.filter(({ id }) => ids.includes(id)), place, policy);
            this.tell({ ...SILENCE, sentence, ids, units: answer.units, oldUnits: answer.old_units });
        }
    }

    /** Takes back what was done last: each type goes where it was, if it still is where it was put. */
    async undo(): Promise<void> {
        const changes = this.past.at(-1);
        const answer = changes && (await this.save(undoOf(changes), true));
        if (!changes || !answer) {
            return;
        }
        this.past.pop();
        if (answer.saved) {
            const ids = new Set(changes.map(({ id }) => id));
            const first = this.list.find((id) => ids.has(id)) ?? this.choice.active;
            this.become({ kept: ids, anchor: first, active: first, reaches: false });
            this.say(TYPES_WORDS.undone(changes.length));
        }
    }

    /** Says why something cannot be. */
    refuse(sentence: string): void {
        this.say(sentence, true);
    }

    /** The answer, after it is shown; null when there is none. */
    private async save(changes: readonly Change[], back: boolean): Promise<PutAnswer | null> {
        if (this.busy) {
            return null;
        }
        this.busy = true;
        this.tell(SILENCE);
        try {
            const answer = await this.api.put(changes, back);
            if (answer.saved) {
                this.relist(() => {
                    const oldUnits = answer.old_units || (this.panel?.old_units ?? false);
                    this.panel = this.panel && { ...this.panel, types: applied(this.types, changes), old_units: oldUnits };
                });
            } else {
                this.refuse(answer.message);
                await this.load();
            }
            return answer;
        } catch (error) {
            this.refuse((error instanceof RPCError && error.data?.message) || TYPES_WORDS.lost());
            return null;
        } finally {
            this.busy = false;
            this.wantsFocus = true;
            this.changed();
        }
    }

    private say(sentence: string, isRefusal = false): void {
        this.tell({ ...SILENCE, sentence, isRefusal });
    }

    private tell(said: Said): void {
        this.said = said;
        this.changed();
    }
}
