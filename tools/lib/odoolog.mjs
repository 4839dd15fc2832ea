/** What Odoo's log says, as values. */

const RECORD = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ ([A-Z]+) (\S+) ([\w.]+): (.*)$/;
const EXCEPTION = /^[A-Za-z_][\w.]*(Error|Exception|Violation|Warning|Failure|Exit|Interrupt|NotFound|Missing\w*|Invalid\w*|Undefined\w*)\b/;
const NO_DEMO = /demo data failed to install/;

/** The records of a log: `{ level, logger, message, lines }`, a traceback's lines with the record they follow. */
export function records(log) {
    const found = [];
    for (const line of log.split("\n")) {
        const start = RECORD.exec(line);
        if (start) found.push({ level: start[1], logger: start[3], message: start[4], lines: [] });
        else if (found.length && line.trim()) found.at(-1).lines.push(line);
    }
    return found;
}

function reason(record) {
    const at = record.lines.findLastIndex((line) => EXCEPTION.test(line));
    return at < 0 ? record.message : record.lines[at];
}

/** Why an installation or update failed, in Odoo's own words; "" when nothing in the log says that it did. */
export function whyItFailed(log) {
    const bad = records(log).filter((record) => ["ERROR", "CRITICAL"].includes(record.level) || NO_DEMO.test(record.message));
    const demo = bad.find((record) => NO_DEMO.test(record.message));
    // The last one is what ended it; those before are often its consequences while it was being undone.
    const telling = demo ?? bad.findLast((record) => record.lines.length) ?? bad.at(-1);
    if (!telling) return "";
    return demo ? `The demo data was refused: ${reason(demo)}` : reason(telling);
}

/** How many tests ran: `{ passed, failed }`, or null when the log does not say (Odoo did not come that far). */
export function testCounts(log) {
    const ends = [...log.matchAll(/(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading database/g)];
    if (!ends.length) return null;
    const [failures, errors, all] = ends.at(-1).slice(1).map(Number);
    const failed = failures + errors;
    return { passed: Math.max(0, all - failed), failed };
}

/** What is warned about or refused, and has to do with `subject`: each as one line. */
export function complaints(log, subject) {
    const loud = records(log).filter((record) => ["WARNING", "ERROR", "CRITICAL"].includes(record.level));
    const told = (record) => record.lines.filter((line) => line.includes(subject) && !/^\s*(File "|Traceback)/.test(line));
    const about = loud.filter((record) => record.message.includes(subject) || told(record).length);
    return about.map((record) => [record.message, ...told(record).map((line) => line.trim())].join(" "));
}

/** The tests that failed, each with what it said. */
export function failedTests(log) {
    const failing = records(log).filter((record) => /^(FAIL|ERROR): /.test(record.message));
    return failing.map((record) => [record.message, ...record.lines].join("\n"));
}

/** How far an installation is (`Loading module sale (45/120)`, the addon's own files), as words; "" for any other line. */
export function installProgress(line) {
    const file = /: loading fusion_maintenance\/(\S+)/.exec(line);
    if (file) return `reading ${file[1]}`;
    const at = /Loading module (\w+) \((\d+)\/(\d+)\)/.exec(line);
    return at ? `module ${at[2]} of ${at[3]} (${at[1]})` : "";
}
