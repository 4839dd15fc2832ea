import { Component } from "@odoo/owl";
import type { Mode } from "../../core/picker";
import { CallUs } from "./call_us";

interface Props {
    mode: Mode;
    phone: string;
    /** The page on which the client asks to be called, "" for none. */
    callMe: string;
}

/** Nothing is free in the whole horizon: they call us, or we call them. */
export class NoTimes extends Component<Props> {
    static override template = "fusion_maintenance.NoTimes";
    static components = { CallUs };
    static override props = { mode: String, phone: String, callMe: String };
}
