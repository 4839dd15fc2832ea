// Stands in for Odoo's module of the same name.

export const translationLoaded = Symbol("translationLoaded");
export const translatedTerms: Record<string | symbol, unknown> = { [translationLoaded]: false };
export const translatedTermsGlobal: Record<string, string> = {};

export function _t(source: string, substitutions: Record<string, string | number> = {}): string {
    return source.replace(/%\((\w+)\)s/g, (_, name: string) => String(substitutions[name]));
}

export function appTranslateFn(source: string, module: string): string {
    const terms = translatedTerms[module] as Record<string, string> | undefined;
    return terms?.[source] ?? translatedTermsGlobal[source] ?? source;
}
