import { describe, expect, test } from "vitest";
import { debianSources, parseDeb822, parseOneLine, unstableFrom } from "../../../tools/lib/sources.mjs";

const MIRROR = "http://mirror.example/debian";
const KEY = "/usr/share/keyrings/debian-archive-keyring.gpg";

const DEB822 = `# the archive
Types: deb deb-src
# frozen
URIs: ${MIRROR}
Suites: bookworm bookworm-updates
Components: main
 contrib
Signed-By: ${KEY}

Types: deb
URIs: ${MIRROR}-security
Suites: bookworm-security
Components: main
Signed-By: ${KEY}
`;

const OTHERS = `deb [arch=amd64 signed-by=/etc/apt/keyrings/docker.gpg] http://docker.example/linux/debian bookworm stable
deb [signed-by=/usr/share/keyrings/tool.gpg] http://tool.example bookworm main
deb http://cloud.example/apt cloud-sdk-bookworm main
deb-src ${MIRROR} bookworm main
deb cdrom:[Debian 12]/ bookworm main
# deb ${MIRROR} bookworm main
`;

describe("reading the machine's apt sources", () => {
    test("a deb822 file has one source per stanza, comments and continued lines included", () => {
        const [archive, security] = parseDeb822(DEB822);
        expect(archive).toEqual({
            types: ["deb", "deb-src"], uris: [MIRROR], suites: ["bookworm", "bookworm-updates"],
            components: ["main", "contrib"], fields: { "Signed-By": KEY },
        });
        expect(security.suites).toEqual(["bookworm-security"]);
    });

    test("a one-line file has one source per line, options included", () => {
        const [source] = parseOneLine(`deb [ arch=amd64,arm64 signed-by=${KEY} check-valid-until=no ] ${MIRROR} bookworm main # ours\n`);
        expect(source).toEqual({
            types: ["deb"], uris: [MIRROR], suites: ["bookworm"], components: ["main"],
            fields: { Architectures: "amd64 arm64", "Signed-By": KEY, "Check-Valid-Until": "no" },
        });
    });

    test("an embedded key stays whole", () => {
        const [source] = parseDeb822("Types: deb\nURIs: u\nSuites: bookworm\nComponents: main\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\n");
        expect(source.fields["Signed-By"]).toBe("\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc");
    });

    test("an empty file has none", () => {
        expect(parseDeb822("\n\n# nothing\n")).toEqual([]);
        expect(parseOneLine("\n")).toEqual([]);
    });
});

describe("choosing Debian's own archive", () => {
    test("security, other vendors, sources and discs are left out", () => {
        const found = debianSources([...parseOneLine(OTHERS), ...parseDeb822(DEB822)], "bookworm");
        expect(found.map((source) => source.uris)).toEqual([[MIRROR]]);
    });

    test("a source without a named key is Debian's too, but one with Debian's key comes first", () => {
        const plain = parseOneLine(`deb http://plain.example/debian bookworm main\ndeb [signed-by=${KEY}] ${MIRROR} bookworm main`);
        expect(debianSources(plain, "bookworm").map((source) => source.uris[0])).toEqual([MIRROR, "http://plain.example/debian"]);
    });

    test("a disabled stanza does not count", () => {
        expect(debianSources(parseDeb822(`Enabled: no\n${DEB822.split("\n\n")[0]}`), "bookworm")).toEqual([]);
    });

    test("a machine that follows `stable` is Debian too", () => {
        expect(debianSources(parseOneLine(`deb ${MIRROR} stable main`), "bookworm")).toHaveLength(1);
    });
});

describe("deriving the unstable source", () => {
    test("same mirror, same key, other suite", () => {
        const [archive] = debianSources(parseDeb822(DEB822), "bookworm");
        expect(unstableFrom(archive)).toBe(`Types: deb\nURIs: ${MIRROR}\nSuites: unstable\nComponents: main\nSigned-By: ${KEY}\n`);
    });

    test("what it says can be read again", () => {
        const [source] = parseOneLine(`deb [arch=amd64 signed-by=${KEY} trusted=yes] ${MIRROR} bookworm main contrib`);
        expect(parseDeb822(unstableFrom(source))).toEqual([{
            types: ["deb"], uris: [MIRROR], suites: ["unstable"], components: ["main"],
            fields: { Architectures: "amd64", "Signed-By": KEY, Trusted: "yes" },
        }]);
    });
});
