import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANSWERS, readAnswer } from "../../../web-src/core/answer";
import { answer, slots } from "../support/payloads";

describe("the server's answer", () => {
    test.each(ANSWERS)("%s is understood", (code) => {
        expect(readAnswer({ answer: code, message: "In words." })).toEqual(answer(code, { message: "In words." }));
    });

    test("is none when it is something else", () => {
        expect(readAnswer({ answer: "reserved" })).toBeNull();
        expect(readAnswer(slots())).toBeNull();
        fc.assert(fc.property(fc.jsonValue(), (json) => readAnswer(json) === null));
    });
});
