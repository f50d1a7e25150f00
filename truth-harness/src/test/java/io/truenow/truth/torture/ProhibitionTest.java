package io.truenow.truth.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.truth.torture.Prohibition.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProhibitionTest {

    @ParameterizedTest
    @CsvSource({
        "1, 9, FREE",
        "1, 11, EITHER",
        "11, 15, EITHER",
        "19, 25, EITHER",
        "21, 25, REFUSED",
        "21, 29, REFUSED",
        "21, 31, EITHER",
        "35, 39, EITHER",
        "39, 45, EITHER",
        "41, 45, FREE"
    })
    void aRequestStandsAsItWasSentAndAnswered(long sent, long answered, Standing standing) {
        Prohibition prohibition = new Prohibition("t0", 10);
        prohibition.inForce(20);
        prohibition.lifting(30);
        prohibition.lifted(40);

        assertThat(prohibition.over(sent, answered)).isEqualTo(standing);
    }

    @Test
    void untilItIsLiftedItHolds() {
        Prohibition prohibition = new Prohibition("t0", 10);
        assertThat(prohibition.over(100, 200)).isEqualTo(Standing.EITHER);
        prohibition.inForce(20);
        assertThat(prohibition.over(100, 200)).isEqualTo(Standing.REFUSED);
    }

    @Test
    void aTableAndAKeyAreProhibitedByName() {
        Prohibitions all = new Prohibitions();
        Prohibitions.Key key = new Prohibitions.Key("key_1", "text");
        Prohibition prohibition = all.begin("key_1");
        prohibition.inForce(System.nanoTime());
        long later = System.nanoTime() + 1;

        assertThat(all.standing("t0", null, later, later + 1)).isEqualTo(Standing.FREE);
        assertThat(all.standing("t0", key, later, later + 1)).isEqualTo(Standing.REFUSED);
        assertThat(all.standing("t0", new Prohibitions.Key("key_2", "text"), later, later + 1))
                .isEqualTo(Standing.FREE);
        all.refused("t0", key, later, later + 1);
        all.refused("t0", null, later, later + 1);
        assertThat(all.refusals()).isEqualTo(1);
    }
}
