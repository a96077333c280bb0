package io.gridcast.serdes.registry;

/** Where the schema id of written records comes from. */
public enum SchemaUse {
    /** Our schema, registered if it is not there ({@code auto.register.schemas=true}, the default). */
    REGISTER,
    /** The subject's newest schema, to which records are converted ({@code use.latest.version=true}). */
    LATEST,
    /** Our schema, which must have been registered. */
    LOOK_UP;

    /** What a configuration asks for; like Confluent, {@code use.latest.version} counts only where nothing may be registered. */
    public static SchemaUse of(RegistryConfig config) {
        if (config.autoRegister()) {
            return REGISTER;
        }
        return config.useLatest() ? LATEST : LOOK_UP;
    }
}
