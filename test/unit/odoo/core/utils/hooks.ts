import { useEnv } from "@odoo/owl";

// Stands in for Odoo's module of the same name: services come from the test's env.
export function useService(name: string): unknown {
    const env = useEnv() as { services: Record<string, unknown> };
    return env.services[name];
}

export function useBus(bus: EventTarget, event: string, callback: () => void): void {
    bus.addEventListener(event, callback);
}
