import process from "node:process";
import { sentenceFor } from "./errors.mjs";

const endings = [];
let ending = false;
let ended = null;
let exitCodeOnSignal = 130;

/** Register what has to be undone when the command ends, however it ends. The last one registered goes first. */
export function atEnd(undo) {
    endings.push(undo);
    return () => {
        const index = endings.indexOf(undo);
        if (index >= 0) endings.splice(index, 1);
    };
}

/** From here on, Ctrl-C is the normal way to end. */
export function endsNormallyOnSignal() {
    exitCodeOnSignal = 0;
}

/** Whether the command is being stopped: errors that follow from it are not worth a word. */
export function isEnding() {
    return ending;
}

async function undoAll() {
    while (endings.length) {
        try {
            await endings.pop()();
        } catch (error) {
            console.error(`While stopping: ${sentenceFor(error)}`);
        }
    }
}

/** Undo everything now. Whoever calls it again waits for the same end. */
export function end() {
    ending = true; // before the first undoing begins: it asks
    ended ??= undoAll();
    return ended;
}

/**
 * Run a command's main function: undo everything at the end, exit 1 with one sentence when it fails.
 * `lastLine` gives what to print when everything is undone, if anything.
 */
export async function runMain(main, lastLine = () => "") {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
        process.on(signal, async () => {
            if (isEnding()) return;
            console.log("\nStopping …");
            await end();
            process.exit(exitCodeOnSignal);
        });
    }
    let code = 1;
    try {
        code = (await main()) ?? 0;
    } catch (error) {
        if (isEnding()) await new Promise(() => {}); // the signal handler exits
        console.error(`\n${sentenceFor(error)}`);
        if (process.env.FM_DEBUG) console.error(error);
    }
    await end();
    if (lastLine()) console.log(lastLine());
    process.exit(code);
}
