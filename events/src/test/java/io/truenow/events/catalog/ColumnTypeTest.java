package io.truenow.events.catalog;

import static io.truenow.events.catalog.ColumnType.BOOLEAN;
import static io.truenow.events.catalog.ColumnType.DOUBLE;
import static io.truenow.events.catalog.ColumnType.JSON;
import static io.truenow.events.catalog.ColumnType.LONG;
import static io.truenow.events.catalog.ColumnType.STRING;
import static io.truenow.events.catalog.ColumnType.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColumnTypeTest {

    private static void widens(ColumnType a, ColumnType b, ColumnType both) {
        assertThat(ColumnType.widest(a, b)).isEqualTo(both);
        assertThat(ColumnType.widest(b, a)).isEqualTo(both);
    }

    @Test
    void metricsWidenFromMomentsOverWholeNumbersToDoubles() {
        widens(TIMESTAMP, LONG, LONG);
        widens(TIMESTAMP, DOUBLE, DOUBLE);
        widens(LONG, DOUBLE, DOUBLE);
    }

    @Test
    void dimensionsWidenToText() {
        widens(BOOLEAN, STRING, STRING);
        widens(JSON, STRING, STRING);
        widens(BOOLEAN, JSON, STRING);
    }

    @Test
    void aTypeIsItsOwnWidest() {
        for (ColumnType type : ColumnType.values()) {
            widens(type, type, type);
        }
    }

    @Test
    void nothingHoldsADimensionAndAMetric() {
        assertThatThrownBy(() -> ColumnType.widest(STRING, LONG)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ColumnType.widest(DOUBLE, BOOLEAN)).isInstanceOf(IllegalArgumentException.class);
    }
}
