// Answers SQL, one JSON string a line, from a ClickHouse in this process; argument: its data folder.
const { Session } = require("chdb");
const session = new Session(process.argv[2]);
session.query("set output_format_json_quote_64bit_integers = 0");
const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  try {
    const sql = JSON.parse(line);
    const start = process.hrtime.bigint();
    const rows = session.query(sql, "JSONCompactEachRow");
    const nanos = Number(process.hrtime.bigint() - start);
    process.stdout.write(JSON.stringify({ nanos, rows: String(rows) }) + "\n");
  } catch (e) {
    process.stdout.write(JSON.stringify({ error: String(e.message).slice(0, 500) }) + "\n");
  }
});
lines.on("close", () => session.close());
