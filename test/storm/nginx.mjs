import { spawn } from "node:child_process";
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inCache, makeWhole, PROJECT } from "../../tools/lib/cache.mjs";
import { Stop } from "../../tools/lib/errors.mjs";
import { atEnd } from "../../tools/lib/lifecycle.mjs";
import { anyPort, LOOPBACK } from "../../tools/lib/ports.mjs";
import { step } from "../../tools/lib/progress.mjs";
import { endChild, run, which } from "../../tools/lib/run.mjs";
import { ask } from "./client.mjs";

const PROGRAM = "usr/sbin/nginx";
const BOOT = 10_000;

const exists = (path) => access(path).then(() => true, () => false);

// Unpacked, not installed: installing Debian's package would start a web server on port 80.
async function download(part) {
    const room = await mkdtemp(join(tmpdir(), "fm-nginx-"));
    try {
        const get = () => run("apt-get", ["-q", "-o", "APT::Sandbox::User=root", "download", "nginx"], { cwd: room });
        let said = await get();
        if (said.code !== 0) {
            await run("apt-get", ["-q", "update"]);
            said = await get();
        }
        const [file] = await readdir(room);
        if (said.code !== 0 || !file) throw new Stop(`nginx could not be downloaded: install the package nginx. ${said.output.split("\n").at(-1)}`);
        const unpacked = await run("dpkg-deb", ["-x", join(room, file), part]);
        if (unpacked.code !== 0) throw new Stop(`nginx could not be unpacked: ${unpacked.output}`);
    } finally {
        await rm(room, { recursive: true, force: true });
    }
}

/** The path of an nginx: the machine's, or Debian's package unpacked into the cache. */
export async function findNginx() {
    const known = (await which("nginx")) || ((await exists(`/${PROGRAM}`)) && `/${PROGRAM}`);
    if (known) return known;
    const folder = inCache("nginx");
    if (!(await exists(join(folder, PROGRAM)))) {
        await step("nginx", "fetching Debian's package", () => makeWhole(folder, download));
    }
    return join(folder, PROGRAM);
}

/** The settings that README gives for nginx, which are the ones that are tested. */
async function ofReadme() {
    const text = await readFile(join(PROJECT, "README.md"), "utf8");
    const lines = text.slice(text.indexOf("    log_format")).split("\n");
    return lines.slice(0, lines.findIndex((line) => line && !line.startsWith("    "))).join("\n");
}

const settings = (given, folder, port, upstream) => `
pid ${folder}/pid;
error_log ${folder}/error.log;
daemon off;
master_process off;
events { worker_connections 2048; }
http {
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/unused;
    uwsgi_temp_path ${folder}/unused;
    scgi_temp_path ${folder}/unused;
${given
        .replace("server {", `server {\n        listen ${LOOPBACK}:${port} backlog=1024;\n        proxy_read_timeout 120s;`)
        .replace(/\/var\/log\/nginx\/[\w.]+/, `${folder}/access.log`)
        .replaceAll("http://127.0.0.1:8069", `http://${LOOPBACK}:${upstream}`)}
}
`;

/** Start nginx as README says before a server on port `upstream`. Gives `{ url, accessLog, stop() }`; stopping takes the log away. */
export async function startNginx(upstream) {
    const program = await findNginx();
    const port = await anyPort();
    const folder = await mkdtemp(join(tmpdir(), "fm-nginx-"));
    await mkdir(join(folder, "unused"));
    await writeFile(join(folder, "nginx.conf"), settings(await ofReadme(), folder, port, upstream));
    const child = spawn(program, ["-c", join(folder, "nginx.conf"), "-p", folder], { stdio: "ignore" });
    const stop = async () => {
        await endChild(child);
        await rm(folder, { recursive: true, force: true });
    };
    atEnd(stop);
    const url = `http://${LOOPBACK}:${port}`;
    for (const latest = Date.now() + BOOT; ; await pause(50)) {
        if ((await ask(`${url}/web/health`).catch(() => null))?.status === 200) return { url, accessLog: join(folder, "access.log"), stop };
        if (child.exitCode !== null || Date.now() > latest) throw new Stop(`nginx did not start; see ${folder}/error.log.`);
    }
}
