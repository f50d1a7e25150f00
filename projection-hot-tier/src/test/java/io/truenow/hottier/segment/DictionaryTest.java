package io.truenow.hottier.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DictionaryTest {

    private static int intern(Dictionary dictionary, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return dictionary.intern(utf8, 0, utf8.length);
    }

    @Test
    void aViewKeepsItsTextsAndKnowsNoLaterOnes() {
        Dictionary dictionary = new Dictionary();
        for (int i = 0; i < 10; i++) {
            assertThat(intern(dictionary, "é" + i)).isEqualTo(i);
        }
        Dictionary.View view = dictionary.view();
        for (int i = 10; i < 5_000; i++) {
            intern(dictionary, "é" + i);
        }
        assertThat(intern(dictionary, "é7")).isEqualTo(7);
        assertThat(view.size()).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            assertThat(view.text(i)).isEqualTo("é" + i);
            assertThat(view.find("é" + i)).isEqualTo(i);
        }
        for (int i = 10; i < 5_000; i++) {
            assertThat(view.find("é" + i)).isEqualTo(-1);
            assertThat(dictionary.view().find("é" + i)).isEqualTo(i);
        }
        assertThat(dictionary.view().identity()).isSameAs(view.identity());
        assertThatThrownBy(() -> view.text(10)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aViewKnowsItsFirstAndLastTextByCodePoints() {
        Dictionary dictionary = new Dictionary();
        intern(dictionary, "m");
        Dictionary.View one = dictionary.view();
        // U+1F600 comes behind U+FF5E by code points, before it by UTF-16.
        for (String text : new String[] {"b", "\uFF5E", "", "\uD83D\uDE00", "z", "b"}) {
            intern(dictionary, text);
        }
        assertThat(one.least()).isEqualTo("m");
        assertThat(one.greatest()).isEqualTo("m");
        assertThat(dictionary.view().least()).isEmpty();
        assertThat(dictionary.view().greatest()).isEqualTo("\uD83D\uDE00");
        assertThat(one.heapBytes()).isPositive().isLessThanOrEqualTo(dictionary.heapBytes());
    }
}
