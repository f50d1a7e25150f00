package io.truenow.admin.query;

import io.truenow.admin.format.Snippets;
import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.SqlExport;
import io.truenow.admin.port.SqlRunner;

/** What each tab of the SQL screen works with. */
record SqlParts(SqlRunner runner, SqlExport export, ConsoleSettings settings, Snippets snippets) {}
