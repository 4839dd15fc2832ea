import { performance } from "node:perf_hooks";

const BEAT = 10_000;
const begun = performance.now();

/** Seconds since `start`, for people: `0.4 s`, `12 s`. */
export function seconds(start) {
    const passed = (performance.now() - start) / 1000;
    return `${passed < 10 ? passed.toFixed(1) : Math.round(passed)} s`;
}

/** Print one line, with the seconds since the command began. */
export function say(text) {
    console.log(`[${seconds(begun).padStart(6)}] ${text}`);
}

/**
 * Do one piece of work and say so: when it begins, every ten seconds while it lasts, and when it is done.
 * `work` is given a function that sets what the ten-second line says.
 */
export async function step(name, doing, work) {
    const start = performance.now();
    let detail = "still at it";
    say(`${name}: ${doing}`);
    const beat = setInterval(() => say(`${name}: ${detail}`), BEAT);
    try {
        const result = await work((text) => { detail = text; });
        say(`${name}: done in ${seconds(start)}`);
        return result;
    } finally {
        clearInterval(beat);
    }
}
