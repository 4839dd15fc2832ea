import { spawn } from "node:child_process";
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inCache, makeWhole } from "../../tools/lib/cache.mjs";
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

const settings = (folder, port, upstream) => `
pid ${folder}/pid;
error_log ${folder}/error.log;
daemon off;
master_process off;
events { worker_connections 2048; }
http {
    access_log off;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/unused;
    uwsgi_temp_path ${folder}/unused;
    scgi_temp_path ${folder}/unused;
    gzip on;
    gzip_types text/css application/javascript application/json text/calendar;
    server {
        listen ${LOOPBACK}:${port} backlog=1024;
        location / {
            proxy_pass http://${LOOPBACK}:${upstream};
            proxy_read_timeout 120s;
            proxy_connect_timeout 60s;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
        }
    }
}
`;

/** Start nginx before a server on port `upstream`. Gives `{ url, stop() }`. */
export async function startNginx(upstream) {
    const program = await findNginx();
    const port = await anyPort();
    const folder = await mkdtemp(join(tmpdir(), "fm-nginx-"));
    await mkdir(join(folder, "unused"));
    await writeFile(join(folder, "nginx.conf"), settings(folder, port, upstream));
    const child = spawn(program, ["-c", join(folder, "nginx.conf"), "-p", folder], { stdio: "ignore" });
    const stop = async () => {
        await endChild(child);
        await rm(folder, { recursive: true, force: true });
    };
    atEnd(stop);
    const url = `http://${LOOPBACK}:${port}`;
    for (const latest = Date.now() + BOOT; ; await pause(50)) {
        if ((await ask(`${url}/web/health`).catch(() => null))?.status === 200) return { url, stop };
        if (child.exitCode !== null || Date.now() > latest) throw new Stop(`nginx did not start; see ${folder}/error.log.`);
    }
}
