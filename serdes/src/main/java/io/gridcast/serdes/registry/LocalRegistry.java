package io.gridcast.serdes.registry;

import io.gridcast.serdes.avro.SchemaText;
import io.gridcast.serdes.registry.RegistryChange.LevelSet;
import io.gridcast.serdes.registry.RegistryChange.SchemaAdded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * The rules of a schema registry, in memory: a text has one id under all subjects, a subject has versions 1, 2, …, and a new one
 * must suit its level, {@link CompatibilityLevel#BACKWARD} unless set. Texts are compared without white space but with docs.
 *
 * <p>Each change goes to the journal before it holds, so that a journal which fails leaves nothing half done; {@link #apply}
 * builds the same registry from the journal.
 */
public final class LocalRegistry implements SchemaRegistry {
    private final Consumer<RegistryChange> journal;
    private final SortedMap<String, List<RegisteredSchema>> subjects = new TreeMap<>();
    private final Map<String, Integer> idByText = new HashMap<>();
    private final SortedMap<Integer, String> textById = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel ownLevel = CompatibilityLevel.BACKWARD;

    /** A registry that forgets when it goes. */
    public LocalRegistry() {
        this(change -> {});
    }

    /** @param journal takes each change, or throws and so forbids it */
    public LocalRegistry(Consumer<RegistryChange> journal) {
        this.journal = journal;
    }

    /** Repeats a change from a journal, without writing it there again. */
    public synchronized void apply(RegistryChange change) {
        if (change instanceof SchemaAdded added) {
            RegisteredSchema schema = added.schema();
            subjects.computeIfAbsent(schema.subject(), subject -> new ArrayList<>())
                    .add(schema);
            idByText.putIfAbsent(schema.text(), schema.id());
            textById.putIfAbsent(schema.id(), schema.text());
        } else if (change instanceof LevelSet set) {
            if (set.subject().isEmpty()) {
                ownLevel = set.level();
            } else {
                levels.put(set.subject(), set.level());
            }
        }
    }

    @Override
    public synchronized int register(String subject, String schemaText) {
        Schema schema = parse(schemaText);
        Optional<RegisteredSchema> known = find(subject, schemaText);
        if (known.isPresent()) {
            return known.get().id();
        }
        List<String> problems = problems(subject, schema);
        if (!problems.isEmpty()) {
            throw new IncompatibleSchemaException(subject, compatibility(subject), problems);
        }
        String text = schema.toString();
        int id = idByText.getOrDefault(text, textById.isEmpty() ? 1 : textById.lastKey() + 1);
        change(new SchemaAdded(new RegisteredSchema(subject, nextVersion(subject), id, text)));
        return id;
    }

    @Override
    public synchronized Optional<RegisteredSchema> find(String subject, String schemaText) {
        String text = parse(schemaText).toString();
        return versions(subject).stream()
                .filter(version -> version.text().equals(text))
                .findFirst();
    }

    @Override
    public synchronized Optional<RegisteredSchema> latest(String subject) {
        List<RegisteredSchema> versions = versions(subject);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    @Override
    public synchronized Optional<String> schema(int id) {
        return Optional.ofNullable(textById.get(id));
    }

    @Override
    public synchronized List<String> incompatibilities(String subject, String schemaText) {
        return problems(subject, parse(schemaText));
    }

    @Override
    public synchronized CompatibilityLevel compatibility(String subject) {
        return levels.getOrDefault(subject, ownLevel);
    }

    @Override
    public synchronized void setCompatibility(String subject, CompatibilityLevel level) {
        change(new LevelSet(subject, level));
    }

    /** The registry's own level, which holds for subjects without one. */
    public synchronized CompatibilityLevel compatibility() {
        return ownLevel;
    }

    /** Sets the registry's own level. */
    public synchronized void setCompatibility(CompatibilityLevel level) {
        change(new LevelSet("", level));
    }

    /** The subject's own level, if it has one. */
    public synchronized Optional<CompatibilityLevel> ownCompatibility(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** All subjects. */
    public synchronized SortedSet<String> subjects() {
        return new TreeSet<>(subjects.keySet());
    }

    /** All versions of a subject, oldest first; empty for an unknown one. */
    public synchronized List<RegisteredSchema> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, List.of()));
    }

    /** All versions of all subjects that have an id. */
    public synchronized List<RegisteredSchema> versionsOf(int id) {
        return subjects.values().stream()
                .flatMap(List::stream)
                .filter(version -> version.id() == id)
                .toList();
    }

    private void change(RegistryChange change) {
        journal.accept(change);
        apply(change);
    }

    private int nextVersion(String subject) {
        return latest(subject).map(RegisteredSchema::version).orElse(0) + 1;
    }

    private List<String> problems(String subject, Schema schema) {
        List<Schema> older =
                versions(subject).stream().map(version -> parse(version.text())).toList();
        return compatibility(subject).problems(schema, older);
    }

    private static Schema parse(String text) {
        try {
            return SchemaText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSchemaException("schema cannot be parsed, " + e.getMessage(), e);
        }
    }
}
