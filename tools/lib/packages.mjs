/**
 * Debian's names of what Odoo 19 needs. Odoo's own `Depends` cannot be handed to apt on Debian 12 (one name is missing
 * there, others differ, a version is too high), so they are mapped here by hand.
 */
const python = (text) => text.trim().split(/\s+/).map((name) => `python3-${name}`);

/** What the unpacked Odoo needs to run. */
export const ODOO_PACKAGES = [
    "python3",
    ...python(`
        asn1crypto babel cbor2 chardet cryptography dateutil docutils freezegun geoip2 gevent greenlet idna jinja2
        libsass lxml magic markupsafe num2words ofxparse openpyxl openssl passlib pil polib psutil psycopg2 pypdf
        qrcode reportlab requests rjsmin serial stdnum tz urllib3 usb vobject werkzeug xlrd xlsxwriter xlwt zeep
    `),
    "fonts-dejavu-core", "fonts-font-awesome", "fonts-glyphicons-halflings", "fonts-inconsolata", "fonts-ocr-b",
    "fonts-roboto-unhinted", "gsfonts", "libjs-jquery", "libjs-jquery-form", "libjs-underscore",
];

/** A database server of our own; only its programs are used, never the cluster that the package makes. */
export const POSTGRES_PACKAGES = ["postgresql"];

/** Where PGHOST names a server, the client programs are enough. */
export const POSTGRES_CLIENT_PACKAGES = ["postgresql-client"];

/** Python's side of the tests: property tests, Odoo's own test support. */
export const PYTHON_TEST_PACKAGES = python("aiosmtpd hypothesis websocket");

/** What Odoo's own lint needs. */
export const LINT_PACKAGES = ["pylint"];

/** The browser of the browser tests, with a font that has the letters of our languages. */
export const BROWSER_PACKAGES = ["chromium", "fonts-dejavu-core"];
