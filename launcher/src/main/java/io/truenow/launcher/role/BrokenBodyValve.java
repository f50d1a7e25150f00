package io.truenow.launcher.role;

import io.truenow.command.answer.JsonAnswer;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Sends the answer to a request whose body stalled or broke off. At the failed read Tomcat decides on a page of its own and swallows
 * what the role answers, which alone says what is durable. A client that is gone does not get it. Thread-safe.
 */
final class BrokenBodyValve extends ValveBase {

    BrokenBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException
                && !response.isCommitted()
                && request.getAttribute(JsonAnswer.LEFT_WITH_REQUEST) instanceof JsonAnswer answer) {
            response.setSuspended(false);
            said(answer, response.getStatus()).send(response.getResponse());
            response.flushBuffer();
        }
    }

    /** An answer that only says that the body is bad says with Tomcat's status why: 408 for one that stalled. */
    private static JsonAnswer said(JsonAnswer answer, int status) {
        return answer.status() == HttpServletResponse.SC_BAD_REQUEST
                ? new JsonAnswer(status, answer.body(), 0).limited(answer.standing())
                : answer;
    }
}
