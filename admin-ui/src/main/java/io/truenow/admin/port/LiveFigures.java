package io.truenow.admin.port;

/** Source of the figures on the home screen. Called twice a second by one thread; must answer within milliseconds, from memory. */
@FunctionalInterface
public interface LiveFigures {

    /** The figures of this moment. May throw: the screen then greys out and says since when. */
    Figures now();
}
