package io.truenow.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactTextTest {

    @Test
    void whoAskedIsNotWhatADescriptionSays() {
        String fact = "NamespaceCreated[name=shop, description=x, requestedBy=somebody-else, createdMicros=1]"
                .replace("createdMicros=1]", "y, requestedBy=key_1, createdMicros=1]");
        assertThat(FactText.who(fact)).isEqualTo("key_1");
    }

    @Test
    void whoIsUnknownWhereTheTextWasCut() {
        assertThat(FactText.who("SchemaVersionAdded[definition={}, requestedBy=someone, addedMic…"))
                .isEmpty();
        assertThat(FactText.who("Other[a=1]")).isEmpty();
    }

    @Test
    void fieldsKeepWhatIsInsideOfOthers() {
        assertThat(FactText.fields(
                        "TableCreated[ref=TableRef[tenant=a, table=b], columns=[], note=1, 2, requestedBy=x]"))
                .containsExactly(
                        Map.entry("ref", "TableRef[tenant=a, table=b]"),
                        Map.entry("columns", "[]"),
                        Map.entry("note", "1"),
                        Map.entry("requestedBy", "x"));
    }

    @Test
    void theFilterIsQuotedAndBounded() {
        AuditFilter filter = new AuditFilter("o'b", "TableCreated", "x", LocalDateTime.of(1970, 1, 1, 0, 1), null);
        assertThat(filter.sql(2))
                .contains("POSITION(', requestedBy=o''b, ' IN payload) > 0")
                .contains("\"type\" = 'TableCreated'")
                .contains("\"time_us\" >= 60000000")
                .endsWith("LIMIT 101 OFFSET 200");
        assertThat(AuditFilter.of(filter.parameters())).isEqualTo(filter);
    }
}
