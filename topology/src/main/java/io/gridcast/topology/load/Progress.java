package io.gridcast.topology.load;

import io.gridcast.state.Layout;
import java.nio.ByteBuffer;

/** Numbers by name: how far a task has come. */
final class Progress {
    private Progress() {}

    static final Layout<String, Long> LAYOUT = new TextKeyed<>() {
        @Override
        public byte[] writeValue(Long value) {
            return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        }

        @Override
        public Long readValue(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getLong();
        }
    };
}
