package io.truenow.admin.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 B",
                "1023|1023 B",
                "1024|1.00 KiB",
                "18874368|18.0 MiB",
                "3221225472|3.00 GiB",
                "1048575|1.00 MiB"
            })
    void bytesStandInBinaryUnits(double bytes, String text) {
        assertThat(FigureText.bytes(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 µs",
                "999|999 µs",
                "4180|4.18 ms",
                "1240000|1.24 s",
                "59900000|59.9 s",
                "65000000|1.08 min",
                "7200000000|2.00 h",
                "86400000000|1.00 d"
            })
    void durationsStandInTheLargestUnitThatFits(double micros, String text) {
        assertThat(FigureText.duration(micros)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "0.4|0.4", "9.94|9.9", "12.4|12", "42817.6|42,818"})
    void ratesKeepOneDecimalOnlyWhereItMeansSomething(double rate, String text) {
        assertThat(FigureText.rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "-1234|-1,234", "162766|162,766", "9223372036854775807|9,223,372,036,854,775,807"})
    void wholeNumbersAreGrouped(long number, String text) {
        assertThat(FigureText.grouped(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|7|0 %", "7|7|100 %", "1|1000000|< 0.1 %", "999999|1000000|> 99.9 %", "1|3|33.3 %"})
    void aShareIsNoneOrAllOnlyWhereItIs(long part, long whole, String text) {
        assertThat(FigureText.share(part, whole)).isEqualTo(text);
    }
}
