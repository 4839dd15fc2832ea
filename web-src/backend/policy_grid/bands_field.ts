import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useInputField } from "@web/views/fields/input_field_hook";
import type { StandardFieldProps } from "@web/views/fields/standard_field_props";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import type { Bands } from "../../core/bands";
import { formatBands, parseBands } from "../../core/bands";
import { bandsProblem, bandTitle } from "./bands_words";

interface State {
    /** Why what is typed cannot be kept, "" when it can. */
    problem: string;
}

/** Reminder bands as chips; while edited, a text that is checked before it is kept. */
export class BandsField extends Component<StandardFieldProps> {
    static override template = "fusion_maintenance.BandsField";
    static override props = { ...standardFieldProps };

    state = useState<State>({ problem: "" });

    override setup(): void {
        useInputField({ getValue: () => this.text, parse: (text) => this.parse(text) });
    }

    /** Checks while typing, so that the sentence is there before the cell is left. */
    onInput(event: Event): void {
        this.state.problem = bandsProblem((event.target as HTMLInputElement).value);
    }

    titleOf(band: number): string {
        return bandTitle(band);
    }

    get text(): string {
        return String(this.props.record.data[this.props.name] || "");
    }

    get bands(): Bands {
        const parsed = parseBands(this.text);
        return parsed.ok ? parsed.bands : [];
    }

    /** Refusing by throwing is how a field tells Odoo that its value is invalid. */
    private parse(text: string): string {
        this.state.problem = bandsProblem(text);
        const parsed = parseBands(text);
        if (this.state.problem || !parsed.ok) {
            throw new Error(this.state.problem);
        }
        return formatBands(parsed.bands);
    }
}

export const bandsField = {
    component: BandsField,
    displayName: _t("Reminder bands"),
    supportedTypes: ["char"],
};

registry.category("fields").add("fusion_bands", bandsField);
