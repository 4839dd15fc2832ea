import { onMounted, useComponent, useRef } from "@odoo/owl";

interface Params {
    getValue: () => string;
    parse: (text: string) => unknown;
}

interface FieldProps {
    name: string;
    record: { update: (values: object) => void; setInvalidField: (name: string) => void };
}

// Stands in for Odoo's hook: shows the value, keeps what parses, marks the field when it does not.
export function useInputField({ getValue, parse }: Params): { el: HTMLElement | null } {
    const input = useRef("input");
    const { name, record } = useComponent().props as FieldProps;
    onMounted(() => {
        const element = input.el as HTMLInputElement | null;
        if (!element) {
            return;
        }
        element.value = getValue();
        element.addEventListener("change", () => {
            try {
                record.update({ [name]: parse(element.value) });
            } catch {
                record.setInvalidField(name);
            }
        });
    });
    return input;
}
