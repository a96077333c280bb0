package io.gridcast.serdes.confluent;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.gridcast.serdes.avro.SchemaText;
import io.gridcast.serdes.registry.CompatibilityLevel;
import io.gridcast.serdes.registry.IncompatibleSchemaException;
import io.gridcast.serdes.registry.InvalidSchemaException;
import io.gridcast.serdes.registry.RegisteredSchema;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.serdes.registry.RegistryRefusedException;
import io.gridcast.serdes.registry.RegistryUnavailableException;
import io.gridcast.serdes.registry.RegistryConfig;
import io.gridcast.serdes.registry.SchemaRegistry;
import io.gridcast.serdes.registry.SchemaUse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A registry behind Confluent's own client, for what that client can do and ours cannot: OAuth, custom credential providers,
 * proxies. It takes the whole of Confluent's configuration as it is.
 */
public final class ConfluentRegistry implements SchemaRegistry {
    private static final int CACHED_SCHEMAS = 1_000;
    private static final int INVALID_SCHEMA = 42201;
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<Integer> MISSING = Set.of(40401, 40402, 40403, 40408);

    private final SchemaRegistryClient client;
    private final SchemaUse use;

    /** @param configuration by Confluent's keys, {@code schema.registry.url} among them */
    public ConfluentRegistry(Map<String, ?> configuration) {
        List<String> urls = Arrays.stream(
                        String.valueOf(configuration.get("schema.registry.url")).split(","))
                .map(String::strip)
                .toList();
        this.client = SchemaRegistryClientFactory.newClient(
                urls, CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), configuration, Map.of());
        this.use = SchemaUse.of(RegistryConfig.of(configuration));
    }

    @Override
    public SchemaUse use() {
        return use;
    }

    @Override
    public int register(String subject, String schemaText) {
        AvroSchema schema = schema(schemaText);
        try {
            return client.register(subject, schema);
        } catch (RestClientException e) {
            if (e.getStatus() == 409) {
                throw new IncompatibleSchemaException(
                        subject, compatibility(subject), List.of(String.valueOf(e.getMessage())));
            }
            throw failure(e);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Optional<RegisteredSchema> find(String subject, String schemaText) {
        AvroSchema schema = schema(schemaText);
        return ask(() -> new RegisteredSchema(
                subject, client.getVersion(subject, schema), client.getId(subject, schema), schemaText));
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return ask(() -> {
            SchemaMetadata latest = client.getLatestSchemaMetadata(subject);
            return new RegisteredSchema(subject, latest.getVersion(), latest.getId(), latest.getSchema());
        });
    }

    @Override
    public Optional<String> schema(int id) {
        return ask(() -> {
            ParsedSchema schema = client.getSchemaById(id);
            if (!schema.schemaType().equals(AvroSchema.TYPE)) {
                throw new InvalidSchemaException("schema " + id + " is of type " + schema.schemaType(), null);
            }
            return schema.canonicalString();
        });
    }

    @Override
    public List<String> incompatibilities(String subject, String schemaText) {
        AvroSchema schema = schema(schemaText);
        return ask(() -> List.copyOf(client.testCompatibilityVerbose(subject, schema)))
                .orElse(List.of());
    }

    @Override
    public CompatibilityLevel compatibility(String subject) {
        // Confluent's client takes a null subject for the registry's own level.
        return ask(() -> CompatibilityLevel.valueOf(client.getCompatibility(subject)))
                .or(() -> ask(() -> CompatibilityLevel.valueOf(client.getCompatibility(null))))
                .orElse(CompatibilityLevel.BACKWARD);
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
        try {
            client.updateCompatibility(subject, level.name());
        } catch (RestClientException e) {
            throw failure(e);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public String toString() {
        return "ConfluentRegistry";
    }

    /** The answer, or empty where the registry says that there is none. */
    private static <T> Optional<T> ask(Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (RestClientException e) {
            if (MISSING.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            throw failure(e);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static AvroSchema schema(String text) {
        try {
            return new AvroSchema(SchemaText.parse(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidSchemaException("schema cannot be registered, " + e.getMessage(), e);
        }
    }

    private static RegistryException failure(RestClientException e) {
        if (PASSING.contains(e.getStatus())) {
            return new RegistryUnavailableException("the registry answered " + e.getStatus(), e);
        }
        if (e.getErrorCode() == INVALID_SCHEMA) {
            return new InvalidSchemaException("the registry answered " + e.getMessage(), e);
        }
        return new RegistryRefusedException(
                "the registry answered " + e.getStatus() + " (" + e.getMessage() + ")",
                "it does not let us in, does not accept the request, or is no registry",
                "check schema.registry.url, and basic.auth.* or bearer.auth.*",
                e);
    }

    private static RegistryUnavailableException unavailable(IOException e) {
        return new RegistryUnavailableException("no registry answered (" + e.getMessage() + ")", e);
    }

    /** A question that may fail as Confluent's client fails. */
    private interface Question<T> {
        T ask() throws IOException, RestClientException;
    }
}
