import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCE = join(import.meta.dirname, "../../../web-src");

/** The real templates of web-src, by name. */
export const templates = new Map<string, Element>();

for (const file of readdirSync(SOURCE, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".xml")) {
        continue;
    }
    const document = new DOMParser().parseFromString(readFileSync(join(SOURCE, file), "utf8"), "text/xml");
    for (const template of document.documentElement.children) {
        const name = template.getAttribute("t-name");
        if (!name) {
            throw new Error(`${file}: every child of the root has a t-name.`);
        }
        templates.set(name, template);
    }
}

// What Odoo's dialog shows, without its frame.
const dialog = '<t t-name="web.Dialog"><div role="dialog" t-att-aria-label="props.title"><t t-slot="default"/><t t-slot="footer"/></div></t>';
templates.set("web.Dialog", new DOMParser().parseFromString(dialog, "text/xml").documentElement);

/** A template by its name, as OWL asks for it; those written in the stand-ins it knows itself. */
export function getTemplate(name: string): Element | undefined {
    const template = templates.get(name);
    if (!template && !name.startsWith("__template__")) {
        throw new Error(`No template ${name}`);
    }
    return template;
}
