package io.truenow.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.ConsoleWithDoubles;
import io.truenow.admin.port.ConsoleAccess;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console of a server that demands credentials, as a browser sees it. */
class LoginTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Set<String> RIGHT = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("NullAway.Init")
    private static ConsoleWithDoubles console;

    private static final ConsoleAccess ACCESS = new ConsoleAccess() {
        @Override
        public boolean demanded() {
            return true;
        }

        @Override
        public Authentication login(String key, String address) {
            return switch (key) {
                case "early" -> new Authentication.NotReady();
                case "often" -> new Authentication.Limited(17);
                default -> again(key);
            };
        }

        @Override
        public Authentication again(String key) {
            return RIGHT.contains(key)
                    ? new Authentication.Granted(new Principal("default", "key_1", Role.READER))
                    : new Authentication.Denied("invalid API key");
        }
    };

    @BeforeAll
    static void start() {
        console = new ConsoleWithDoubles(ACCESS);
    }

    @AfterAll
    static void end() {
        console.close();
    }

    @BeforeEach
    void keys() {
        RIGHT.clear();
        RIGHT.add("a-key");
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).build());
    }

    private static HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String cookie(HttpResponse<?> answer) {
        return header(answer, "Set-Cookie").replaceFirst(";.*", "");
    }

    private static String loggedIn() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/login", "key=a-key");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location")).isEqualTo("/");
        return cookie(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sql",
                "/explorer/git/changes",
                "/console/console.js",
                "/?v-r=init&location=",
                "/VAADIN/push?v-r=push",
                "/login/x",
                "/logout",
                "//login",
                "/%6Cogin"
            })
    void nothingIsShownToWhoDidNotLogIn(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location")).isEqualTo("/login");
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "Set-Cookie")).as("no room for a stranger").isEmpty();
        assertThat(post(path, "key=a-key").statusCode()).isEqualTo(303);
    }

    @Test
    void thePageOfTheLoginIsAFormWithALabelAndNoScript() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/login");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<label for=\"key\">API key</label>", "id=\"key\"", "<button type=\"submit\">", "autofocus")
                .contains("Vaadin-Refresh: /login")
                .doesNotContain("<script");
        assertThat(header(page, "Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "Set-Cookie")).isEmpty();
    }

    @Test
    void everyPageSaysThatNobodyMayFrameIt() throws IOException, InterruptedException {
        for (HttpResponse<String> page : new HttpResponse[] {get("/login"), get("/"), get("/", "Cookie", loggedIn())}) {
            assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(page, "Content-Security-Policy")).contains("frame-ancestors 'none'");
        }
    }

    @Test
    void aRightKeyOpensTheConsoleForTheSessionThatItMakes() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/login", "key=+a-key+");
        assertThat(header(answer, "Set-Cookie")).contains("HttpOnly", "SameSite=Strict");
        HttpResponse<String> page = get("/sql", "Cookie", cookie(answer));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("console/console.css");
    }

    @ParameterizedTest
    @CsvSource({
        "key=another, 401, This key is not taken.",
        "key=, 401, This key is not taken.",
        "name=a-key, 401, This key is not taken.",
        "key=often, 429, Too many wrong keys. Try again in 17 seconds.",
        "key=early, 503, The server does not know all keys yet. Try again."
    })
    void aWrongKeyOpensNothing(String body, int status, String sentence) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/login", body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("role=\"alert\">" + sentence + "<");
        assertThat(header(answer, "Set-Cookie")).isEmpty();
        assertThat(header(answer, "WWW-Authenticate")).doesNotContain("Basic");
    }

    @Test
    void aKeyInAnAddressIsNotLookedAt() throws IOException, InterruptedException {
        assertThat(header(get("/login?key=a-key"), "Set-Cookie")).isEmpty();
        assertThat(post("/login?key=a-key", "").statusCode()).isEqualTo(400);
        assertThat(post("/login", "key=" + "a".repeat(10_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void aSessionThatSomebodyKnewBeforeTheLoginIsNotLoggedIn() throws IOException, InterruptedException {
        String planted = loggedIn();
        HttpResponse<String> answer = post("/login", "key=a-key", "Cookie", planted);
        assertThat(cookie(answer)).isNotEmpty().isNotEqualTo(planted);
        assertThat(get("/", "Cookie", planted).statusCode()).isEqualTo(303);
        assertThat(get("/", "Cookie", cookie(answer)).statusCode()).isEqualTo(200);

        String invented = "JSESSIONID=0123456789ABCDEF0123456789ABCDEF";
        assertThat(cookie(post("/login", "key=a-key", "Cookie", invented)))
                .isNotEmpty()
                .isNotEqualTo(invented);
        assertThat(get("/", "Cookie", invented).statusCode()).isEqualTo(303);
    }

    @Test
    void whoLogsOutIsOut() throws IOException, InterruptedException {
        String session = loggedIn();
        assertThat(get("/logout", "Cookie", session).statusCode())
                .as("a link logs nobody out")
                .isNotEqualTo(303);
        assertThat(get("/", "Cookie", session).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = post("/logout", "", "Cookie", session);
        assertThat(header(answer, "Location")).isEqualTo("/login");
        assertThat(get("/", "Cookie", session).statusCode()).isEqualTo(303);
    }

    @Test
    void theNextRequestAfterARevocationIsRefused() throws IOException, InterruptedException {
        String session = loggedIn();
        RIGHT.clear();
        assertThat(get("/", "Cookie", session).statusCode()).isEqualTo(303);
        RIGHT.add("a-key");
        assertThat(get("/", "Cookie", session).statusCode())
                .as("it has ended, whatever comes")
                .isEqualTo(303);
    }

    @Test
    void aSessionThatAsksForNothingEndsWithinSecondsOfTheRevocation() throws IOException, InterruptedException {
        Logins logins = console.bean(Logins.class);
        String session = loggedIn();
        int before = logins.size();
        RIGHT.clear();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (logins.size() >= before && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(logins.size()).isLessThan(before);
        RIGHT.add("a-key");
        assertThat(get("/", "Cookie", session).statusCode()).isEqualTo(303);
    }
}
