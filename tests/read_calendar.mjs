// What ical.js has of the calendar that is named: its zones' offsets in a year's months, and each event; as JSON.
import { readFile } from "node:fs/promises";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(await readFile(process.argv[2], "utf8")));
const zones = calendar.getAllSubcomponents("vtimezone").map((each) => new ICAL.Timezone(each));
for (const zone of zones) ICAL.TimezoneService.register(zone);
const months = Array.from({ length: 12 }, (_, month) => ICAL.Time.fromData({ year: 2027, month: month + 1, day: 15 }));
const value = (component, name) => component.getFirstPropertyValue(name);
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    location: event.location,
    isDate: event.startDate.isDate,
    zone: event.startDate.zone.tzid,
    start: event.startDate.toString(),
    startSeconds: event.startDate.toUnixTime(),
    minutes: event.duration.toSeconds() / 60,
    geo: value(component, "geo"),
    url: value(component, "url"),
    status: value(component, "status"),
    comment: value(component, "comment"),
    color: value(component, "color"),
    stamp: value(component, "dtstamp").toString(),
  };
});
console.log(
  JSON.stringify({
    version: value(calendar, "version"),
    name: value(calendar, "name"),
    zones: zones.map((zone) => ({ tzid: zone.tzid, hours: months.map((each) => zone.utcOffset(each) / 3600) })),
    events,
  }),
);
