import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import type { Details } from "../../core/answer";
import type { Calendar } from "../../core/dates";
import type { Notice } from "../../core/picker";
import type { Start, Unit } from "../../core/slots";
import { ConfirmButton } from "./confirm_button";
import { PickerNotice } from "./picker_notice";
import { UnitTicks } from "./unit_ticks";

export type Audience = "client" | "dispatcher";

interface Props {
    start: Start;
    calendar: Calendar;
    details: Details;
    /** The units that the visit is for: to be ticked where there are several. */
    units: readonly Unit[];
    leftOut: readonly number[];
    notice: Notice | null;
    /** The press is under way. */
    sending: boolean;
    /** It is not known whether the press arrived. */
    offline: boolean;
    audience: Audience;
    phone: string;
    phoneHint: string;
    onType: (details: Partial<Details>) => void;
    onTick: (unit: number, on: boolean) => void;
    onBack: () => void;
    onConfirm: () => void;
}

/** The time once more, what the technician should know, and one button. */
export class CheckForm extends Component<Props> {
    static override template = "fusion_maintenance.CheckForm";
    static components = { ConfirmButton, PickerNotice, UnitTicks };
    static override props = {
        start: String,
        calendar: Object,
        details: Object,
        units: Array,
        leftOut: Array,
        notice: { type: [Object, { value: null }] },
        sending: Boolean,
        offline: Boolean,
        audience: String,
        phone: String,
        phoneHint: String,
        onType: Function,
        onTick: Function,
        onBack: Function,
        onConfirm: Function,
    };

    onInput(event: Event): void {
        const field = event.target as HTMLInputElement | HTMLTextAreaElement;
        this.props.onType({ [field.name]: field.value });
    }

    onBack(): void {
        if (!this.props.sending) {
            this.props.onBack();
        }
    }

    get day(): string {
        return this.props.calendar.day(this.props.start);
    }

    get time(): string {
        return this.props.calendar.time(this.props.start);
    }

    get hint(): string {
        const { phoneHint } = this.props;
        return phoneHint && _t("Leave it empty to be called on the number we have, which ends in %(digits)s.", { digits: phoneHint });
    }

    get isDispatcher(): boolean {
        return this.props.audience === "dispatcher";
    }
}
