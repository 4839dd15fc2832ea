// The parts of Odoo's views that are extended here, as Odoo 19.0 has them.

declare module "@web/search/search_model" {
    import type { DomainList } from "@web/core/domain";
    export interface SearchItem {
        id: number;
        type: string;
        domain?: string;
        description?: string;
    }
    export class SearchModel {
        query: { searchItemId: number }[];
        searchItems: Record<number, SearchItem>;
        toggleSearchItem(id: number): void;
        createNewFilters(filters: { description: string; domain: string }[]): void;
        protected _getDomain(): DomainList;
    }
}

declare module "@web/views/kanban/kanban_renderer" {
    import type { ComponentConstructor } from "@odoo/owl";
    import { Component } from "@odoo/owl";
    interface Props {
        list: { resModel: string; groupByField?: { name: string } };
    }
    export interface GroupOrRecord {
        key: string;
        group?: { value: unknown };
    }
    export class KanbanRenderer extends Component<Props> {
        static components: Record<string, ComponentConstructor>;
        getGroupsOrRecords(): GroupOrRecord[];
        get canUseSortable(): boolean;
    }
}

declare module "@web/views/kanban/kanban_view" {
    export const kanbanView: Record<string, unknown>;
}

declare module "@web/views/list/list_renderer" {
    import { Component } from "@odoo/owl";
    export interface Column {
        name: string;
        type: string;
    }
    export class ListRenderer extends Component {
        getColumnClass(column: Column): string;
        getCellClass(column: Column, record: object): string;
    }
}

declare module "@web/views/list/list_view" {
    export const listView: Record<string, unknown>;
}

declare module "@web/views/fields/standard_field_props" {
    export interface FieldRecord {
        data: Record<string, unknown>;
        fields: Record<string, { selection?: [string, string][] }>;
        update(values: Record<string, unknown>): Promise<void>;
        isFieldInvalid(name: string): boolean;
    }
    export interface StandardFieldProps {
        id?: string;
        name: string;
        readonly?: boolean;
        record: FieldRecord;
    }
    export const standardFieldProps: {
        id: { type: StringConstructor; optional: true };
        name: { type: StringConstructor };
        readonly: { type: BooleanConstructor; optional: true };
        record: { type: ObjectConstructor };
    };
}

declare module "@web/views/fields/input_field_hook" {
    export function useInputField(params: {
        getValue: () => string;
        parse?: (text: string) => unknown;
        refName?: string;
    }): { el: HTMLInputElement | null };
}

declare module "@web/views/calendar/calendar_model" {
    import type { ComponentConstructor } from "@odoo/owl";
    /** As much of a luxon DateTime as is used. */
    interface Moment {
        toLocaleString(format: Intl.DateTimeFormatOptions): string;
        toMillis(): number;
    }
    export interface CalendarRecord {
        id: number;
        start: Moment;
        end?: Moment;
        title?: string;
    }
    interface DialogService {
        add(component: ComponentConstructor, props: object, options?: { onClose?: () => void }): () => void;
    }
    export class CalendarModel {
        env: { services: { dialog: DialogService } };
        load(params?: object): Promise<void>;
        fetchRecords(data: object): Promise<Record<string, unknown>[]>;
        updateRecord(record: CalendarRecord, options?: object): Promise<void>;
        get canEdit(): boolean;
        get records(): Record<number, CalendarRecord>;
    }
}

declare module "@web/views/calendar/calendar_view" {
    export const calendarView: { type: "calendar"; [key: string]: unknown };
}

declare module "@web/views/widgets/standard_widget_props" {
    export interface WatchedRecord {
        load(): Promise<void>;
    }
    export const standardWidgetProps: Record<string, object>;
}
