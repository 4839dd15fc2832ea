// The parts of Odoo's web client that are used here, as Odoo 19.0 has them.

declare module "@web/core/l10n/translation" {
    export type Substitutions = Record<string, string | number>;
    export function _t(source: string, substitutions?: Substitutions): string;
    export function appTranslateFn(source: string, module: string): string;
    export const translationLoaded: unique symbol;
    export const translatedTerms: Record<string, Record<string, string>> & { [translationLoaded]: boolean };
    export const translatedTermsGlobal: Record<string, string>;
}

declare module "@web/core/templates" {
    export function getTemplate(name: string): Element;
}

declare module "@web/core/registry" {
    interface Category {
        add(key: string, value: unknown, options?: { force?: boolean; sequence?: number }): Category;
        get(key: string): unknown;
    }
    export const registry: { category(name: string): Category };
}

declare module "@web/core/user" {
    export const user: {
        lang: string;
        context: Record<string, unknown>;
        activeCompany?: { id: number };
        hasGroup(group: string): Promise<boolean>;
    };
}

declare module "@web/core/domain" {
    export type DomainList = unknown[];
    export class Domain {
        constructor(domain?: DomainList | string);
        toString(): string;
        toList(context?: object): DomainList;
    }
}

declare module "@web/core/network/rpc" {
    export class RPCError extends Error {
        exceptionName?: string | null;
        data?: { message?: string };
    }
}

declare module "@web/core/utils/hooks" {
    export interface Orm {
        call(model: string, method: string, args?: unknown[], kwargs?: object): Promise<unknown>;
        webSearchRead(
            model: string,
            domain: unknown[],
            options: { specification: object; limit?: number; context?: object },
        ): Promise<{ length: number; records: Record<string, unknown>[] }>;
        formattedReadGroup(
            model: string,
            domain: unknown[],
            groupby: string[],
            aggregates: string[],
        ): Promise<Record<string, unknown>[]>;
    }
    export interface ActionService {
        doAction(action: string): Promise<void>;
        doActionButton(params: object): Promise<void>;
    }
    export interface DialogService {
        add(dialog: unknown, props: object, options?: { onClose?: () => void }): () => void;
    }
    export interface UiService {
        isSmall: boolean;
    }
    export function useService(name: "orm"): Orm;
    export function useService(name: "action"): ActionService;
    export function useService(name: "dialog"): DialogService;
    export function useService(name: "ui"): UiService;
    export function useBus(bus: EventTarget, event: string, callback: () => void): void;
}

declare module "@web/core/dialog/dialog" {
    import { Component } from "@odoo/owl";
    export class Dialog extends Component {}
}

declare module "@web/core/confirmation_dialog/confirmation_dialog" {
    import { Component } from "@odoo/owl";
    export class ConfirmationDialog extends Component {}
}
