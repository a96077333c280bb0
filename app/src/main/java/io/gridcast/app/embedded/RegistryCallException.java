package io.gridcast.app.embedded;

/** A call that the registry answers with an error, by Confluent's codes: the first three digits are the HTTP status. */
final class RegistryCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    RegistryCallException(int code, String message) {
        super(message);
        this.code = code;
    }

    static RegistryCallException subjectNotFound(String subject) {
        return new RegistryCallException(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryCallException versionNotFound(String version) {
        return new RegistryCallException(40402, "Version " + version + " not found.");
    }

    static RegistryCallException schemaNotFound(String what) {
        return new RegistryCallException(40403, "Schema " + what + " not found.");
    }

    static RegistryCallException invalidSchema(String why) {
        return new RegistryCallException(42201, "Invalid schema: " + why);
    }

    int code() {
        return code;
    }

    int status() {
        return code > 999 ? code / 100 : code;
    }
}
