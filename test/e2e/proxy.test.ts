import { readFile } from "node:fs/promises";
import { describe, expect } from "vitest";
import { startNginx } from "../storm/nginx.mjs";
import { it, openOffice, place } from "./support/index.ts";

describe("behind nginx, with the lines of README", () => {
    it("the page works, its token is in no log, and what it loads is compressed and kept", async ({ visit }) => {
        const office = await openOffice();
        const link = await office.link(await office.unit({ client: "Ruth Abernathy" }));
        const token = link.split("/").at(-1) ?? "";
        const proxy = await startNginx(Number(new URL(place().url).port));
        const { page } = await visit({ baseURL: proxy.url });
        const assets: string[] = [];
        page.on("response", (response) => {
            if (response.url().includes("/web/assets/")) assets.push(response.url());
        });
        await page.goto(`/maintenance/book/${token}?lang=en_US`);
        await page.locator(".fm-picker, #fm-picker").first().waitFor();
        await expect.poll(() => assets.length).toBeGreaterThan(1);
        for (const asset of assets) {
            const answer = await fetch(asset, { headers: { "Accept-Encoding": "gzip" } });
            expect(answer.headers.get("content-encoding")).toBe("gzip");
            expect(answer.headers.get("cache-control")).toMatch(/max-age=(?!0)/);
        }
        const written = await readFile(proxy.accessLog, "utf8");
        expect(written).toContain("/maintenance/book/***");
        expect(written).not.toContain(token);
        await proxy.stop();
    });
});
