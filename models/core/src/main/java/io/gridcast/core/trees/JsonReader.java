package io.gridcast.core.trees;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into the shapes of {@link UbjsonReader}; a fraction is rounded to a float once, as XGBoost reads it. */
final class JsonReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(UbjsonReader.MAX_DEPTH)
                        .build());
    }

    private JsonReader() {}

    /** @throws InvalidTreesException if the bytes are cut off or no JSON */
    static Object read(byte[] bytes) {
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            parser.nextToken();
            return value(parser);
        } catch (IOException e) {
            throw new InvalidTreesException("the model is no JSON that can be read: " + e.getMessage(), e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new InvalidTreesException("the model ends in the middle of a value");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_NULL -> "";
            default -> parser.getText();
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            fields.put(key, value(parser));
        }
        return fields;
    }

    private static Object array(JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        double[] numbers = new double[16];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != null && parser.currentToken().isNumeric()) {
                numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
                numbers[count++] = number(parser);
            } else {
                values.add(value(parser));
            }
        }
        if (count > 0 && !values.isEmpty()) {
            throw new InvalidTreesException("an array of the model mixes numbers with other values");
        }
        return values.isEmpty() ? Arrays.copyOf(numbers, count) : values;
    }

    private static double number(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? parser.getLongValue()
                : Float.parseFloat(parser.getText());
    }
}
