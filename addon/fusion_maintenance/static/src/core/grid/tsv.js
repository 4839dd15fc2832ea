function parseTsv(text) {
  const rows = [];
  let row = [];
  let at = 0;
  for (; ; ) {
    const { cell, end } = readOne(text, at);
    row.push(cell);
    if (text[end] === "	") {
      at = end + 1;
      continue;
    }
    rows.push(row);
    row = [];
    at = end + (text.startsWith("\r\n", end) ? 2 : 1);
    if (at >= text.length) {
      return rows;
    }
  }
}
function readOne(text, start) {
  const quoted = text[start] === '"' ? /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y : null;
  if (quoted) {
    quoted.lastIndex = start;
    const match = quoted.exec(text);
    if (match) {
      return { cell: (match[1] ?? "").replaceAll('""', '"'), end: quoted.lastIndex };
    }
  }
  const plain = /[^\t\r\n]*/y;
  plain.lastIndex = start;
  return { cell: plain.exec(text)?.[0] ?? "", end: plain.lastIndex };
}
const QUOTE = '"';
const MARKS = ["	", "\r", "\n", QUOTE];
function written(text) {
  const isPlain = !MARKS.some((mark) => text.includes(mark));
  return isPlain ? text : [QUOTE, text.replaceAll(QUOTE, QUOTE + QUOTE), QUOTE].join("");
}
function formatTsv(block) {
  return block.map((row) => [row.map(written).join("	"), "\n"].join("")).join("");
}
export {
  formatTsv,
  parseTsv
};
