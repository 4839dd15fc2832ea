export { asOdoo, bookFirst, button, chooseSuggested, heading, openPage, picker, seeBooked, suggestions, tabTo } from "./client.ts";
export { expectAccessible, expectGoodPage, expectLargeTargets, expectNoSideways, pictures } from "./looks.ts";
export { inDays, openOffice, type Office, type Unit } from "./office.ts";
export { expectProblem, it, mails, place, type Visit } from "./stand.ts";
