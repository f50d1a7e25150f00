package io.truenow.jdbc;

import io.truenow.jdbc.wire.WireColumn;
import java.util.List;

/**
 * A statement's run as it was answered at first.
 *
 * @param number of the run within its statement
 * @param fingerprint of the columns
 */
record Run(long number, long fingerprint, List<WireColumn> columns, Frame frame) {}
