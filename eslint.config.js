import js from "@eslint/js";
import tseslint from "typescript-eslint";

const NODE = [
    ...["process", "console", "Buffer", "URL", "URLSearchParams", "fetch", "performance", "TextDecoder", "TextEncoder"],
    ...["PerformanceObserver", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "AbortController", "AbortSignal"],
];

export default tseslint.config(
    { ignores: ["addon/**", "node_modules/**", "test-results/**"] },
    js.configs.recommended,
    {
        files: ["web-src/**/*.ts", "test/unit/**/*.ts"],
        ignores: ["test/unit/tools/**"],
        extends: [tseslint.configs.strict, tseslint.configs.stylistic],
        rules: {
            "@typescript-eslint/consistent-type-imports": "error",
            "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
            "@typescript-eslint/class-literal-property-style": "off",
        },
    },
    {
        files: ["web-src/**/*.ts"],
        rules: {
            // What Odoo's regular-expression transpiler and rjsmin cannot take (see odoo19.md).
            "no-restricted-syntax": [
                "error",
                { selector: "ExportDefaultDeclaration", message: "Named exports only." },
                { selector: "ImportExpression", message: "No dynamic import." },
                { selector: "PrivateIdentifier", message: "#private breaks through OWL proxies: use `private`." },
                { selector: "TemplateLiteral TemplateLiteral", message: "rjsmin cuts nested template literals." },
                { selector: "ExportNamedDeclaration > VariableDeclaration[kind='let']", message: "No `export let`." },
            ],
        },
    },
    {
        files: ["web-src/core/**/*.ts"],
        rules: {
            "no-restricted-imports": ["error", { patterns: ["@web/*", "@odoo/*", "../backend/*", "../booking/*"] }],
            "no-restricted-globals": ["error", "window", "document", "navigator", "fetch", "localStorage"],
        },
    },
    {
        files: ["**/*.mjs", "**/*.js"],
        languageOptions: { globals: Object.fromEntries(NODE.map((name) => [name, "readonly"])) },
    },
);
