import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import type { GridPolicy } from "./types_body";
import { TypesBody } from "./types_body";
import type { TypesStore } from "./types_store";

interface Props {
    store: TypesStore;
    policyAt: (key: string) => GridPolicy | null;
    close: () => void;
}

/** The device types on a phone. */
export class TypesSheet extends Component<Props> {
    static override template = "fusion_maintenance.TypesSheet";
    static components = { Dialog, TypesBody };
    static override props = { store: Object, policyAt: Function, close: Function };
}
