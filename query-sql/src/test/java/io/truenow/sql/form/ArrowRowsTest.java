package io.truenow.sql.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlColumn;
import io.truenow.sql.type.TrueNowTypeSystem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The recorded stream was read by pyarrow 25.0.1, value for value as {@link #ROWS} says; what is written has to be the same. */
class ArrowRowsTest {

    private static final JavaTypeFactoryImpl TYPES = new JavaTypeFactoryImpl(TrueNowTypeSystem.INSTANCE);

    private static final List<SqlColumn> COLUMNS = List.of(
            column("tiny", SqlTypeName.TINYINT),
            column("small", SqlTypeName.SMALLINT),
            column("whole", SqlTypeName.INTEGER),
            column("big", SqlTypeName.BIGINT),
            column("real", SqlTypeName.REAL),
            column("double", SqlTypeName.DOUBLE),
            new SqlColumn("decimal", TYPES.createSqlType(SqlTypeName.DECIMAL, 38, 2)),
            column("yes", SqlTypeName.BOOLEAN),
            column("text", SqlTypeName.VARCHAR),
            column("moment", SqlTypeName.TIMESTAMP),
            column("day", SqlTypeName.DATE),
            column("clock", SqlTypeName.TIME),
            column("text", SqlTypeName.VARCHAR));

    private static final @Nullable Object[][] ROWS = {
        {
            (byte) -7,
            (short) 300,
            -70_000,
            Long.MIN_VALUE,
            1.5f,
            -0.1,
            new BigDecimal("-12345678901234567890123456789012345.67"),
            true,
            "日本 \"a\"",
            1_754_772_362_123L,
            20_309,
            86_399_999,
            ""
        },
        new Object[13],
        {
            Byte.MAX_VALUE,
            Short.MIN_VALUE,
            Integer.MAX_VALUE,
            9_007_199_254_740_993L,
            Float.NaN,
            Double.POSITIVE_INFINITY,
            BigDecimal.ONE,
            false,
            "",
            -1L,
            -1,
            0,
            "last"
        }
    };

    private static SqlColumn column(String name, SqlTypeName type) {
        return new SqlColumn(name, TYPES.createSqlType(type));
    }

    private static byte[] written() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RowWriter writer = AnswerForm.ARROW.writer(bytes);
        writer.begin(COLUMNS);
        writer.row(ROWS[0]);
        writer.row(ROWS[1]);
        writer.flush();
        writer.flush();
        writer.row(ROWS[2]);
        writer.end(new RowWriter.End(3, 0, 0, Long.MIN_VALUE, null));
        return bytes.toByteArray();
    }

    @Test
    void theStreamIsTheOneThatAnotherReaderHasRead() throws Exception {
        byte[] bytes = written();
        String record = System.getProperty("truenow.record.arrow");
        if (record != null) {
            java.nio.file.Files.write(java.nio.file.Path.of(record), bytes);
        }
        try (InputStream recorded = Objects.requireNonNull(getClass().getResourceAsStream("/arrow/rows.arrows"))) {
            assertThat(bytes).isEqualTo(recorded.readAllBytes());
        }
    }

    @Test
    void manyRowsComeInBoundedBatchesAndEndWithAMark() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RowWriter writer = AnswerForm.ARROW.writer(bytes);
        writer.begin(List.of(column("n", SqlTypeName.BIGINT), column("t", SqlTypeName.VARCHAR)));
        for (long i = 0; i < 20_000; i++) {
            writer.row(new Object[] {i, "text " + i});
        }
        String large = "x".repeat(600_000);
        for (long i = 0; i < 3; i++) {
            writer.row(new Object[] {i, large});
        }
        writer.end(new RowWriter.End(20_003, 0, 0, Long.MIN_VALUE, null));
        assertThat(batches(bytes.toByteArray())).containsExactly(8_192L, 8_192L, 3_618L, 1L);
    }

    @Test
    void anAnswerThatEndsEarlyHasNoMark() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RowWriter writer = AnswerForm.ARROW.writer(bytes);
        writer.begin(COLUMNS);
        writer.row(ROWS[0]);
        assertThat(writer.fail(new TrueNowException(ErrorCode.CANCELLED, "It was cancelled.")))
                .isFalse();
        ByteBuffer end = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(end.getLong(end.limit() - 8)).isNotEqualTo(0xFFFF_FFFFL);
    }

    /** Rows of each batch, after a schema and before the mark of the end. */
    private static List<Long> batches(byte[] stream) {
        ByteBuffer in = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
        List<Long> rows = new ArrayList<>();
        boolean schema = true;
        while (true) {
            assertThat(in.getInt()).isEqualTo(-1);
            int length = in.getInt();
            if (length == 0) {
                assertThat(in.hasRemaining()).isFalse();
                return rows;
            }
            Message message = Message.getRootAsMessage(in.slice(in.position(), length));
            in.position(in.position() + length + (int) message.bodyLength());
            assertThat(message.headerType()).isEqualTo(schema ? MessageHeader.Schema : MessageHeader.RecordBatch);
            if (!schema) {
                rows.add(((RecordBatch) Objects.requireNonNull(message.header(new RecordBatch()))).length());
            }
            schema = false;
        }
    }
}
