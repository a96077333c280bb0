package io.gridcast.serdes;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.Series;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.model.Verdict;
import io.gridcast.core.weather.WeatherForecast;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Valid domain records of every kind from a seed, with the odd values that records meet: NaN, empty lists, texts of all scripts. */
final class RandomRecords {
    private static final List<String> TEXTS = List.of("", "M1", "series:Zürich", "負荷", "a b/c", "⚡ 🔌", "x".repeat(70));
    private static final List<ZoneId> ZONES = Stream.of("Europe/Madrid", "Australia/Melbourne", "UTC", "Asia/Kathmandu")
            .map(ZoneId::of)
            .toList();
    private static final List<Class<?>> NEIGHBOURS =
            List.of(Series.class, WeatherForecast.class, MarketPrice.class, ForecastScore.class, Verdict.class);

    private final Random random;

    private RandomRecords(Random random) {
        this.random = random;
    }

    /** A record that the topic carries. */
    @SuppressWarnings("unchecked")
    static <T> T of(Topic<T> topic, Random random) {
        return (T) new RandomRecords(random).record(domainClass(topic));
    }

    private static Class<?> domainClass(Topic<?> topic) {
        String name = topic.codec().schema().getName();
        for (Class<?> neighbour : NEIGHBOURS) {
            try {
                return Class.forName(neighbour.getPackageName() + "." + name);
            } catch (ClassNotFoundException e) {
                continue;
            }
        }
        throw new IllegalStateException("no domain record is called " + name);
    }

    private Object record(Class<?> type) {
        if (type == NamedSteps.class) {
            return steps();
        }
        RecordComponent[] components = type.getRecordComponents();
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : components) {
            values.put(component.getName(), value(component.getName(), component.getGenericType()));
        }
        shape(type, values);
        try {
            return type.getConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values.values().toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no valid " + type.getSimpleName() + " of " + values, e);
        }
    }

    /** What the records' constructors ask for beyond types. */
    private void shape(Class<?> type, Map<String, Object> values) {
        if (type == Forecast.class) {
            int slots = random.nextInt(50);
            int levels = random.nextInt(8);
            values.put("point", floats(slots));
            values.put("quantileLevels", floats(levels));
            values.put("quantiles", floats(slots * levels));
        } else if (type == ScoredFeatures.class) {
            int rows = random.nextInt(50);
            int columns = random.nextInt(40);
            values.put("rows", rows);
            values.put("columns", columns);
            values.put("matrix", floats(rows * columns));
        } else if (type == Series.class) {
            values.put("resolution", Duration.ofMinutes(List.of(5, 15, 30, 60).get(random.nextInt(4))));
        } else if (type == ModelRef.class) {
            values.put("modelId", "load-xgb-" + random.nextInt(100));
            values.put("version", Integer.toString(random.nextInt(1000)));
        }
        values.computeIfPresent("pointLevel", (name, any) -> 0.05 + 0.9 * random.nextDouble());
        values.computeIfPresent("coverage", (name, any) -> random.nextDouble());
        values.computeIfPresent("minimumKw", (name, any) -> -10 * random.nextDouble());
        values.computeIfPresent("maximumKw", (name, any) -> 10 * random.nextDouble());
        for (String name : List.of("seriesId", "meterId")) {
            values.computeIfPresent(name, (id, any) -> "id-" + random.nextInt(100_000));
        }
        values.computeIfPresent("to", (name, any) -> open());
        values.computeIfPresent("effectiveFrom", (name, any) -> open());
    }

    private Object value(String name, Type type) {
        if (type instanceof ParameterizedType generic) {
            return collection(name, generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        }
        return switch (plain.getSimpleName()) {
            case "String" -> text();
            case "Instant" -> instant();
            case "Duration" -> Duration.ofMillis(1 + random.nextInt(86_400_000));
            case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt(40_000) - 10_000);
            case "ZoneId" -> ZONES.get(random.nextInt(ZONES.size()));
            case "int" -> random.nextInt(100);
            case "long" -> random.nextLong();
            case "boolean" -> random.nextBoolean();
            case "double", "Double" -> number();
            case "float[]" -> floats(random.nextInt(50));
            case "byte[]" -> bytes();
            default -> record(plain);
        };
    }

    private Object collection(String name, ParameterizedType generic) {
        Type[] of = generic.getActualTypeArguments();
        int size = random.nextInt(4);
        return switch (((Class<?>) generic.getRawType()).getSimpleName()) {
            case "List" ->
                IntStream.range(0, size).mapToObj(i -> value(name, of[0])).toList();
            case "Set" ->
                Set.copyOf(new LinkedHashSet<>(IntStream.range(0, size)
                        .mapToObj(i -> value(name, of[0]))
                        .toList()));
            case "Map" -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                IntStream.range(0, size).forEach(i -> map.put("name_" + i + text(), value(name, of[1])));
                yield map;
            }
            case "Optional" -> size == 0 ? Optional.empty() : Optional.of(value(name, of[0]));
            default -> throw new IllegalStateException("no random " + generic + " for " + name);
        };
    }

    private NamedSteps steps() {
        List<String> variables = IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> "variable_" + i)
                .toList();
        List<Instant> validAt =
                IntStream.range(0, random.nextInt(50)).mapToObj(i -> instant()).toList();
        double[] values = new double[variables.size() * validAt.size()];
        Arrays.setAll(values, i -> number());
        return new NamedSteps(variables, validAt, values);
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private Instant instant() {
        return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L) - 1_000_000_000_000L);
    }

    private Instant open() {
        return random.nextBoolean()
                ? Instant.MAX
                : Instant.ofEpochMilli(4_000_000_000_000L + random.nextInt(1_000_000));
    }

    private double number() {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> Double.POSITIVE_INFINITY;
            default -> random.nextGaussian() * 1000;
        };
    }

    private float[] floats(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        return values;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }
}
