import { Component } from "@odoo/owl";
import type { Calendar } from "../../core/dates";
import type { Start } from "../../core/slots";
import { TimeButton } from "./time_button";

interface Props {
    starts: readonly Start[];
    calendar: Calendar;
    onPick: (start: Start) => void;
    onMore: () => void;
}

/** A few times as big buttons, and the way to all the others. */
export class SuggestedTimes extends Component<Props> {
    static override template = "fusion_maintenance.SuggestedTimes";
    static components = { TimeButton };
    static override props = { starts: Array, calendar: Object, onPick: Function, onMore: Function };
}
