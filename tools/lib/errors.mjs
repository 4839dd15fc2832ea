/** A reason to stop that a person can act on. Its message is one clear sentence. */
export class Stop extends Error {}

const MEANINGS = [
    [/ENOSPC|No space left on device/i, "The disk is full: free some space, then run the command again."],
    [/EROFS|Read-only file system/i, "The disk is read-only: set XDG_CACHE_HOME to a folder that can be written."],
    [/EMFILE|ENFILE|Too many open files/i, "Too many files are open on this machine: raise the limit (ulimit -n), then run the command again."],
];

/** What the machine itself complains about in some output, as a sentence, or "" when it does not. */
export function meaningOf(output) {
    const known = MEANINGS.find(([pattern]) => pattern.test(output));
    return known ? known[1] : "";
}

/** The sentence to print for any error; unknown ones keep their own words. */
export function sentenceFor(error) {
    if (error instanceof Stop) return error.message;
    const text = `${error?.code ?? ""} ${error?.message ?? error}`;
    return meaningOf(text) || `Something unexpected happened: ${text.trim()} (run again with FM_DEBUG=1 to see where).`;
}
