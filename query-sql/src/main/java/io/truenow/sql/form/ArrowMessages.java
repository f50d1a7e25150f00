package io.truenow.sql.form;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;

/** Descriptions of Arrow's messages. Stateless. */
final class ArrowMessages {

    private static final int FIRST_BYTES = 1 << 10;

    private ArrowMessages() {}

    /** Rows of a column, and how many of them are null. */
    record Node(long rows, long nulls) {}

    static ByteBuffer schema(List<String> labels, List<ArrowVector> vectors) {
        FlatBufferBuilder builder = new FlatBufferBuilder(FIRST_BYTES);
        int[] fields = new int[vectors.size()];
        for (int i = 0; i < fields.length; i++) {
            int name = builder.createString(labels.get(i));
            int type = vectors.get(i).describe(builder);
            int children = Field.createChildrenVector(builder, new int[0]);
            fields[i] = Field.createField(builder, name, true, vectors.get(i).type(), type, 0, children, 0);
        }
        int all = Schema.createFieldsVector(builder, fields);
        Schema.startSchema(builder);
        Schema.addEndianness(builder, Endianness.Little);
        Schema.addFields(builder, all);
        return message(builder, MessageHeader.Schema, Schema.endSchema(builder), 0);
    }

    static ByteBuffer batch(int rows, List<Node> nodes, List<ArrowBytes> buffers) {
        FlatBufferBuilder builder = new FlatBufferBuilder(FIRST_BYTES);
        // Vectors of structures are written from their end.
        RecordBatch.startNodesVector(builder, nodes.size());
        for (Node node : nodes.reversed()) {
            FieldNode.createFieldNode(builder, node.rows(), node.nulls());
        }
        int nodesAt = builder.endVector();
        long body = buffers.stream().mapToLong(ArrowBytes::paddedSize).sum();
        long offset = body;
        RecordBatch.startBuffersVector(builder, buffers.size());
        for (ArrowBytes buffer : buffers.reversed()) {
            offset -= buffer.paddedSize();
            Buffer.createBuffer(builder, offset, buffer.size());
        }
        int buffersAt = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodesAt);
        RecordBatch.addBuffers(builder, buffersAt);
        return message(builder, MessageHeader.RecordBatch, RecordBatch.endRecordBatch(builder), body);
    }

    private static ByteBuffer message(FlatBufferBuilder builder, byte type, int header, long body) {
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, type, header, body, 0));
        return builder.dataBuffer();
    }
}
