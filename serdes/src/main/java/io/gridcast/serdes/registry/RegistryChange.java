package io.gridcast.serdes.registry;

/** What happens to a registry, in order: enough to build it again. */
public sealed interface RegistryChange {
    /** A subject got a version. */
    record SchemaAdded(RegisteredSchema schema) implements RegistryChange {}

    /**
     * A compatibility level was set.
     *
     * @param subject empty for the registry's own
     */
    record LevelSet(String subject, CompatibilityLevel level) implements RegistryChange {}
}
