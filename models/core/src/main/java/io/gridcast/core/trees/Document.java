package io.gridcast.core.trees;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A view on one object of a model file that says by its path what is missing or of the wrong type. */
final class Document {
    private final String path;
    private final Map<?, ?> fields;

    private Document(String path, Map<?, ?> fields) {
        this.path = path;
        this.fields = fields;
    }

    /** Reads UBJSON or JSON: the byte after the first brace tells which. */
    static Document read(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != '{') {
            throw new InvalidTreesException("the model is no JSON or UBJSON object: it has " + bytes.length + " bytes"
                    + (bytes.length == 0 ? "" : " and starts with byte " + (bytes[0] & 0xff)));
        }
        boolean json = bytes[1] == '"' || bytes[1] == '}' || Character.isWhitespace(bytes[1]);
        Object root = json ? JsonReader.read(bytes) : UbjsonReader.read(bytes);
        return new Document("model", (Map<?, ?>) root);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Document object(String name) {
        return new Document(path + "." + name, required(name, Map.class));
    }

    /** The objects of an array. */
    List<Document> objects(String name) {
        Object value = fields.get(name);
        if (value instanceof double[] empty && empty.length == 0) {
            return List.of();
        }
        List<?> values = required(name, List.class);
        return values.stream()
                .map(item -> {
                    if (item instanceof Map<?, ?> map) {
                        return new Document(path + "." + name, map);
                    }
                    throw wrong(name, item);
                })
                .toList();
    }

    String text(String name) {
        return required(name, String.class);
    }

    /** An integer, which XGBoost writes as text. */
    int integer(String name) {
        String text = text(name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidTreesException(path + "." + name + " is '" + text + "', must be an integer", e);
        }
    }

    /** An array of numbers, or of truth values as 0 and 1. */
    double[] numbers(String name) {
        Object value = fields.get(name);
        if (!(value instanceof List<?> list)) {
            return required(name, double[].class);
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            Object item = list.get(i);
            if (item instanceof Boolean truth) {
                numbers[i] = truth ? 1 : 0;
            } else if (item instanceof Double number) {
                numbers[i] = number;
            } else {
                throw wrong(name, item);
            }
        }
        return numbers;
    }

    int[] integers(String name) {
        double[] numbers = numbers(name);
        int[] integers = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            integers[i] = (int) numbers[i];
        }
        return integers;
    }

    private <T> T required(String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw wrong(name, value);
        }
        return type.cast(value);
    }

    private InvalidTreesException wrong(String name, @Nullable Object value) {
        return new InvalidTreesException(path + "." + name
                + (value == null ? " is missing" : " is a " + value.getClass().getSimpleName())
                + ", so the model was not written by a known version of XGBoost");
    }
}
