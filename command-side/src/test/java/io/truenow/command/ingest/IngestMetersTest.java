package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class IngestMetersTest {

    private static final TableRef ORDERS = new TableRef("default", "shop", "orders");

    @Test
    void countsRequestsAndEventsByCode() {
        IngestMeters meters = new IngestMeters();
        meters.request();
        meters.request();
        meters.accepted(TimeUnit.MICROSECONDS.toNanos(700));
        meters.refused(ErrorCode.LAG_LIMIT);
        meters.eventsAccepted(ORDERS, 5);
        meters.eventsRejected("default", ErrorCode.INVALID_TIME, 2);
        meters.bytes(10);
        meters.streamsOpen(1);
        meters.streamsOpen(1);
        meters.streamsOpen(-1);
        meters.earlyBlock();

        assertThat(meters.requestsTotal()).isEqualTo(2);
        assertThat(meters.requestsAccepted()).isEqualTo(1);
        assertThat(meters.requestsRejectedByCode()).isEqualTo(Map.of(ErrorCode.LAG_LIMIT, 1L));
        assertThat(meters.eventsAccepted()).isEqualTo(5);
        assertThat(meters.eventsAccepted(ORDERS)).isEqualTo(5);
        assertThat(meters.eventsAccepted(new TableRef("default", "shop", "other")))
                .isZero();
        assertThat(meters.eventsRejected("default")).isEqualTo(2);
        assertThat(meters.eventsRejected("other")).isZero();
        assertThat(meters.eventsRejected()).isEqualTo(Map.of(ErrorCode.INVALID_TIME, 2L));
        assertThat(meters.bytesTotal()).isEqualTo(10);
        assertThat(meters.streamsOpen()).isEqualTo(1);
        assertThat(meters.earlyBlocks()).isEqualTo(1);
        assertThat(meters.acknowledgements().count()).isEqualTo(1);
        assertThat(meters.acknowledgements().sumMicros()).isEqualTo(700);
    }

    @Test
    void logsOneLineWhileEventsFlowAndNoneOtherwise() {
        Logger logger = (Logger) LoggerFactory.getLogger("io.truenow.gateway");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        IngestMeters meters = new IngestMeters();
        try (IngestSummary summary = new IngestSummary(meters)) {
            logger.setLevel(ch.qos.logback.classic.Level.INFO);
            summary.tick();
            meters.eventsAccepted(ORDERS, 1234);
            summary.tick();
            summary.tick();
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .startsWith("accepted 1234 events")
                .doesNotContain("error");
    }
}
