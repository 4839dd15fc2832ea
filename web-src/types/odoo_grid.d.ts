// The parts of Odoo that the grid of policies is built of, as Odoo 19.0 has them.

declare module "@web/core/py_js/py" {
    export function evaluateExpr(expression: string, context?: object): unknown;
    export function evaluateBooleanExpr(expression: string, context?: object): boolean;
}

declare module "@web/core/browser/browser" {
    export const browser: { localStorage: Storage };
}

declare module "@web/core/l10n/localization" {
    export const localization: { decimalPoint: string; thousandsSep: string };
}

declare module "@web/core/utils/sortable_owl" {
    interface Drop {
        element: HTMLElement;
        previous: HTMLElement | null;
    }
    export function useSortable(params: {
        ref: { el: HTMLElement | null };
        elements: string;
        handle?: string;
        cursor?: string;
        enable?: () => boolean;
        onDrop: (drop: Drop) => void;
    }): void;
}

declare module "@web/core/checkbox/checkbox" {
    import { Component } from "@odoo/owl";
    export class CheckBox extends Component {}
}

declare module "@web/core/dropdown/dropdown" {
    import { Component } from "@odoo/owl";
    export class Dropdown extends Component {}
}

declare module "@web/core/dropdown/dropdown_item" {
    import { Component } from "@odoo/owl";
    export class DropdownItem extends Component {}
}

declare module "@web/core/select_menu/select_menu" {
    import { Component } from "@odoo/owl";
    export class SelectMenu extends Component {}
}

declare module "@web/model/model" {
    import type { Orm } from "@web/core/utils/hooks";
    export interface SearchParams {
        domain: unknown[];
        context: object;
    }
    export class Model {
        static services: readonly string[];
        orm: Orm;
        isReady: boolean;
        setup(params: object, services: object): void;
        load(search: SearchParams): Promise<void>;
        notify(): void;
    }
    export function useModelWithSampleData<M extends Model>(
        model: new () => M,
        params: object,
        options?: { lazy?: boolean },
    ): M;
}

declare module "@web/search/action_hook" {
    export function useSetupAction(params: {
        rootRef: { el: HTMLElement | null };
        beforeLeave: () => boolean | Promise<boolean>;
        beforeUnload: (event: BeforeUnloadEvent) => void;
    }): void;
}

declare module "@web/search/layout" {
    import { Component } from "@odoo/owl";
    export class Layout extends Component {}
}

declare module "@web/search/cog_menu/cog_menu" {
    import { Component } from "@odoo/owl";
    export class CogMenu extends Component {}
}

declare module "@web/search/search_bar/search_bar" {
    import { Component } from "@odoo/owl";
    export class SearchBar extends Component {}
}

declare module "@web/search/search_bar/search_bar_toggler" {
    import type { ComponentConstructor } from "@odoo/owl";
    export function useSearchBarToggler(): { component: ComponentConstructor; props: object };
}

declare module "@web/views/action_helper" {
    import { Component } from "@odoo/owl";
    export class ActionHelper extends Component {}
}

declare module "@web/views/fields/formatters" {
    export function formatInteger(value: number): string;
    export function formatFloat(value: number): string;
    export function formatMonetary(value: number, options?: { currencyId?: number }): string;
}

declare module "@web/views/fields/relational_utils" {
    import { Component } from "@odoo/owl";
    export class Many2XAutocomplete extends Component {}
}

declare module "@web/views/list/list_arch_parser" {
    /** A column of a list's arch. */
    export interface ArchColumn {
        type: string;
        name: string;
        label?: string;
        widget?: string | null;
        options?: { unit?: string; action?: string; currency_field?: string; proposed_by?: string };
        attrs?: { width?: string };
        optional?: string | false;
        readonly?: string;
        required?: string;
        domain?: string;
        context?: string;
        column_invisible?: string | null;
    }
}

declare module "@web/views/view" {
    import type { ArchColumn } from "@web/views/list/list_arch_parser";
    export interface FieldDefinition {
        type: string;
        string: string;
        help?: string;
        readonly?: boolean;
        required?: boolean;
        relation?: string;
        domain?: string | unknown[];
        selection?: [string, string][];
        currency_field?: string;
    }
    /** What a view's controller is given. */
    export interface ViewProps {
        resModel: string;
        fields: Record<string, FieldDefinition>;
        context: object;
        readonly?: boolean;
        className?: string;
        display: object;
        info: { noContentHelp?: string };
        Renderer: unknown;
        archInfo: { columns: ArchColumn[]; limit: number | null; activeActions: { create: boolean } };
        selectRecord(id: number, options: { activeIds: number[] }): void;
    }
}
