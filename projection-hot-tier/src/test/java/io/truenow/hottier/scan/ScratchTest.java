package io.truenow.hottier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.hottier.segment.ChunkView;
import org.junit.jupiter.api.Test;

class ScratchTest {

    @Test
    void arraysAreAsLongAsTheRowsOfABlockAskForUpToAFullOne() {
        assertThat(Scratch.length(0)).isEqualTo(64);
        assertThat(Scratch.length(64)).isEqualTo(64);
        assertThat(Scratch.length(65)).isEqualTo(128);
        assertThat(Scratch.length(1_000)).isEqualTo(1_024);
        assertThat(Scratch.length(ChunkView.BLOCK)).isEqualTo(ChunkView.BLOCK);
    }

    @Test
    void anArrayThatIsLongEnoughIsUsedAgain() {
        int[] array = Scratch.ints(new int[0], 100);
        assertThat(Scratch.ints(array, 128)).isSameAs(array);
        assertThat(Scratch.ints(array, 129)).hasSize(256);
    }
}
