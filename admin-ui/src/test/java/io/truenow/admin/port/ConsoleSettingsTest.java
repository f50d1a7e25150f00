package io.truenow.admin.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConsoleSettingsTest {

    @Test
    void theDefaultsAreThoseOfALaptop() {
        assertThat(ConsoleSettings.defaults())
                .isEqualTo(new ConsoleSettings(10_000, 2_097_152, 60, 500, 3_000, 300, 500_000));
    }

    @Test
    void moreThanFourPushesASecondAreRefused() {
        assertThatThrownBy(() -> new ConsoleSettings(1, 1_024, 1, 249, 3_000, 60, 1))
                .hasMessage("pushMillis [249] is below 250");
    }

    @Test
    void portsOutsideTheLegalRangeAreRefused() {
        assertThatThrownBy(() -> new Endpoints(0, 8081, 8765)).hasMessageContaining("[0]");
        assertThatThrownBy(() -> Endpoints.documented(60_000)).hasMessageContaining("outside 1..65535");
    }
}
