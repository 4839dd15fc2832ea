import type { ComponentConstructor } from "@odoo/owl";
import { App } from "@odoo/owl";
import { getTemplate } from "./templates";

interface MountOptions {
    props?: object;
    env?: object;
    translate?: (source: string) => string;
}

/** Mounts a component on its real template, in a fresh element of the document. */
export async function mount(component: ComponentConstructor, options: MountOptions = {}): Promise<HTMLElement> {
    const target = document.createElement("main");
    document.body.append(target);
    const app = new App(component, {
        getTemplate,
        translateFn: options.translate ?? ((source: string) => source),
        props: options.props ?? {},
        env: options.env ?? {},
        test: true, // dev mode: props are checked
    });
    await app.mount(target);
    return target;
}

/** Lets promises settle and OWL render. */
export async function settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) {
        await new Promise((resolve) => setTimeout(resolve));
        await new Promise((resolve) => requestAnimationFrame(() => resolve(null)));
    }
}
