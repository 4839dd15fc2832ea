import type { ComponentConstructor } from "@odoo/owl";
import type { Orm } from "@web/core/utils/hooks";

/** What a client action is handed, as far as ours use it. */
export interface ActionEnv {
    services: {
        action: { doAction(action: object | string): Promise<unknown> };
        dialog: { add(dialog: ComponentConstructor, props: object): () => void };
        notification: { add(message: string, options?: { type?: string; title?: string }): void };
        orm: Orm;
    };
}

export interface ClientAction<Params> {
    params: Params;
}
