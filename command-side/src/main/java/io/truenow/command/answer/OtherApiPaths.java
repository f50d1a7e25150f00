package io.truenow.command.answer;

import io.truenow.events.access.OpenToAll;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Any path below {@code /api} that no other route has. Thread-safe. */
@Controller
public class OtherApiPaths {

    /** Answers that there is nothing. */
    @OpenToAll
    @RequestMapping("/api/**")
    public void otherPath(HttpServletResponse response) throws IOException {
        Envelope.of(new TrueNowException(ErrorCode.NOT_FOUND, "There is nothing at this path."))
                .send(response);
    }
}
