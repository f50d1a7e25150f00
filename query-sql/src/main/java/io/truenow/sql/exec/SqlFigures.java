package io.truenow.sql.exec;

/**
 * What the engine has done since its start.
 *
 * @param running statements that run now
 * @param finished statements that ended, well or not
 * @param failed those of them that did not end well
 * @param rowsScanned rows whose filter the hot tier evaluated for finished statements
 * @param rowsOut rows that left the hot tier for finished statements
 */
public record SqlFigures(long running, long finished, long failed, long rowsScanned, long rowsOut) {}
