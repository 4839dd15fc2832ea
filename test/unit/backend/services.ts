import { vi } from "vitest";
import type { ActionEnv } from "../../../web-src/backend/client_action";

/** Odoo's services, as far as client actions use them, each call recorded. */
export function services(call: (model: string, method: string, args: unknown[]) => unknown = () => null) {
    const close = vi.fn();
    const env = {
        services: {
            action: { doAction: vi.fn(() => Promise.resolve()) },
            dialog: { add: vi.fn<(...args: unknown[]) => () => void>(() => close) },
            notification: { add: vi.fn() },
            orm: {
                call: vi.fn(async (model: string, method: string, args: unknown[] = []) => call(model, method, args)),
                formattedReadGroup: vi.fn(() => Promise.resolve<Record<string, unknown>[]>([])),
            },
        },
    };
    return { env: env as ActionEnv & typeof env, close };
}
