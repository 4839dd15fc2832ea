/**
 * The apt sources a machine has, as plain values, and the one derived from them.
 * A source is `{ types, uris, suites, components, fields }`; `fields` keeps everything else as deb822 spells it.
 */

const LISTS = { types: "Types", uris: "URIs", suites: "Suites", components: "Components" };
const LIST_OF = Object.fromEntries(Object.entries(LISTS).map(([key, name]) => [name.toLowerCase(), key]));
const OPTION_NAMES = { arch: "Architectures", lang: "Languages", target: "Targets" };
const MANY_VALUES = new Set(["Architectures", "Languages", "Targets"]);

const words = (text) => text.split(/\s+/).filter(Boolean);

function optionName(option) {
    return OPTION_NAMES[option] ?? option.replace(/(^|-)([a-z])/g, (_all, dash, letter) => dash + letter.toUpperCase());
}

function parseOptions(text) {
    const fields = {};
    for (const option of words(text)) {
        const [key, value = ""] = option.split(/=(.*)/s);
        const name = optionName(key.replace(/[+-]$/, ""));
        fields[name] = MANY_VALUES.has(name) ? value.replaceAll(",", " ") : value;
    }
    return fields;
}

/** The sources of a one-line file (`deb [signed-by=…] uri suite component …`). */
export function parseOneLine(text) {
    const found = [];
    for (const line of text.split("\n")) {
        const match = /^\s*(deb|deb-src)\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)([^#]*)/.exec(line);
        if (!match) continue;
        const [, type, options = "", uri, suite, components] = match;
        found.push({ types: [type], uris: [uri], suites: [suite], components: words(components), fields: parseOptions(options) });
    }
    return found;
}

function parseStanza(lines) {
    const source = { types: [], uris: [], suites: [], components: [], fields: {} };
    let name = "";
    for (const line of lines) {
        const start = /^([A-Za-z][A-Za-z0-9-]*):\s*(.*)$/.exec(line);
        if (start) name = start[1];
        const value = start ? start[2] : line;
        const key = LIST_OF[name.toLowerCase()];
        if (key) source[key].push(...words(value));
        else if (name) source.fields[name] = start ? value : `${source.fields[name]}\n${value}`;
    }
    return source;
}

/** The sources of a deb822 file (stanzas of `Field: value`, continued by indented lines). */
export function parseDeb822(text) {
    const stanzas = [[]];
    for (const line of text.split("\n")) {
        if (line.startsWith("#")) continue;
        if (line.trim()) stanzas.at(-1).push(line.trimEnd());
        else stanzas.push([]);
    }
    return stanzas.filter((lines) => lines.length).map(parseStanza);
}

function field(source, name) {
    const entry = Object.entries(source.fields).find(([key]) => key.toLowerCase() === name);
    return entry ? entry[1] : "";
}

function isDebian(source, codename) {
    if (!source.types.includes("deb") || !source.components.includes("main")) return false;
    if (/^(no|false|0|off|disable)$/i.test(field(source, "enabled"))) return false;
    if (source.uris.every((uri) => /^cdrom:/.test(uri))) return false;
    const suites = source.suites.filter((suite) => !/security|\/updates$/.test(suite));
    const own = [codename, "stable", "oldstable", "testing", "unstable", "sid"].filter(Boolean);
    if (!suites.some((suite) => own.includes(suite))) return false;
    // Others may use the same suite name: only Debian's own archive is signed with Debian's archive keys.
    const key = field(source, "signed-by");
    return !key || /debian-archive|BEGIN PGP/.test(key);
}

/** Those of the machine's sources that are Debian's own archive, the most certain one first. */
export function debianSources(sources, codename) {
    const certain = (source) => Number(/debian-archive/.test(field(source, "signed-by")));
    return sources.filter((source) => isDebian(source, codename)).sort((a, b) => certain(b) - certain(a));
}

/** The same mirror with the same keyring, but of the unstable suite, as a deb822 stanza. */
export function unstableFrom(source) {
    const kept = Object.entries(source.fields).filter(([name]) => !/^(enabled|x-|description|languages|targets)/i.test(name));
    const uris = source.uris.filter((uri) => !/^cdrom:/.test(uri));
    const lines = ["Types: deb", `URIs: ${uris.join(" ")}`, "Suites: unstable", "Components: main"];
    return `${[...lines, ...kept.map(([name, value]) => `${name}: ${value}`)].join("\n")}\n`;
}
