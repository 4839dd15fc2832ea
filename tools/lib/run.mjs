import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { meaningOf, Stop } from "./errors.mjs";
import { atEnd, isEnding } from "./lifecycle.mjs";

const GRACE = 5_000;
// A service started by a command may keep its output open: it is not waited for.
const DRAIN = 2_000;

/** Ask a child to end, insist after a while, and wait until it is gone. */
export async function endChild(child, { signal = "SIGTERM", grace = GRACE } = {}) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const insist = setTimeout(() => child.kill("SIGKILL"), grace);
    await gone;
    clearTimeout(insist);
}

// Commands under way when the run is stopped. They were started after whatever is to be undone, so they go first.
function endWithTheRun(child) {
    child.once("exit", atEnd(() => endChild(child)));
}

function collect(stream, onLine, into) {
    const lines = createInterface({ input: stream });
    return new Promise((resolve) => {
        lines.on("line", (line) => {
            into.push(line);
            onLine?.(line);
        });
        lines.on("close", resolve);
    });
}

/**
 * Run a command to its end. Gives its exit code and what it printed; never throws for a failing command.
 * Options: cwd, env (complete), input (text for stdin), onLine (each printed line; `false` ends the command), logFile (gets
 * the output), timeout (ms).
 */
export async function run(command, args = [], { cwd, env = process.env, input, onLine, logFile, timeout } = {}) {
    const forTheEnd = isEnding();
    if (logFile) await mkdir(dirname(logFile), { recursive: true });
    const log = logFile && createWriteStream(logFile, { flags: "a" });
    const stdio = [input === undefined ? "ignore" : "pipe", "pipe", "pipe"];
    const child = spawn(command, args, { cwd, env, stdio });
    endWithTheRun(child);
    let stopping = null;
    const stop = () => (stopping ??= endChild(child));
    let timedOut = false;
    const limit = timeout && setTimeout(() => {
        timedOut = true;
        stop();
    }, timeout);
    const out = [];
    const err = [];
    const both = [];
    const keep = (line) => {
        both.push(line);
        log?.write(`${line}\n`);
        if (onLine?.(line) === false) stop();
    };
    const code = new Promise((resolve) => {
        child.once("error", (error) => resolve({ code: 127, signal: null, problem: error.message }));
        child.once("exit", (status, signal) => resolve({ code: status ?? 1, signal, problem: "" }));
    });
    if (input !== undefined) {
        child.stdin.on("error", () => {}); // it may end without reading everything: its exit code tells
        child.stdin.end(input);
    }
    const drained = Promise.all([collect(child.stdout, keep, out), collect(child.stderr, keep, err)]);
    const ended = await code;
    await Promise.race([drained, pause(DRAIN, undefined, { ref: false })]);
    clearTimeout(limit);
    log?.end();
    // The run is being stopped: nothing follows from a command that was ended with it.
    if (isEnding() && !forTheEnd) await new Promise(() => {});
    const text = [...both, ended.problem].filter(Boolean).join("\n");
    return { ...ended, timedOut, stdout: out.join("\n"), stderr: err.join("\n"), output: text };
}

/** Run a command that has to succeed; otherwise stop with `sentence` and the last thing it said. */
export async function must(sentence, command, args, options = {}) {
    const result = await run(command, args, options);
    if (result.code === 0) return result;
    const meaning = meaningOf(result.output);
    const last = result.output.trim().split("\n").at(-1) ?? "";
    const more = options.logFile ? ` The whole output is in ${options.logFile}.` : "";
    throw new Stop(meaning || `${sentence} ${last && `It said: ${last}`}${more}`.trim());
}

/** The path of a program, or "" when the machine does not have it. */
export async function which(program) {
    const found = await run("/bin/sh", ["-c", 'command -v -- "$1"', "sh", program]);
    return found.code === 0 ? found.stdout.trim() : "";
}
