package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.forecast.NamedSteps;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Compares a domain record with what Avro's own generic reader made of its bytes, field by field and by name. */
final class AvroMirror {
    private AvroMirror() {}

    static void assertSame(Record domain, GenericRecord avro) {
        Set<String> seen = new HashSet<>();
        for (RecordComponent component : domain.getClass().getRecordComponents()) {
            Object value = valueOf(component, domain);
            if (value instanceof NamedSteps steps) {
                assertSteps(steps, avro);
                seen.addAll(List.of("variables", "steps"));
                continue;
            }
            String name = component.getName() + (value instanceof Duration ? "Ms" : "");
            seen.add(name);
            assertThat(plain(avro.get(name)))
                    .as("%s of %s", name, avro.getSchema().getName())
                    .isEqualTo(plain(value));
        }
        assertThat(avro.getSchema().getFields()).extracting("name").containsExactlyInAnyOrderElementsOf(seen);
    }

    private static void assertSteps(NamedSteps steps, GenericRecord avro) {
        assertThat(plain(avro.get("variables"))).isEqualTo(plain(steps.variables()));
        List<?> rows = (List<?>) avro.get("steps");
        int columns = steps.variables().size();
        assertThat(rows).hasSameSizeAs(steps.validAt());
        for (int row = 0; row < rows.size(); row++) {
            GenericRecord step = (GenericRecord) rows.get(row);
            double[] values = Arrays.copyOfRange(steps.values(), row * columns, (row + 1) * columns);
            assertThat(plain(step.get("validAt")))
                    .isEqualTo(steps.validAt().get(row).toEpochMilli());
            assertThat(plain(step.get("values")))
                    .isEqualTo(Arrays.stream(values).boxed().toList());
        }
    }

    /** The same value of either world as lists, maps, numbers and texts. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return instant.equals(Instant.MAX) ? null : instant.toEpochMilli();
        }
        if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        if (value instanceof LocalDate date) {
            return (int) date.toEpochDay();
        }
        if (value instanceof CharSequence || value instanceof ZoneId) {
            return value.toString();
        }
        if (value instanceof Enum<?> || value instanceof org.apache.avro.generic.GenericEnumSymbol<?>) {
            return value.toString();
        }
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        return container(value);
    }

    private static @Nullable Object container(@Nullable Object value) {
        if (value instanceof Set<?> set) {
            return set.stream().sorted().map(AvroMirror::plain).toList();
        }
        if (value instanceof Collection<?> collection) {
            List<Object> plain = new ArrayList<>();
            collection.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new TreeMap<>();
            map.forEach((name, item) -> plain.put(name.toString(), plain(item)));
            return plain;
        }
        if (value instanceof float[] floats) {
            List<Object> plain = new ArrayList<>();
            for (float number : floats) {
                plain.add(number);
            }
            return plain;
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof Record record) {
            Map<Object, Object> plain = new TreeMap<>();
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                plain.put(component.getName(), plain(valueOf(component, record)));
            }
            return plain;
        }
        if (value instanceof GenericRecord record) {
            Map<Object, Object> plain = new TreeMap<>();
            record.getSchema().getFields().forEach(field -> plain.put(field.name(), plain(record.get(field.name()))));
            return plain;
        }
        return value;
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            Object value = component.getAccessor().invoke(record);
            boolean isPacked = component.getName().equals("matrix");
            return isPacked ? packed((float[]) value) : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] packed(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }
}
