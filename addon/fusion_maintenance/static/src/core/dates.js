const MINUTE = 6e4;
const AROUND = 180 * MINUTE;
const DAY = { weekday: "long", month: "long", day: "numeric" };
const TIME = { hour: "numeric", minute: "2-digit" };
function createCalendar(lang, zone) {
  const format = (options) => new Intl.DateTimeFormat(locale(lang), options);
  const dayFormat = format({ ...DAY, timeZone: zone });
  const timeFormat = format({ ...TIME, timeZone: zone });
  const namedTimeFormat = format({ ...TIME, timeZone: zone, timeZoneName: "short" });
  const hourFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: zone });
  const dateFormat = format({ ...DAY, timeZone: "UTC" });
  const rangeFormat = format({ month: "long", day: "numeric", timeZone: "UTC" });
  const time = (start) => unbroken((isTwice(start, zone) ? namedTimeFormat : timeFormat).format(Date.parse(start)));
  const day = (start) => dayFormat.format(Date.parse(start));
  return {
    time,
    day,
    dayAndTime: (start) => inOneLine(day(start), time(start)),
    date: (date) => dateFormat.format(noon(date)),
    range: (first, last) => rangeFormat.formatRange(noon(first), noon(last)),
    hour: (start) => Number(hourFormat.format(Date.parse(start))),
    zoneName: (start) => zoneName(start, lang, zone)
  };
}
function inOneLine(day, time) {
  return `${day}, ${time}`.replace(/[\u00a0\u202f]/g, " ");
}
function unbroken(time) {
  return time.replace(/ /g, " ");
}
const wallFormats = /* @__PURE__ */ new Map();
function offsetAt(instant, zone) {
  const parts = wallFormat(zone).formatToParts(instant);
  const read = (type) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
  return Math.round((wall - instant) / MINUTE);
}
function isTwice(start, zone) {
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
function differsFrom(device, zone, starts) {
  return starts.some((start) => offsetAt(Date.parse(start), device) !== offsetAt(Date.parse(start), zone));
}
function wallFormat(zone) {
  let format = wallFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit"
    });
    wallFormats.set(zone, format);
  }
  return format;
}
function zoneName(start, lang, zone) {
  const parts = new Intl.DateTimeFormat(locale(lang), { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(Date.parse(start));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}
function locale(lang) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(lang)[0];
  } catch {
    return void 0;
  }
}
function noon(date) {
  return Date.parse(`${date}T12:00:00Z`);
}
export {
  createCalendar,
  differsFrom,
  inOneLine,
  isTwice,
  offsetAt
};
