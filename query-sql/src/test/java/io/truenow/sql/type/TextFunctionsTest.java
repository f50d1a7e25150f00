package io.truenow.sql.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFunctionsTest {

    private static final String[] LETTERS = {"a", "b", "B", "é", "É", "%", "_", "\uD83D\uDE00", ".", "\n"};

    @Test
    void likeMatchesWhatTheRegularExpressionOfItsPatternMatches() {
        Random random = new Random(3);
        int matched = 0;
        for (int round = 0; round < 50_000; round++) {
            String text = text(random, random.nextInt(9), LETTERS.length);
            String pattern = text(random, random.nextInt(7), LETTERS.length);
            boolean expected = Pattern.compile(regex(pattern), Pattern.DOTALL)
                    .matcher(text)
                    .matches();
            boolean folded = Pattern.compile(
                            regex(pattern), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(text)
                    .matches();
            assertThat(TextFunctions.like(text, pattern))
                    .as("[%s] like [%s]", text, pattern)
                    .isEqualTo(expected);
            assertThat(TextFunctions.iLike(text, pattern))
                    .as("[%s] ilike [%s]", text, pattern)
                    .isEqualTo(folded);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(1_000, 49_000);
    }

    private static String text(Random random, int length, int letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS[random.nextInt(letters)]);
        }
        return text.toString();
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .forEach(character -> regex.append(
                        character == '%'
                                ? ".*"
                                : character == '_' ? "." : Pattern.quote(Character.toString(character))));
        return regex.toString();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "50%,50!%,!,true",
                "500,50!%,!,false",
                "a_b,a!_b,!,true",
                "axb,a!_b,!,false",
                "a!b,a!!b,!,true",
                "a%c,a#%_,#,true"
            })
    void anEscapedCharacterStandsForItself(String text, String pattern, String escape, boolean matches) {
        assertThat(TextFunctions.likeEscaped(text, pattern, escape)).isEqualTo(matches);
        assertThat(TextFunctions.iLikeEscaped(text, pattern, escape)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a!b", "a!"})
    void anEscapeBeforeSomethingElseIsRefused(String pattern) {
        assertThatThrownBy(() -> TextFunctions.likeEscaped("ab", pattern, "!"))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "abc,abc,true",
                "abc,a,false",
                "abc,%(b|d)%,true",
                "abc,(b|c)%,false",
                "a.c,a.c,true",
                "abc,a.c,false",
                "a1,[[:ALPHA:]][[:DIGIT:]],true",
                "11,[[:ALPHA:]][[:DIGIT:]],false",
                "ac,[^b]c,true",
                "bc,[^b]c,false",
                "aaa,a{3},true",
                "aaaa,a{3},false",
                "a^$,a^$,true",
                "ab,a_,true"
            })
    void similarToHasItsOwnSigns(String text, String pattern, boolean matches) {
        assertThat(TextFunctions.similar(text, pattern)).isEqualTo(matches);
    }

    @Test
    void anEscapedSignOfSimilarToStandsForItself() {
        assertThat(TextFunctions.similarEscaped("a%", "a#%", "#")).isTrue();
        assertThat(TextFunctions.similarEscaped("ab", "a#%", "#")).isFalse();
        assertThat(TextFunctions.similarEscaped("(x)", "#(x#)", "#")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "[[:alpha", "a**", "(a"})
    void aPatternThatIsNoneIsRefused(String pattern) {
        assertThatThrownBy(() -> TextFunctions.similar("a", pattern))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY));
    }

    @Test
    void regularExpressionsAreFoundAnywhereAndReplaced() {
        assertThat(TextFunctions.regexFound("abc", "b")).isTrue();
        assertThat(TextFunctions.regexFound("abc", "^b")).isFalse();
        assertThat(TextFunctions.regexFoundIgnoringCase("abc", "B")).isTrue();
        assertThat(TextFunctions.regexMissing("abc", "B")).isTrue();
        assertThat(TextFunctions.regexMissingIgnoringCase("abc", "B")).isFalse();
        assertThat(TextFunctions.regexLike("a\nb", "a.b", "n")).isTrue();
        assertThat(TextFunctions.regexReplace("a1b2", "[0-9]", "<\\&>")).isEqualTo("a<1>b2");
        assertThat(TextFunctions.regexReplace("a1b2", "([a-z])([0-9])", "\\2\\1\\\\", "g"))
                .isEqualTo("1a\\2b\\");
        assertThat(TextFunctions.regexReplace("abc", "x*", "-", "g")).isEqualTo("-a-b-c-");
    }

    @Test
    void whatRegularExpressionsOfLinearTimeCannotSayIsRefused() {
        for (String pattern : new String[] {"(a)\\1", "(?=a)", "a{2000}"}) {
            assertThatThrownBy(() -> TextFunctions.regexFound("aa", pattern))
                    .isInstanceOf(TrueNowException.class)
                    .hasMessageContaining("invalid or not supported");
        }
        assertThatThrownBy(() -> TextFunctions.regexLike("a", "a", "q")).hasMessageContaining("[q]");
    }

    @Test
    void padsAndRepeatsAreThoseOfTheStandard() {
        assertThat(TextFunctions.leftPad("ab", 5, "xy")).isEqualTo("xyxab");
        assertThat(TextFunctions.rightPad("ab", 5, "xy")).isEqualTo("abxyx");
        assertThat(TextFunctions.leftPad("abc", 2)).isEqualTo("ab");
        assertThat(TextFunctions.rightPad("abc", -1)).isEmpty();
        assertThat(TextFunctions.leftPad("ab", 4)).isEqualTo("  ab");
        assertThat(TextFunctions.repeat("ab", 2)).isEqualTo("abab");
        assertThat(TextFunctions.repeat("ab", -2)).isEmpty();
    }
}
