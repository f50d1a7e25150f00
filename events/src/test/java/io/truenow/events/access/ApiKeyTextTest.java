package io.truenow.events.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTextTest {

    private final Random random = new Random(7);

    @Test
    void aKeyHasThePrefixAnd64HexadecimalDigits() {
        ApiKeyText key = ApiKeyText.generate(random::nextBytes);

        assertThat(key.reveal()).matches("ttd_live_[0-9a-f]{64}");
        assertThat(key.handle()).isEqualTo(key.reveal().substring(9, 25));
        assertThat(ApiKeyText.parse(key.reveal()))
                .hasValueSatisfying(read -> assertThat(read.secret()).isEqualTo(key.secret()));
    }

    @Test
    void neitherKeyNorSecretShowsMoreThanTheHandle() {
        ApiKeyText key = ApiKeyText.generate(random::nextBytes);

        assertThat(key.toString()).isEqualTo("ttd_live_" + key.handle() + "…");
        assertThat(key.secret().toString()).isEqualTo("ttd_live_" + key.handle() + "…");
    }

    @Test
    void everyOneOfOneWrongDigitAndEveryNeighbourSwapIsRefusedByTheChecksum() {
        String good = ApiKeyText.generate(random::nextBytes).reveal();
        List<String> wrong = new ArrayList<>();
        for (int i = 9; i < good.length(); i++) {
            for (char digit : "0123456789abcdef".toCharArray()) {
                wrong.add(good.substring(0, i) + digit + good.substring(i + 1));
            }
            if (i > 9) {
                wrong.add(good.substring(0, i - 1) + good.charAt(i) + good.charAt(i - 1) + good.substring(i + 1));
            }
        }
        wrong.removeIf(good::equals);

        assertThat(wrong).hasSizeGreaterThan(900).allMatch(text -> ApiKeyText.parse(text)
                .isEmpty());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "ttd_live_",
                "ttd_test_0000000000000000000000000000000000000000000000000000000000000000",
                "ttd_live_0000000000000000000000000000000000000000000000000000000000000000",
                "ttd_live_00000000000000000000000000000000000000000000000000000000000000",
                "TTD_LIVE_0000000000000000000000000000000000000000000000000000000000000000",
                "ttd_live_000000000000000000000000000000000000000000000000000000000000000é"
            })
    void whatIsNoKeyIsNotTaken(String text) {
        assertThat(ApiKeyText.parse(text)).isEmpty();
    }

    @Test
    void capitalDigitsAreNoKey() {
        String good = ApiKeyText.generate(random::nextBytes).reveal();
        String capital = "ttd_live_" + good.substring(9).toUpperCase(java.util.Locale.ROOT);
        assertThat(ApiKeyText.parse(capital)).isEmpty();
    }

    @Test
    void keysAreMadeOfEveryRandomByte() {
        Set<String> keys = new HashSet<>();
        for (int position = 0; position < ApiKeyText.RANDOM_BYTES; position++) {
            int changed = position;
            keys.add(ApiKeyText.generate(bytes -> bytes[changed] = 1).reveal());
        }
        assertThat(keys).hasSize(28);
        assertThat(ApiKeyText.RANDOM_BYTES * 8 - 64)
                .as("bits that the handle does not show")
                .isEqualTo(160);
    }
}
