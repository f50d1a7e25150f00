// Writes the Arrow streams that the tests of command-side read, and beside each the events that must come of it, with the JavaScript
// implementation of Arrow (version in package.json). Usage: node generate.mjs FOLDER
import { writeFileSync } from "node:fs";
import {
  Bool, DataType, DateDay, DateMillisecond, Decimal, Dictionary, Field, Float16, Float32, Float64, Int8, Int16, Int32,
  Int64, LargeUtf8, List, Null, RecordBatch, RecordBatchStreamWriter, Schema, Struct, TimestampMicrosecond,
  TimestampMillisecond, TimestampNanosecond, TimestampSecond, Uint8, Uint16, Uint32, Uint64, Utf8, Utf8View, Binary,
  makeBuilder, makeData, vectorFromArray
} from "apache-arrow";

const folder = process.argv[2];
const NULLS = [null, undefined];
const T0 = 1795132700000000n; // 2026-11-19T23:58:20Z in microseconds

/** A stream of record batches, each given as {column: values}. */
function stream(fields, batches, { metadata } = {}) {
  const schema = new Schema(fields, new Map(Object.entries(metadata ?? {})));
  const writer = new RecordBatchStreamWriter();
  writer.reset(undefined, schema);
  const dictionaries = new Map();
  for (const batch of batches) {
    const rows = batch[fields[0].name].length;
    const children = fields.map((f, i) => {
      const values = batch[f.name];
      if (f.type instanceof Dictionary) {
        // One builder for all batches, so that the dictionary grows.
        if (!dictionaries.has(f.name)) dictionaries.set(f.name, makeBuilder({ type: f.type, nullValues: NULLS }));
        const builder = dictionaries.get(f.name);
        values.forEach(v => builder.append(v));
        return builder.flush();
      }
      if (DataType.isTimestamp(f.type)) return times(f.type, values);
      const builder = makeBuilder({ type: f.type, nullValues: NULLS });
      values.forEach(v => builder.append(v));
      return builder.finish().flush();
    });
    writer.write(new RecordBatch(schema, makeData({ type: new Struct(fields), length: rows, nullCount: 0, children })));
  }
  writer.finish();
  return writer.toUint8Array(true);
}

/** Timestamps as they are stored; the builders take milliseconds only. */
function times(type, values) {
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((v, i) => { if (v !== null) nullBitmap[i >> 3] |= 1 << (i & 7); });
  return makeData({
    type, length: values.length, nullCount: values.filter(v => v === null).length, nullBitmap,
    data: BigInt64Array.from(values, v => BigInt(v ?? 0))
  });
}

const field = (name, type, metadata) => new Field(name, type, true, metadata);
const save = (name, bytes) => writeFileSync(`${folder}/${name}.arrows`, bytes);
const lines = (name, events) => writeFileSync(`${folder}/${name}.expected.ndjson`, events.map(e => JSON.stringify(e)).join("\n") + "\n");
const present = o => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== null));

// ---- every type that has a column, nulls, several batches, one of them empty
const words = ["north", "süd", "東", null, "north", "🌦 west", "", "a text that is longer than a view holds itself"];
const types = [
  field("event_id", new Utf8()), field("event_time", new TimestampMicrosecond("UTC")), field("revision", new Int32()),
  field("text", new Utf8()), field("large", new LargeUtf8()), field("view", new Utf8View()),
  field("region", new Dictionary(new Utf8(), new Int8(), 7)), field("flag", new Bool()),
  field("day", new DateDay()), field("midnight", new DateMillisecond()), field("seen", new TimestampMillisecond("Europe/Berlin")),
  field("local", new TimestampNanosecond()), field("since", new TimestampSecond("UTC")), field("nothing", new Null()),
  field("i8", new Int8()), field("i16", new Int16()), field("i32", new Int32()), field("i64", new Int64()),
  field("u8", new Uint8()), field("u16", new Uint16()), field("u32", new Uint32()), field("u64", new Uint64()),
  field("f16", new Float16()), field("f32", new Float32()), field("f64", new Float64()),
  field("price", new Decimal(2, 12, 128)), field("naïve name", new Int32())
];

function decimal(cents) {
  const value = BigInt.asUintN(128, BigInt(cents));
  return new Uint32Array([0, 32, 64, 96].map(s => Number((value >> BigInt(s)) & 0xffffffffn)));
}

function row(i) {
  const w = words[i % words.length];
  const odd = i % 2 === 1;
  return {
    event_id: `id-${i}`, event_time: T0 + BigInt(i), revision: odd ? null : i,
    text: w, large: w, view: w, region: w, flag: i % 3 === 0 ? null : odd,
    day: odd ? null : new Date(Date.UTC(2024, 1, 29)), midnight: new Date(Date.UTC(2000, 0, 1 + i)),
    seen: Number(T0 / 1000n) + i, local: i === 3 ? null : T0 * 1000n + BigInt(i), since: odd ? null : Number(T0 / 1000000n),
    nothing: null,
    i8: -i, i16: -1000 * i, i32: odd ? null : -100000 * i, i64: i === 4 ? 9007199254740992n : BigInt(i) * -4000000000n,
    u8: 255 - i, u16: 65535 - i, u32: 4294967295 - i, u64: odd ? 9007199254740992n : BigInt(i),
    f16: i / 2, f32: i + 0.25, f64: i === 2 ? null : i / 10,
    price: odd ? decimal(-1999 * i) : decimal(1999 * i), "naïve name": i
  };
}

function expected(i) {
  const r = row(i);
  const pad = n => String(n).padStart(2, "0");
  return {
    id: r.event_id, time: Number(r.event_time), revision: r.revision ?? 0,
    dimensions: present({
      text: r.text, large: r.large, view: r.view, region: r.region, flag: r.flag === null ? null : String(r.flag),
      day: r.day === null ? null : "2024-02-29", midnight: `2000-01-${pad(1 + i)}`,
      seen: `2026-11-19T23:58:20${i === 0 ? "" : "." + String(i).padStart(3, "0")}Z`,
      local: i === 3 ? null : `2026-11-19T23:58:20${i === 0 ? "" : "." + String(i).padStart(9, "0")}`,
      since: r.since === null ? null : "2026-11-19T23:58:20Z"
    }),
    metrics: present({
      i8: -i, i16: -1000 * i, i32: r.i32, i64: i === 4 ? 9007199254740992 : -4000000000 * i, u8: r.u8, u16: r.u16, u32: r.u32,
      u64: Number(r.u64), f16: r.f16, f32: r.f32, f64: r.f64, price: (odd => (odd ? -1 : 1) * 1999 * i / 100)(i % 2 === 1),
      "naïve name": i
    })
  };
}

const columns = rows => Object.fromEntries(types.map(f => [f.name, rows.map(r => r[f.name])]));
const typeBatches = [[0, 1, 2], [], [3], [4, 5, 6, 7]].map(is => columns(is.map(row)));
save("types", stream(types, typeBatches));
lines("types", [0, 1, 2, 3, 4, 5, 6, 7].map(expected));

// ---- no ids, times as numbers, namespace and table in the metadata; two rows say the same
const plain = [field("event_time", new Int64()), field("host", new Dictionary(new Utf8(), new Int32(), 1)), field("v", new Float64())];
const plainRows = [["a", 1], ["b", 2], ["a", 1], ["ç", null]];
save("without-ids", stream(plain, [{
  event_time: plainRows.map(([h]) => T0 + (h === "ç" ? 1n : 0n)), host: plainRows.map(r => r[0]), v: plainRows.map(r => r[1])
}], { metadata: { namespace: "from_metadata", table: "plain" } }));

// ---- rows that are refused, between good ones
const rough = [field("event_id", new Utf8()), field("event_time", new Int64()), field("n", new Int64()), field("x", new Float64())];
save("rough", stream(rough, [{
  event_id: ["ok-1", null, "", "late", "big", "nan", "inf", "zero", "ok-2"],
  event_time: [T0, T0, T0, T0 / 1000000n, T0, T0, T0, 0n, T0 + 1n],
  n: [1n, 1n, 1n, 1n, 9007199254740993n, 1n, 1n, 1n, null],
  x: [1, 1, 1, 1, 1, NaN, Infinity, 1, 2]
}]));

// ---- types without a column
const list = vectorFromArray([[1, 2]], new List(field("item", new Int32())));
for (const [name, type, data] of [["list", list.type, list.data[0]], ["binary", new Binary(), vectorFromArray([Uint8Array.of(1)], new Binary()).data[0]]]) {
  const fields = [field("event_time", new Int64()), field("values", type)];
  const schema = new Schema(fields);
  const writer = new RecordBatchStreamWriter();
  writer.reset(undefined, schema);
  const time = vectorFromArray([T0], new Int64()).data[0];
  writer.write(new RecordBatch(schema, makeData({ type: new Struct(fields), length: 1, nullCount: 0, children: [time, data] })));
  writer.finish();
  save(`refused-${name}`, writer.toUint8Array(true));
}
