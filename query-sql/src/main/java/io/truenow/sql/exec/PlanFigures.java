package io.truenow.sql.exec;

/**
 * What the plan cache has done since the engine's start.
 *
 * @param hits statements whose plan was kept
 * @param misses statements that were planned
 * @param byText statements whose shape has no plan for all of its literals, planned or found by their text
 * @param kept plans and shapes that are kept now
 * @param bound most that are kept
 */
public record PlanFigures(long hits, long misses, long byText, long kept, long bound) {}
