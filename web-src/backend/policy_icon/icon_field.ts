import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import type { StandardFieldProps } from "@web/views/fields/standard_field_props";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

interface Icon {
    key: string;
    label: string;
}

/** The icon of an equipment class, chosen among a few that are seen, and named for those who do not see them. */
export class IconField extends Component<StandardFieldProps> {
    static override template = "fusion_maintenance.IconField";
    static override props = { ...standardFieldProps };

    get icons(): Icon[] {
        const selection = this.props.record.fields[this.props.name]?.selection ?? [];
        return selection.map(([key, label]) => ({ key, label }));
    }

    /** The one that is chosen. */
    get icon(): Icon | null {
        return this.icons.find(({ key }) => key === this.props.record.data[this.props.name]) ?? null;
    }

    choose(key: string): void {
        void this.props.record.update({ [this.props.name]: key });
    }
}

export const iconField = {
    component: IconField,
    displayName: _t("Icon of an equipment class"),
    supportedTypes: ["selection"],
};

registry.category("fields").add("fusion_icon", iconField);
