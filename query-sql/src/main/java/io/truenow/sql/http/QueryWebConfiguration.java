package io.truenow.sql.http;

import io.truenow.hottier.read.HotTierReads;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.port.AnswerStore;
import io.truenow.sql.port.DeclaredNamespaces;
import io.truenow.sql.tail.Tails;
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
            SqlEngine engine, QuerySettings settings, QueryStatistics statistics, OpenPages pages) {
        return new StatementController(engine, settings, statistics, pages);
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
