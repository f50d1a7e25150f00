package io.truenow.launcher.tail;

/** Takes the messages of a tail. */
public interface TailEvents {

    /** The stream begins; whether its table is there yet. Comes again after a break. */
    void started(boolean known);

    /**
     * An event.
     *
     * @param json as the server sent it
     * @return whether more is wanted
     */
    boolean event(String json);

    /** So many events were left out, because more came in a second than were wanted. */
    void leftOut(long events);

    /** The stream broke and is taken up again. */
    void broken(String why);

    /** How following ended. */
    sealed interface End {}

    /** No more is wanted. */
    record Enough() implements End {}

    /** The server said no. */
    record Refused(String why) implements End {}

    /** No server answered at the first attempt. */
    record Away(String why) implements End {}
}
