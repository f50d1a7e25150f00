package io.truenow.command.limit;

import io.truenow.command.limit.port.LimitRate;
import io.truenow.events.access.Principal;

/** The rates that hold now; asked for each request or block. Thread-safe, and waits for nothing. */
public interface LimitRates {

    /** Whether anybody may be limited; while this is false nothing else is asked. */
    boolean isOn();

    /** The rate of a caller's bucket at a level; {@link LimitRate#NONE} for no limit. */
    LimitRate of(LimitLevel level, Principal caller);
}
