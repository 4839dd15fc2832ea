import type { LocalDate, Start } from "./slots";

const MINUTE = 60_000;
/** Wider than any jump of a clock. */
const AROUND = 180 * MINUTE;

/** Formats starts and dates for a person, in the company's zone and the reader's language. */
export interface Calendar {
    /** "10:00 a.m."; the two that share a name in autumn carry their offset: "1:30 a.m. EDT". */
    time(start: Start): string;
    /** "Tuesday, March 10" of a start. */
    day(start: Start): string;
    /** "Tuesday, March 10, 10:00 a.m.": what a button says to somebody who sees only that button. */
    dayAndTime(start: Start): string;
    /** "Tuesday, March 10" of a local date. */
    date(date: LocalDate): string;
    /** "March 10 – 16": the days of a week. */
    range(first: LocalDate, last: LocalDate): string;
    /** Local hour, 0 to 23. */
    hour(start: Start): number;
    /** "Eastern Time". */
    zoneName(start: Start): string;
}

type Options = Intl.DateTimeFormatOptions;

const DAY: Options = { weekday: "long", month: "long", day: "numeric" };
const TIME: Options = { hour: "numeric", minute: "2-digit" };

/** A calendar for one language and one zone; a language that Intl does not know falls back to the browser's. */
export function createCalendar(lang: string, zone: string): Calendar {
    const format = (options: Options) => new Intl.DateTimeFormat(locale(lang), options);
    const dayFormat = format({ ...DAY, timeZone: zone });
    const timeFormat = format({ ...TIME, timeZone: zone });
    const namedTimeFormat = format({ ...TIME, timeZone: zone, timeZoneName: "short" });
    const hourFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: zone });
    // A local date has no zone: it is written at noon UTC and read in UTC.
    const dateFormat = format({ ...DAY, timeZone: "UTC" });
    const rangeFormat = format({ month: "long", day: "numeric", timeZone: "UTC" });

    const time = (start: Start) => unbroken((isTwice(start, zone) ? namedTimeFormat : timeFormat).format(Date.parse(start)));
    const day = (start: Start) => dayFormat.format(Date.parse(start));
    return {
        time,
        day,
        dayAndTime: (start) => inOneLine(day(start), time(start)),
        date: (date) => dateFormat.format(noon(date)),
        range: (first, last) => rangeFormat.formatRange(noon(first), noon(last)),
        hour: (start) => Number(hourFormat.format(Date.parse(start))),
        zoneName: (start) => zoneName(start, lang, zone),
    };
}

/** "Tuesday, March 10, 10:00 a.m.", with ordinary spaces: it is read out, copied and searched for. */
export function inOneLine(day: string, time: string): string {
    return `${day}, ${time}`.replace(/[\u00a0\u202f]/g, " ");
}

/** No line ends between "10:00" and "a.m.". */
function unbroken(time: string): string {
    return time.replace(/ /g, "\u00a0");
}

/** Making a format costs more than using it a hundred times. */
const wallFormats = new Map<string, Intl.DateTimeFormat>();

/** Minutes that the zone's clocks are ahead of UTC at an instant. */
export function offsetAt(instant: number, zone: string): number {
    const parts = wallFormat(zone).formatToParts(instant);
    const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    const wall = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
    return Math.round((wall - instant) / MINUTE);
}

/** True when the clocks show this start's local time twice that night, as they do in autumn. */
export function isTwice(start: Start, zone: string): boolean {
    const instant = Date.parse(start);
    const back = offsetAt(instant - AROUND, zone) - offsetAt(instant + AROUND, zone);
    if (back <= 0) {
        return false;
    }
    const here = offsetAt(instant, zone);
    const later = offsetAt(instant + back * MINUTE, zone);
    const earlier = offsetAt(instant - back * MINUTE, zone);
    return here - later === back || earlier - here === back;
}

/** True when a clock in `device` shows another time than one in `zone` at any of these starts. */
export function differsFrom(device: string, zone: string, starts: readonly Start[]): boolean {
    return starts.some((start) => offsetAt(Date.parse(start), device) !== offsetAt(Date.parse(start), zone));
}

function wallFormat(zone: string): Intl.DateTimeFormat {
    let format = wallFormats.get(zone);
    if (!format) {
        format = new Intl.DateTimeFormat("en-US", {
            timeZone: zone,
            hourCycle: "h23",
            year: "numeric",
            month: "2-digit",
            day: "2-digit",
            hour: "2-digit",
            minute: "2-digit",
        });
        wallFormats.set(zone, format);
    }
    return format;
}

function zoneName(start: Start, lang: string, zone: string): string {
    const parts = new Intl.DateTimeFormat(locale(lang), { timeZone: zone, timeZoneName: "longGeneric" })
        .formatToParts(Date.parse(start));
    return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

function locale(lang: string): string | undefined {
    try {
        return Intl.DateTimeFormat.supportedLocalesOf(lang)[0];
    } catch {
        return undefined; // not a language tag
    }
}

function noon(date: LocalDate): number {
    return Date.parse(`${date}T12:00:00Z`);
}
