package io.gridcast.tests.ksql;

import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * What our scripts of SQL declare and ask, as far as it can be checked without a server: columns against the schemas of their topics, and
 * every {@code alias.column} of a query against what it reads from. It reads the SQL that we write, not all there is.
 */
final class KsqlScript {
    private static final Pattern SOURCE = Pattern.compile(
            "CREATE (STREAM|TABLE) IF NOT EXISTS (\\w+) \\((.*)\\) WITH \\((.*)\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUERY = Pattern.compile(
            "CREATE (STREAM|TABLE) IF NOT EXISTS (\\w+)( WITH \\([^)]*\\))? AS SELECT (.*?) FROM (.*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TOPIC = Pattern.compile("KAFKA_TOPIC = '([^']+)'");
    private static final Pattern READ_FROM = Pattern.compile("(?:^|JOIN )(\\w+) (\\w)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern REFERENCE = Pattern.compile("\\b(\\w)\\.(`?\\w+`?)(?:->(\\w+))?");
    private static final Pattern OUTPUT = Pattern.compile(" AS (\\w+)$", Pattern.CASE_INSENSITIVE);

    /** Columns by the name of their stream or table, in upper case; their types as declared, empty for those of queries. */
    private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();

    private final List<String> problems = new ArrayList<>();

    /** Reads one script; the names that those before declared are known. */
    void read(String text) {
        String bare = text.replaceAll("--[^\n]*", "").replaceAll("\\s+", " ");
        for (String statement : bare.split(";", -1)) {
            readStatement(statement.strip().replace("( ", "(").replace(" )", ")"));
        }
    }

    /** What is wrong, a line each. */
    List<String> problems() {
        return problems;
    }

    /** The columns of a stream or table, in upper case; empty if there is none of that name. */
    Optional<List<String>> columnsOf(String name) {
        return Optional.ofNullable(columns.get(upper(name))).map(all -> List.copyOf(all.keySet()));
    }

    private void readStatement(String statement) {
        Matcher query = QUERY.matcher(statement);
        Matcher source = SOURCE.matcher(statement);
        if (query.matches()) {
            readQuery(query.group(2), query.group(4), query.group(5), statement);
        } else if (source.matches()) {
            readSource(source.group(2), source.group(3), source.group(4));
        } else if (!statement.isEmpty() && !statement.startsWith("SET ")) {
            problems.add("cannot read: " + statement);
        }
    }

    private void readSource(String name, String declared, String settings) {
        Matcher named = TOPIC.matcher(settings);
        Optional<Topic<?>> topic = named.find()
                ? Topics.all().stream()
                        .filter(one -> one.name().equals(named.group(1)))
                        .findFirst()
                : Optional.empty();
        if (topic.isEmpty()) {
            problems.add(name + ": no such topic: " + settings);
            return;
        }
        if (!settings.contains("KEY_FORMAT = 'KAFKA'") || !settings.contains("VALUE_FORMAT = 'AVRO'")) {
            problems.add(name + ": keys are text, values Avro: " + settings);
        }
        Map<String, String> known = columns.computeIfAbsent(upper(name), any -> new LinkedHashMap<>());
        for (String column : parts(declared)) {
            String[] words = column.split(" ", 2);
            known.put(upper(words[0]), words[1]);
            checkColumn(
                    name + "." + words[0],
                    upper(words[0]),
                    words[1],
                    topic.get().codec().schema());
        }
    }

    private void checkColumn(String where, String column, String type, Schema schema) {
        if (type.endsWith(" KEY")) {
            if (!type.startsWith("VARCHAR")) {
                problems.add(where + ": keys are text, not " + type);
            }
            return;
        }
        Optional<Schema.Field> field = schema.getFields().stream()
                .filter(one -> upper(one.name()).equals(column))
                .findFirst();
        if (field.isEmpty()) {
            problems.add(where + ": " + schema.getName() + " has no such field");
        } else if (!sqlType(field.get().schema()).equalsIgnoreCase(type)) {
            problems.add(where + ": is " + type + ", the schema gives "
                    + sqlType(field.get().schema()));
        }
    }

    /** As ksqlDB sees a field of Avro. */
    private static String sqlType(Schema schema) {
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        return switch (schema.getType()) {
            case STRING, ENUM -> "VARCHAR";
            case BOOLEAN -> "BOOLEAN";
            case INT -> logical.equals("date") ? "DATE" : "INTEGER";
            case LONG -> logical.equals("timestamp-millis") ? "TIMESTAMP" : "BIGINT";
            case FLOAT, DOUBLE -> "DOUBLE";
            case BYTES -> "BYTES";
            case ARRAY -> "ARRAY<" + sqlType(schema.getElementType()) + ">";
            case MAP -> "MAP<VARCHAR, " + sqlType(schema.getValueType()) + ">";
            case UNION -> sqlType(schema.getTypes().get(schema.getTypes().size() - 1));
            case RECORD ->
                "STRUCT<"
                        + String.join(
                                ", ",
                                schema.getFields().stream()
                                        .map(field -> field.name() + " " + sqlType(field.schema()))
                                        .toList())
                        + ">";
            default -> schema.getType().getName();
        };
    }

    private void readQuery(String name, String selected, String rest, String statement) {
        Map<String, Map<String, String>> aliases = new LinkedHashMap<>();
        Matcher from = READ_FROM.matcher(rest);
        while (from.find()) {
            Map<String, String> known = columns.get(upper(from.group(1)));
            if (known == null) {
                problems.add(name + ": reads from " + from.group(1) + ", which no script before declares");
                return;
            }
            aliases.put(from.group(2), known);
        }
        Matcher reference = REFERENCE.matcher(statement);
        while (reference.find()) {
            checkReference(name, reference, aliases);
        }
        Map<String, String> outputs = columns.computeIfAbsent(upper(name), any -> new LinkedHashMap<>());
        for (String expression : parts(selected)) {
            Matcher output = OUTPUT.matcher(expression);
            if (output.find()) {
                outputs.put(upper(output.group(1)), "");
            } else {
                problems.add(name + ": has no name of its own: " + expression);
            }
        }
    }

    private void checkReference(String name, Matcher reference, Map<String, Map<String, String>> aliases) {
        Map<String, String> known = aliases.get(reference.group(1));
        String type = known == null ? null : known.get(upper(reference.group(2)));
        boolean hasField = reference.group(3) == null
                || type != null && type.matches("(?i)STRUCT<.*\\b" + reference.group(3) + " .*");
        if (type == null || !hasField) {
            problems.add(name + ": there is no " + reference.group());
        }
    }

    /** Splits at commas outside of brackets. */
    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char at = list.charAt(i);
            boolean isArrow = at == '>' && i > 0 && list.charAt(i - 1) == '-';
            if (at == '(' || at == '<' || at == '[') {
                depth++;
            } else if (at == ')' || at == '>' && !isArrow || at == ']') {
                depth--;
            } else if (at == ',' && depth == 0) {
                parts.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(list.substring(start).strip());
        return parts;
    }

    private static String upper(String name) {
        return name.replace("`", "").toUpperCase(Locale.ROOT);
    }
}
