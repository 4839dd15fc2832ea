import { Component, onMounted, onWillUnmount, onWillUpdateProps, status, useState } from "@odoo/owl";
import type { DialogService, UiService } from "@web/core/utils/hooks";
import { useService } from "@web/core/utils/hooks";
import { typesApi } from "./types_api";
import type { GridPolicy } from "./types_body";
import { TypesBody } from "./types_body";
import { TypesSheet } from "./types_sheet";
import { TypesStore } from "./types_store";
import { TYPES_WORDS } from "./types_words";

interface Props {
    /** How often the grid was saved: there may be policies that were not there before. */
    saves: number;
    policyAt: (key: string) => GridPolicy | null;
    /** Somebody came here for the device types. */
    isAsked: boolean;
}

/** The device types beside the grid of policies, for those who may edit them; on a phone, in a sheet. */
export class TypesPanel extends Component<Props> {
    static override template = "fusion_maintenance.TypesPanel";
    static components = { TypesBody };
    static override props = { saves: Number, policyAt: Function, isAsked: Boolean };

    store!: TypesStore;
    ui!: UiService;
    private dialog!: DialogService;

    override setup(): void {
        this.store = new TypesStore(typesApi(useService("orm")));
        this.ui = useState(useService("ui"));
        this.dialog = useService("dialog");
        const unsubscribe = this.store.subscribe(() => this.redraw());
        onWillUnmount(unsubscribe);
        onMounted(() => void this.begin());
        onWillUpdateProps(({ saves }: Props) => {
            if (saves !== this.props.saves) void this.store.load();
        });
    }

    get countWords(): string {
        return TYPES_WORDS.count(this.store.waiting, this.store.types.length);
    }

    openSheet(): void {
        this.dialog.add(TypesSheet, { store: this.store, policyAt: this.props.policyAt });
    }

    private async begin(): Promise<void> {
        await this.store.load();
        if (this.props.isAsked && this.store.types.length) {
            if (this.ui.isSmall) {
                this.openSheet();
            } else {
                this.store.open(true);
            }
        }
    }

    private redraw(): void {
        if (status(this) === "mounted") {
            this.render();
        }
    }
}
