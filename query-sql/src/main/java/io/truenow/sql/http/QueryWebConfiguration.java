package io.truenow.sql.http;

import io.truenow.hottier.read.HotTierReads;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.port.AnswerStore;
import io.truenow.sql.port.DeclaredNamespaces;
import io.truenow.sql.tail.Tails;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Routes of the query port. The parent context gives the engine, the reads, an {@link AnswerStore},
 * {@link QuerySettings}, {@link QueryStatistics} and {@link Tails}. */
@Configuration(proxyBeanMethods = false)
public class QueryWebConfiguration {

    /** The routes. */
    @Bean
    QueryController queryController(
            SqlEngine engine,
            HotTierReads reads,
            AnswerStore answers,
            QuerySettings settings,
            QueryStatistics statistics,
            DeclaredNamespaces declared) {
        return new QueryController(engine, reads, answers, settings, statistics, declared);
    }

    /** The routes of statements. */
    @Bean
    StatementController statementController(
            SqlEngine engine,
            QuerySettings settings,
            QueryStatistics statistics,
            OpenPages pages,
            ConnectionWatch watch) {
        return new StatementController(engine, settings, statistics, pages, watch);
    }

    /** Looks after the clients of running statements. */
    @Bean
    ConnectionWatch connectionWatch() {
        return ConnectionWatch.start();
    }

    /** Lets the web server say whether a client is gone. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> clientConnections() {
        return factory -> factory.addContextValves(new ConnectionValve());
    }

    /** Answers that wait for their next page. */
    @Bean
    OpenPages openPages(QuerySettings settings) {
        return OpenPages.start(settings.pages());
    }

    /** The route of tails. */
    @Bean
    TailController tailController(SqlEngine engine, Tails tails, QueryStatistics statistics) {
        return new TailController(engine, tails, statistics);
    }
}
