package io.truenow.truth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowHashTest {

    @Test
    void theSumCarriesAndDoesNotDependOnTheOrder() {
        assertThat(RowHash.NONE.plus(0, -1L).plus(0, 1)).isEqualTo(new RowHash(1, 0));
        RowHash a = RowHash.of("a");
        RowHash b = RowHash.of("b");
        assertThat(RowHash.NONE.plus(a.high(), a.low()).plus(b.high(), b.low()))
                .isEqualTo(RowHash.NONE.plus(b.high(), b.low()).plus(a.high(), a.low()));
    }

    @Test
    void noValueLooksLikeTheBeginningOfTheNext() {
        TreeMap<String, String> one = new TreeMap<>();
        one.put("a", "1d1:b1:2");
        TreeMap<String, String> two = new TreeMap<>();
        two.put("a", "1");
        two.put("b", "2");
        assertThat(new EventRow("e", 1, 1, one, new TreeMap<>()).canonical())
                .isNotEqualTo(new EventRow("e", 1, 1, two, new TreeMap<>()).canonical());
    }

    @Test
    void contentsTellWholeNumbersApartThatNoDoubleDoes() {
        EventRow one = whole((1L << 53) + 1);
        EventRow other = whole(1L << 53);
        assertThat(one.canonical()).isEqualTo(other.canonical());
        assertThat(one.content()).isNotEqualTo(other.content());
        assertThat(whole(5).content())
                .isEqualTo(new EventRow("e", 1, 1, new TreeMap<>(), new TreeMap<>(Map.of("n", 5.0))).content());
    }

    private static EventRow whole(long value) {
        return new EventRow(
                "e",
                1,
                1,
                new TreeMap<>(),
                new TreeMap<>(Map.of("n", (double) value)),
                new TreeMap<>(Map.of("n", value)));
    }
}
