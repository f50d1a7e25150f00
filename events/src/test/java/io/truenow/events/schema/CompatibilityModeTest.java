package io.truenow.events.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompatibilityModeTest {

    @Test
    void aModeIsFoundInAnyCase() {
        assertThat(CompatibilityMode.named("backward")).contains(CompatibilityMode.BACKWARD);
        assertThat(CompatibilityMode.named("Full")).contains(CompatibilityMode.FULL);
        assertThat(CompatibilityMode.named("NONE")).contains(CompatibilityMode.NONE);
        assertThat(CompatibilityMode.named("forward")).contains(CompatibilityMode.FORWARD);
    }

    @Test
    void anotherWordIsNoMode() {
        assertThat(CompatibilityMode.named("transitive")).isEmpty();
        assertThat(CompatibilityMode.named("")).isEmpty();
        assertThat(CompatibilityMode.named(" FULL")).isEmpty();
    }
}
