import { Component } from "@odoo/owl";
import type { Unit } from "../../core/slots";

interface Props {
    units: readonly Unit[];
    leftOut: readonly number[];
    /** The press is under way: nothing changes any more. */
    readonly: boolean;
    onTick: (unit: number, on: boolean) => void;
}

/** Which of several units are serviced. The first one is what the visit is made for. */
export class UnitTicks extends Component<Props> {
    static override template = "fusion_maintenance.UnitTicks";
    static override props = { units: Array, leftOut: Array, readonly: Boolean, onTick: Function };

    isTicked(unit: Unit): boolean {
        return !this.props.leftOut.includes(unit.id);
    }

    onChange(unit: Unit, event: Event): void {
        this.props.onTick(unit.id, (event.target as HTMLInputElement).checked);
    }
}
