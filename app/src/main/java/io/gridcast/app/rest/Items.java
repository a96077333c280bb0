package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Lists as they are answered: {@code {"items": […], "next": …}}. */
final class Items {
    private Items() {}

    /** Writes one item. */
    @FunctionalInterface
    interface Item<T> {
        /** Writes one value. */
        void write(T item, JsonGenerator to) throws IOException;
    }

    /** A list that is all there is. */
    static <T> byte[] all(List<T> items, Item<T> item) {
        return page(items, Optional.empty(), item);
    }

    /** A page of a list, with the cursor of what comes behind. */
    static <T> byte[] page(List<T> items, Optional<String> next, Item<T> item) {
        return Json.bytes(to -> {
            to.writeStartObject();
            to.writeArrayFieldStart("items");
            for (T each : items) {
                item.write(each, to);
            }
            to.writeEndArray();
            if (next.isPresent()) {
                to.writeStringField("next", next.get());
            } else {
                to.writeNullField("next");
            }
            to.writeEndObject();
        });
    }
}
