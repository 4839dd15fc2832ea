import { expect, test } from "vitest";
import { chooseName } from "../../../tools/lib/kept.mjs";

const NAME = "fusion_maintenance";
const none = new Set();

test("the plain name is used when it is free or this checkout's own", () => {
    expect(chooseName(new Map(), none, "/a")).toBe(NAME);
    expect(chooseName(new Map([[NAME, { project: "/a" }]]), none, "/a")).toBe(NAME);
});

test("another checkout's database is left alone", () => {
    expect(chooseName(new Map([[NAME, { project: "/b" }]]), none, "/a")).toMatch(/^fusion_maintenance_[0-9a-f]{4}$/);
});

test("a database that these tools did not make is left alone", () => {
    expect(chooseName(new Map([[NAME, {}]]), none, "/a")).not.toBe(NAME);
});

test("a database that another run uses is not shared", () => {
    const known = new Map([[NAME, { project: "/a" }]]);
    const second = chooseName(known, new Set([NAME]), "/a");
    expect(second).not.toBe(NAME);
    expect(chooseName(known, new Set([NAME, second]), "/a")).toBe(`${second}_2`);
});
