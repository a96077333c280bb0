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
    private static final int ATTRIBUTE_OF_INTS = 7;

    private final String name;
    private final Message graph = new Message();
    private int names;

    /** @param name of the graph */
    OnnxGraph(String name) {
        this.name = name;
    }

    /** Adds an operator without attributes; gives the name of its value. */
    String node(String operator, String... inputs) {
        return add(operator, new Message(), inputs);
    }

    /** Adds an operator with one whole number as an attribute. */
    String node(String operator, String attribute, int value, String... inputs) {
        var message = new Message().text(1, attribute).number(3, value).number(20, ATTRIBUTE_OF_INT);
        return add(operator, new Message().message(5, message), inputs);
    }

    /** Adds an operator with a list of whole numbers as an attribute. */
    String listed(String operator, String attribute, int[] values, String... inputs) {
        var message = new Message().text(1, attribute);
        for (int value : values) {
            message.number(8, value);
        }
        return add(operator, new Message().message(5, message.number(20, ATTRIBUTE_OF_INTS)), inputs);
    }

    private String add(String operator, Message attributes, String... inputs) {
        String value = operator + names++;
        write(operator, attributes, value, inputs);
        return value;
    }

    private void write(String operator, Message attributes, String output, String... inputs) {
        var node = new Message();
        for (String input : inputs) {
            node.text(1, input);
        }
        graph.message(1, node.text(2, output).text(4, operator).all(attributes));
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
        String value = "constant" + names++;
        var tensor = new Message();
        for (int size : shape) {
            tensor.number(1, size);
        }
        graph.message(5, tensor.number(2, type).text(8, value).bytes(9, raw));
        return value;
    }

    /** Ends the graph: {@code value} is its output. */
    byte[] finish(String value, int features, int quantiles) {
        write("Identity", new Message(), OUTPUT, value);
        graph.text(2, name);
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

        Message all(Message other) {
            out.writeBytes(other.toBytes());
            return this;
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
