package io.truenow.hottier.planted;

/** Planted: reads the clock, prints, and has an empty name. */
public final class BadHabitsHelper {
    public void run() {
        System.out.println(System.currentTimeMillis());
    }
}
