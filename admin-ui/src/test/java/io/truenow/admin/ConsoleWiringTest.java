package io.truenow.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ConsoleWiringTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private static ConsoleWithDoubles console;

    /** Stands for the health routes that the launcher puts beside the console. */
    @RestController
    @Configuration(proxyBeanMethods = false)
    static class NeighbourRoute {
        @GetMapping("/health/live")
        String live() {
            return "neighbour";
        }
    }

    @BeforeAll
    static void start() {
        console = new ConsoleWithDoubles(0, false, false, NeighbourRoute.class);
    }

    @AfterAll
    static void end() {
        console.close();
    }

    private static HttpResponse<String> at(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + console.port() + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sql", "/explorer?q=x", "/explorer/git/changes", "/explorer/git/changes/module"})
    void everyScreenHasAnAddressOfItsOwn(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = at(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("console/favicon.svg", "console/console.css", "lumo/lumo.css");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/console.js",
                "/console/editor.js",
                "/console/chart.js",
                "/console/console.css",
                "/console/favicon.svg",
                "/lumo/lumo.css",
                "/lumo/presets/compact.css",
                "/webjars/chart.js/4.5.1/dist/chart.umd.min.js"
            })
    void everythingThatThePageLoadsComesFromHere(String path) throws IOException, InterruptedException {
        assertThat(at(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theProductionBundleServesThePage() throws IOException, InterruptedException {
        assertThat(at("/").body()).contains("VAADIN/build/indexhtml-").doesNotContain("@vite");
    }

    @Test
    void aRouteBesideTheConsoleAnswersForItself() throws IOException, InterruptedException {
        assertThat(at("/health/live").body()).isEqualTo("neighbour");
    }
}
