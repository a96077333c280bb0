package io.gridcast.app.serving;

import java.util.List;
import java.util.Set;

/**
 * What stores answered.
 *
 * @param found one list a question, in their order
 * @param by the instances that answered, {@code host:port}
 * @param isStandby whether a copy answered that may be behind
 * @param staleRecords by how many records a copy was behind at most, −1 where that is not known
 */
public record Answers(List<List<Found>> found, Set<String> by, boolean isStandby, long staleRecords) {
    /** From one instance, of stores that are not behind. */
    static Answers current(List<List<Found>> found, String by) {
        return new Answers(found, Set.of(by), false, 0);
    }
}
