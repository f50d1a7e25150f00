package io.truenow.admin.port;

/**
 * Column of an answer.
 *
 * @param name label as the statement gives it
 * @param type SQL type as the server names it
 * @param number whether its cells are numbers (shown right-aligned)
 */
public record ResultColumn(String name, String type, boolean number) {}
