"""Writes Arrow streams with pyarrow, for what the JavaScript writer does not write right: packed buffers (apache-arrow 21.2.0 puts
the packed length where the unpacked one belongs), linked LZ4 blocks, decimals of other widths, dictionaries that are replaced.

Usage: pip install pyarrow==25.0.1 && python generate.py FOLDER
"""
import datetime
import decimal
import json
import sys

import pyarrow as pa

FOLDER = sys.argv[1]
T0 = 1_795_132_700_000_000


def save(name, schema, batches, options=None):
    with pa.OSFile(f"{FOLDER}/{name}.arrows", "wb") as out:
        with pa.ipc.new_stream(out, schema, options=options or pa.ipc.IpcWriteOptions()) as writer:
            for batch in batches:
                writer.write_batch(batch)


def expected(name, rows):
    with open(f"{FOLDER}/{name}.expected.ndjson", "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


# ---- columns large enough that a packed buffer has several blocks
ROWS = 9_000
schema = pa.schema([
    ("event_id", pa.string()), ("event_time", pa.timestamp("us", "UTC")), ("word", pa.string_view()),
    ("region", pa.dictionary(pa.int32(), pa.large_string())), ("value", pa.float64()), ("amount", pa.decimal128(12, 2)),
    ("small", pa.decimal32(5, 1)), ("middle", pa.decimal64(12, 3)), ("wide", pa.decimal256(50, 0)), ("half", pa.float16()),
])


def column(i):
    return {
        "event_id": f"event-{i:07d}", "event_time": T0 - i, "word": None if i % 11 == 0 else f"{'wort ' * (i % 5)}№{i % 97}",
        "region": ["nord", "süd", "東", None][i % 4], "value": None if i % 7 == 0 else i / 8,
        "amount": decimal.Decimal(i * 25 - 1000).scaleb(-2), "small": decimal.Decimal(i % 1000).scaleb(-1),
        "middle": decimal.Decimal(-i).scaleb(-3), "wide": decimal.Decimal(i * 1_000_000), "half": float(i % 64),
    }


def batch(rows):
    return pa.RecordBatch.from_pylist([column(i) for i in rows], schema=schema)


batches = [batch(range(ROWS - 10)), batch(range(ROWS - 10, ROWS))]
for codec in ("lz4", "zstd"):
    save(f"large-{codec}", schema, batches, pa.ipc.IpcWriteOptions(compression=codec, emit_dictionary_deltas=True))
save("small-pyarrow", schema, [batch(range(20))])
rows = []
for i in range(20):
    c = column(i)
    dimensions = {k: c[k] for k in ("word", "region") if c[k] is not None}
    metrics = {k: float(c[k]) for k in ("value", "amount", "small", "middle", "wide", "half") if c[k] is not None}
    rows.append({"id": c["event_id"], "time": c["event_time"], "revision": 0, "dimensions": dimensions, "metrics": metrics})
expected("small-pyarrow", rows)

# ---- dictionaries that are replaced, and ones that grow
words = pa.schema([("event_id", pa.string()), ("event_time", pa.int64()), ("w", pa.dictionary(pa.int8(), pa.string()))])


def coded(ids, codes, values):
    return pa.RecordBatch.from_arrays(
        [pa.array(ids), pa.array([T0] * len(ids)), pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), values)], schema=words)


save("dictionary-replaced", words, [coded(["a", "b"], [0, 1], ["x", "y"]), coded(["c", "d"], [1, None], ["p", "q"])])
save("dictionary-delta", words, [coded(["a", "b"], [0, 1], ["x", "y"]), coded(["c", "d"], [2, 0], ["x", "y", "q"])],
     pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True))

# ---- dates beyond the calendar of texts, and times of other types
times = pa.schema([("event_time", pa.timestamp("s")), ("at", pa.timestamp("s"))])
save("beyond-calendar", times, [pa.RecordBatch.from_arrays(
    [pa.array([T0 // 1_000_000] * 2, pa.timestamp("s")), pa.array([2**62, 0], pa.timestamp("s"))], schema=times)])
for name, kind, value in [
        ("struct", pa.struct([("x", pa.int32())]), {"x": 1}), ("time", pa.time64("us"), datetime.time(1, 2)),
        ("duration", pa.duration("us"), 5), ("map", pa.map_(pa.string(), pa.int32()), [("a", 1)])]:
    kinds = pa.schema([("event_time", pa.int64()), ("values", kind)])
    save(f"refused-{name}", kinds, [pa.RecordBatch.from_arrays([pa.array([T0]), pa.array([value], kind)], schema=kinds)])
