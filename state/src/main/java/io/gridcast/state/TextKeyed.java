package io.gridcast.state;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A layout whose keys are names.
 *
 * @param <V> value
 */
public abstract class TextKeyed<V> implements Layout<String, V> {
    /** Numbers, and times in ms, by name. */
    public static final Layout<String, Long> LONGS = of(BytesWriter::putLong, BytesReader::getLong);

    @Override
    public final byte[] writeKey(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public final String readKey(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A layout of values whose fields are written and read one behind the other. */
    public static <V> Layout<String, V> of(BiConsumer<BytesWriter, V> write, Function<BytesReader, V> read) {
        return new TextKeyed<>() {
            @Override
            public byte[] writeValue(V value) {
                var out = new BytesWriter();
                write.accept(out, value);
                return out.toBytes();
            }

            @Override
            public V readValue(byte[] bytes) {
                return read.apply(new BytesReader(bytes));
            }
        };
    }
}
