// Stands in for Odoo's module of the same name.

export class RPCError extends Error {
    exceptionName: string | null = null;
    data: { message?: string } | undefined = undefined;
}
