package io.gridcast.serdes;

import io.gridcast.serdes.registry.CompatibilityLevel;
import io.gridcast.serdes.registry.RegisteredSchema;
import io.gridcast.serdes.registry.SchemaRegistry;
import java.util.List;
import java.util.Optional;

/** Counts the questions to the registry behind it. */
final class CountingRegistry implements SchemaRegistry {
    private final SchemaRegistry behind;
    private int questions;

    CountingRegistry(SchemaRegistry behind) {
        this.behind = behind;
    }

    int questions() {
        return questions;
    }

    @Override
    public int register(String subject, String schemaText) {
        questions++;
        return behind.register(subject, schemaText);
    }

    @Override
    public Optional<RegisteredSchema> find(String subject, String schemaText) {
        questions++;
        return behind.find(subject, schemaText);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        questions++;
        return behind.latest(subject);
    }

    @Override
    public Optional<String> schema(int id) {
        questions++;
        return behind.schema(id);
    }

    @Override
    public List<String> incompatibilities(String subject, String schemaText) {
        questions++;
        return behind.incompatibilities(subject, schemaText);
    }

    @Override
    public CompatibilityLevel compatibility(String subject) {
        questions++;
        return behind.compatibility(subject);
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
        questions++;
        behind.setCompatibility(subject, level);
    }
}
