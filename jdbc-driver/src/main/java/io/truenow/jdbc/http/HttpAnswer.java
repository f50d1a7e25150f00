package io.truenow.jdbc.http;

/**
 * Answer to a request.
 *
 * @param status of HTTP
 * @param contentType as the server said; empty if it did not
 */
public record HttpAnswer(int status, String contentType, byte[] body) {}
