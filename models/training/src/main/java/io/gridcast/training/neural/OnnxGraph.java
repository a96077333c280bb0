package io.gridcast.training.neural;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a graph of ONNX operators, with one input and one output of floats, as the protocol buffer {@code ModelProto} of the ONNX
 * specification (IR version 8, operators of set 13). Each operator gives one value, named by what this class hands out.
 */
final class OnnxGraph {
    /** The name of the input. */
    static final String INPUT = "features";

    private static final String OUTPUT = "quantiles";
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_OF_INT = 2;

    private final Message graph = new Message();
    private int names;

    /** Adds an operator without attributes; gives the name of its value. */
    String node(String operator, String... inputs) {
        return node(operator, "", 0, inputs);
    }

    /** Adds an operator with one whole number as an attribute. */
    String node(String operator, String attribute, int value, String... inputs) {
        String name = operator + names++;
        write(operator, attribute, value, name, inputs);
        return name;
    }

    private void write(String operator, String attribute, int value, String output, String... inputs) {
        var node = new Message();
        for (String input : inputs) {
            node.text(1, input);
        }
        node.text(2, output).text(4, operator);
        if (!attribute.isEmpty()) {
            node.message(5, new Message().text(1, attribute).number(3, value).number(20, ATTRIBUTE_OF_INT));
        }
        graph.message(1, node);
    }

    /** Adds constant floats of a shape; gives their name. */
    String constant(float[] values, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(FLOAT, bytes.array(), shape);
    }

    /** Adds constant whole numbers; gives their name. */
    String indices(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putLong(value);
        }
        return tensor(INT64, bytes.array(), values.length);
    }

    private String tensor(int type, byte[] raw, int... shape) {
        String name = "constant" + names++;
        var tensor = new Message();
        for (int size : shape) {
            tensor.number(1, size);
        }
        graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
        return name;
    }

    /** Ends the graph: {@code value} is its output. */
    byte[] finish(String value, int features, int quantiles) {
        write("Identity", "", 0, OUTPUT, value);
        graph.text(2, "price_of_day");
        graph.message(11, valueInfo(INPUT, features));
        graph.message(12, valueInfo(OUTPUT, quantiles));
        return new Message()
                .number(1, IR_VERSION)
                .text(2, "gridcast")
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, OPERATOR_SET))
                .toBytes();
    }

    private static Message valueInfo(String name, int columns) {
        var shape =
                new Message().message(1, new Message().text(2, "rows")).message(1, new Message().number(1, columns));
        var type = new Message().message(1, new Message().number(1, FLOAT).message(2, shape));
        return new Message().text(1, name).message(2, type);
    }

    /** A message of the protocol buffers' wire format, field by field. */
    private static final class Message {
        private static final int VARINT = 0;
        private static final int LENGTH = 2;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint(field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.toBytes());
        }

        Message bytes(int field, byte[] value) {
            varint(field << 3 | LENGTH);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] toBytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long left = value;
            while ((left & ~0x7FL) != 0) {
                out.write((int) (left & 0x7F | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
        }
    }
}
