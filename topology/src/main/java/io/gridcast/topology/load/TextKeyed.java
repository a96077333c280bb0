package io.gridcast.topology.load;

import io.gridcast.state.Layout;
import java.nio.charset.StandardCharsets;

/** A layout whose keys are names. */
abstract class TextKeyed<V> implements Layout<String, V> {
    @Override
    public final byte[] writeKey(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public final String readKey(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
