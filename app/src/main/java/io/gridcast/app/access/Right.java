package io.gridcast.app.access;

import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What may be done with one thing on a cluster.
 *
 * @param pattern whether {@code name} is the name, or what names begin with
 */
public record Right(ResourceType resource, PatternType pattern, String name, List<AclOperation> operations) {
    public Right {
        operations = operations.stream().sorted().toList();
    }

    static Right literal(ResourceType resource, String name, AclOperation... operations) {
        return new Right(resource, PatternType.LITERAL, name, List.of(operations));
    }

    static Right prefixed(ResourceType resource, String prefix, AclOperation... operations) {
        return new Right(resource, PatternType.PREFIXED, prefix, List.of(operations));
    }
}
