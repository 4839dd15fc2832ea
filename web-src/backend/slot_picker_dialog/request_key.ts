/** A fresh key for one booking. `crypto.randomUUID` is missing where Odoo is served without TLS. */
export function newKey(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
