package io.truenow.jdbc.wire;

/** Constants of the form of requests and answers. */
public final class Wire {

    /** Where a server takes requests. */
    public static final String PATH = "/jdbc/v1";

    /** Content type of requests and answers. */
    public static final String CONTENT_TYPE = "application/vnd.truenow.jdbc";

    /** First byte of each request. */
    public static final int VERSION = 1;

    /** First byte of an answer that has what was asked for. */
    public static final int OK = 0;

    /** First byte of an answer that is an error. */
    public static final int ERROR = 1;

    /** Flag of a frame: the last one of its answer. */
    public static final int DONE = 1;

    /** Flag of a frame: the columns are those the client knows. */
    public static final int SAME_COLUMNS = 2;

    /** Error name of a fetch whose rows are gone, since the server was started again or closed them. */
    public static final String LOST_ROWS = "LOST_ROWS";

    private Wire() {}
}
