import { configure } from "@testing-library/dom";
import { afterEach, beforeEach, vi } from "vitest";

// Looking at the computed style of every ancestor takes most of a test's time; nothing here is hidden by style.
configure({ defaultHidden: true });

// jsdom lays nothing out, so it has nothing to scroll, and nothing to put in a place.
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.animate = () => ({ cancel: () => undefined }) as unknown as Animation;

/** A test that printed to the console has a problem that nobody looks at: it fails. */
const printed: string[] = [];

beforeEach(() => {
    printed.length = 0;
    for (const method of ["log", "warn", "error", "debug"] as const) {
        vi.spyOn(console, method).mockImplementation((...args) => {
            printed.push(`${method}: ${args.map(String).join(" ")}`);
        });
    }
    // OWL says once that it runs in development mode, which the tests ask for.
    vi.spyOn(console, "info").mockImplementation(() => undefined);
});

afterEach(() => {
    document.body.replaceChildren();
    if (printed.length) {
        throw new Error(`The test printed to the console:\n${printed.join("\n")}`);
    }
});
