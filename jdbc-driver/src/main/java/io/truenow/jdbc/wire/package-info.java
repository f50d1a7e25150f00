/**
 * The form of requests and answers between the driver and a server; both sides use these classes.
 *
 * <p>A request is the body of a POST to {@link Wire#PATH}: one byte {@link Wire#VERSION}, one byte {@link Operation}, the connection's id,
 * the name of the client's program, then what the operation needs. An answer begins with one byte: 0, and what was asked for, or 1, and an error (code, vendor code,
 * SQLSTATE, sentence). Numbers are variable-length, texts UTF-8 after their length in bytes, where a length of 0 means null.
 *
 * <p>A frame has its flags (one byte), the number of its first row, its number of rows (four bytes), the event time in microseconds before
 * which rows are no longer there (eight bytes; the least number if none are missing), and the rows: a bit for each null, then the values.
 * An answer that has columns gives their fingerprint (eight bytes) after the flags of its first frame, and the columns themselves unless
 * the client said that it knows those of this fingerprint.
 */
@NullMarked
package io.truenow.jdbc.wire;

import org.jspecify.annotations.NullMarked;
