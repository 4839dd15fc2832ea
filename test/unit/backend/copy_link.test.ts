import { screen } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { copyLink } from "../../../web-src/backend/copy_link/copy_link";
import { CopyLinkDialog } from "../../../web-src/backend/copy_link/copy_link_dialog";
import { mount } from "../support/mount";
import { services } from "./services";

const URL = "https://example.com/maintenance/book/token";

afterEach(() => vi.unstubAllGlobals());

test("the booking link is copied, and it is said", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    const { env } = services();
    await copyLink(env, { params: { url: URL } });
    expect(writeText).toHaveBeenCalledWith(URL);
    expect(env.services.notification.add).toHaveBeenCalledTimes(1);
});

test("where the browser refuses to copy, the link is shown selected", async () => {
    vi.stubGlobal("navigator", {}); // as it is without TLS
    const { env } = services();
    await copyLink(env, { params: { url: URL } });
    expect(env.services.dialog.add).toHaveBeenCalledWith(CopyLinkDialog, { url: URL });
    vi.unstubAllGlobals();

    const close = vi.fn();
    await mount(CopyLinkDialog, { props: { url: URL, close } });
    const input = screen.getByRole<HTMLInputElement>("textbox");
    expect(document.activeElement).toBe(input);
    expect(input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0)).toBe(URL);
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(close).toHaveBeenCalledTimes(1);
});
